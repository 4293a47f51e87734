import Foundation
import LoopbackServer
import Testing

@testable import SamplePortal

@Suite("The command line", .timeLimit(.minutes(1)))
struct CommandLineTests {
  @Test("Help and version go to standard output and end with 0")
  func help() async throws {
    let place = try Workplace()
    let help = try await place.run("--help")
    #expect(help.status == 0)
    #expect(help.errors.isEmpty)
    for command in ["fetch", "show", "list", "extract", "seal", "verify", "rebuild", "demo"] {
      #expect(help.text.contains("  \(command) "), "\(command)")
      let own = try await place.run(command, "--help")
      #expect(own.status == 0 && own.errors.isEmpty && own.text.contains("USAGE: fangzhi \(command)"), "\(command)")
    }
    #expect(help.text.contains("Exit codes"))
    #expect(try await place.run("--version").lines.count == 1)
    #expect(try await place.run().status == 0)
  }

  @Test(
    "What cannot be understood ends with 2 and a word on standard error",
    arguments: [
      ["fletch"], ["fetch"], ["fetch", "--fast", "http://a/"], ["fetch", "--delay", "-1", "http://a/"], ["show"],
      ["show", "--raw", "--text", "http://a/"], ["list", "a", "b"], ["demo", "now"],
    ])
  func usage(_ arguments: [String]) async throws {
    let place = try Workplace()
    let ending = try await place.start(Workplace.program, arguments).end()
    #expect(ending.status == 2)
    #expect(ending.text.isEmpty)
    #expect(ending.errors.contains("Error: ") && ending.errors.contains("Usage: "))
  }
}

@Suite("fangzhi demo", .timeLimit(.minutes(2)))
struct DemoTests {
  @Test("The outcomes are those that the sample portal promises, and everything promised is shown")
  func demo() async throws {
    let place = try Workplace()
    let ending = try await place.run("demo", "--archive", "demo")
    #expect(ending.status == 0)
    #expect(ending.errors.isEmpty)
    let seeds = SampleSeed.all
    let halves = ending.text.components(separatedBy: "Second visit")
    #expect(halves.count == 2)
    for (half, text) in halves.enumerated() {
      let lines = text.split(separator: "\n").map { $0.split(separator: " ").map { String($0) } }
      for seed in seeds {
        let line = lines.first { $0.contains(seed.path) }
        #expect(line?.first == seed.outcomes[half], "\(seed.path) on visit \(half + 1)")
      }
    }
    let promised = [
      "What is in the folder", "What changed in ", "\n  -", "\n  +", "document.md", "captures.jsonl", "latest -> ",
    ]
    for words in promised { #expect(ending.text.contains(words), "\(words)") }
    #expect(try await place.run("verify", "--deep", "--archive", "demo").status == 0)
    #expect(try await place.run("list", "--archive", "demo").lines.count >= seeds.count - 1)
  }
}
