import Foundation
import LoopbackServer
import Testing
import Web

@testable import Fetching

/// One line of faults.tsv.
struct FaultRow: CustomTestStringConvertible, Sendable {
  let name: String
  let result: String
  let status: String
  let bytes: String
  let facts: String
  var testDescription: String { name }

  static let all = table("faults.tsv").map {
    FaultRow(name: $0[0], result: $0[1], status: $0[2], bytes: $0[3], facts: $0[4])
  }
}

@Suite("What a fetch makes of each fault")
struct FaultTests {
  static var options: FetchOptions {
    testOptions {
      $0.maxBodyBytes = 2 << 20
      $0.lowSpeedBytesPerSecond = 1_000
      $0.lowSpeedSeconds = 1
    }
  }

  @Test("The table and the portal know the same faults, at least forty")
  func tableIsComplete() {
    let names = FaultPortal.faults.map(\.name)
    #expect(names.count >= 40)
    #expect(Set(names).count == names.count)
    #expect(Set(FaultRow.all.map(\.name)) == Set(names))
  }

  @Test("A fault has the result of the table, and the next answer on the queue is sound", arguments: FaultRow.all)
  func fault(_ row: FaultRow) async throws {
    let server = try LoopbackServer()
    FaultPortal.install(on: server)
    server.on("/sound", .html("sound"))
    let queue = FetchQueue()
    let fault = try #require(FaultPortal[row.name])
    let result = await outcome(of: fault, from: server, on: queue)
    #expect(result == [row.result, row.status, row.bytes, row.facts])
    // Long enough for a second answer that a server sends unasked.
    try await Task.sleep(for: .milliseconds(60))
    let next = try await queue.fetch(request(server.url("/sound"), FaultTests.options))
    #expect(next.status == 200)
    #expect(next.bodyText == "sound")
    #expect(server.hits.allSatisfy { $0.method == "GET" })
    await queue.shutDown()
  }

  private func outcome(of fault: Fault, from server: LoopbackServer, on queue: FetchQueue) async -> [String] {
    do throws(FetchError) {
      let exchange = try await queue.fetch(
        FetchRequest(url: CrawlURL(server.url(fault.path))!, options: FaultTests.options))
      #expect(exchange.responseHead.starts(with: "HTTP/".utf8))
      #expect((exchange.truncationDetail != nil) == exchange.completeness.name.hasPrefix("truncated"))
      return [exchange.completeness.name, "\(exchange.status)", "\(exchange.body.count)", exchange.facts]
    } catch {
      #expect(error.message.contains(fault.path))
      return [error.code, "-", "-", "-"]
    }
  }
}

extension Completeness {
  fileprivate var name: String {
    switch self {
    case .complete: "complete"
    case .unknown: "unknown"
    case .truncated(let reason): "truncated:\(reason.rawValue)"
    }
  }
}

extension Exchange {
  fileprivate var facts: String {
    let known = [location.map { "location=\($0)" }, retryAfterSeconds.map { "retryAfter=\($0)" }].compactMap { $0 }
    return known.isEmpty ? "-" : known.joined(separator: " ")
  }
}
