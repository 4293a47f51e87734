import Fetching
import Foundation
import Monitoring
import Scheduling
import Synchronization
import Testing
import Web

@testable import Crawling

@Suite("Watching over a scheduled run")
struct MonitoringTests {
  @Test("a run is seen by Prometheus and by whoever reads its health file")
  func monitoring() async throws {
    let ground = try RunGround(at: china(2026, 1, 5, 9))
    ground.serveList()
    let seen = Mutex<RunStatus?>(nil)
    let portal = try ground.portal("30 9 * * *")
    try await ground.run(
      [portal], until: china(2026, 1, 5, 9, 1), publish: { status in seen.withLock { $0 = status } })
    let status = try #require(seen.withLock { $0 })
    let server = try await MetricsServer.start(port: 0) { status }
    let text = try await Self.get("http://127.0.0.1:\(server.port)/metrics")
    let health = try await Self.get("http://127.0.0.1:\(server.port)/health")
    await server.stop()
    #expect(text.contains("\nfangzhi_visits_total{portal=\"qinghe\",outcome=\"new\"} 3\n"))
    #expect(text.contains("# TYPE fangzhi_visits_total counter\n") && text.contains("\nfangzhi_rounds_total 1\n"))
    #expect(
      text.contains(
        "\nfangzhi_next_round_timestamp_seconds{portal=\"qinghe\"} \(china(2026, 1, 5, 9, 30).milliseconds / 1_000)\n"))
    let line = /^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? -?[0-9.]+)$/
    for one in text.split(separator: "\n") { #expect(one.wholeMatch(of: line) != nil, "\(one)") }
    let object = try #require(try JSONSerialization.jsonObject(with: Data(health.utf8)) as? [String: Any])
    #expect(object["state"] as? String == "stopped" && object["visited"] as? Int == 3)
    #expect((object["portals"] as? [String: [String: Any]])?["qinghe"]?["next"] as? String == "2026-01-05T01:30:00Z")
  }

  @Test("labels of metrics are escaped as Prometheus asks")
  func escaping() {
    var status = RunStatus(started: Moment(milliseconds: 0))
    status.queued = ["a\"b\\c\nd": 1]
    #expect(MetricsText(status).text.contains(#"fangzhi_rest{portal="a\"b\\c\nd"} 1"#))
  }

  private static func get(_ address: String) async throws -> String {
    let fetching = FetchQueue()
    var options = FetchOptions()
    options.allowPrivateAddresses = true
    let exchange = try await fetching.fetch(FetchRequest(url: CrawlURL(address)!, options: options))
    await fetching.shutDown()
    #expect(exchange.status == 200)
    return String(decoding: exchange.body, as: UTF8.self)
  }
}
