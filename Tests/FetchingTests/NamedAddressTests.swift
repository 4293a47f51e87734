import LoopbackServer
import Testing
import Web

@testable import Fetching

@Suite("A name that somebody else than the system's resolver knows")
struct NamedAddressTests {
  @Test("has that address as long as it is told, and is unknown before and after", .timeLimit(.minutes(1)))
  func comesAndGoes() async throws {
    let server = try LoopbackServer()
    // Without a new connection nobody asks for the name.
    server.on("/", .html("<p>hello</p>").then(.close))
    let isKnown = Switch()
    let queue = FetchQueue { $0 == "qinghe.invalid" && isKnown.isOn ? IPAddress("127.0.0.1") : nil }
    let request = try request("http://qinghe.invalid:\(server.port)/")
    for round in 0..<3 {
      isKnown.isOn = false
      #expect(await queue.failure(request)?.cause == .nameNotResolved, "round \(round)")
      isKnown.isOn = true
      let exchange = try await queue.fetch(request)
      #expect(exchange.status == 200 && exchange.remoteAddress == "127.0.0.1")
    }
    #expect(server.hits.map { $0.header("Host") } == Array(repeating: "qinghe.invalid:\(server.port)", count: 3))
  }

  @Test("is kept away from a private address like any other name")
  func guarded() async throws {
    let server = try LoopbackServer()
    let queue = FetchQueue { _ in IPAddress("127.0.0.1") }
    let request = try request(
      "http://qinghe.invalid:\(server.port)/", testOptions { $0.allowPrivateAddresses = false })
    #expect(await queue.failure(request)?.code == "addressRefused")
    #expect(server.hits.isEmpty)
  }

  @Test("is written as libcurl reads it, and taken back once")
  func lines() {
    var names = NamedAddresses { ["a.example": "192.0.2.1", "b.example": "2001:db8::1"][$0].flatMap { IPAddress($0) } }
    #expect(names.line(for: CrawlURL("https://a.example/")!) == "a.example:443:192.0.2.1")
    #expect(names.line(for: CrawlURL("http://b.example:81/")!) == "b.example:81:[2001:db8::1]")
    #expect(names.line(for: CrawlURL("http://c.example/")!) == nil)
    #expect(names.line(for: CrawlURL("http://192.0.2.7/")!) == nil)
    let isKnown = Switch(isOn: true)
    var passing = NamedAddresses { _ in isKnown.isOn ? IPAddress("192.0.2.1") : nil }
    let url = CrawlURL("http://a.example/")!
    _ = passing.line(for: url)
    isKnown.isOn = false
    #expect([passing.line(for: url), passing.line(for: url)] == ["-a.example:80", nil])
  }
}
