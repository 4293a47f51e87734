import Scheduling
import Testing
import Web

@testable import Crawling

@Suite("Paces of hosts") struct HostPacesTests {
  private let noon = Moment(milliseconds: 1_780_286_400_000)
  private let polite = Politeness()

  private func url(_ text: String) throws -> CrawlURL { try #require(CrawlURL(text)) }

  /// One request from its start to its end.
  private func ask(_ paces: inout HostPaces, _ text: String, at moment: Moment, metAt address: String?) throws {
    let url = try url(text)
    let keys = paces.start(url, at: moment, under: polite)
    let request = PacedRequest(url: url, keys: keys, started: moment, politeness: polite)
    paces.finish(request, at: moment + 10, response: 10, end: .answered, remoteAddress: address)
  }

  @Test("A host's keys follow its address, on every port and scheme") func keys() throws {
    var paces = HostPaces([])
    let (one, other) = try (url("http://www.example.gov.cn/a"), url("https://www.example.gov.cn:8443/b"))
    #expect(paces.keys(for: one).map(\.description) == ["host:www.example.gov.cn"])
    #expect(paces.keys(for: other) == paces.keys(for: one))
    for (step, address) in ["192.0.2.7", "192.0.2.7", "192.0.2.8", nil].enumerated() {
      try ask(&paces, "http://www.example.gov.cn/\(step)", at: noon + .minutes(Int64(step)), metAt: address)
      let known = ["host:www.example.gov.cn", "ip:\(address ?? "192.0.2.8")"]
      #expect(paces.keys(for: one).map(\.description) == known)
      #expect(paces.keys(for: other).map(\.description) == known)
    }
    #expect(paces.keys(for: try url("http://example.gov.cn/")).map(\.description) == ["host:example.gov.cn"])
  }

  @Test("Every port of this machine is a host of its own, once it was met there") func loopback() throws {
    var paces = HostPaces([])
    let place = try url("http://p001.gov.test:8099/")
    #expect(paces.keys(for: place).map(\.description) == ["host:p001.gov.test"])
    try ask(&paces, "http://p001.gov.test:8099/", at: noon, metAt: "127.0.1.1")
    #expect(paces.keys(for: place).map(\.description) == ["host:p001.gov.test:8099"])
    #expect(paces.isPrivate(place))
  }

  @Test("What a request meant for a host counts at the address where the host was met") func met() throws {
    var paces = HostPaces([])
    try ask(&paces, "http://a.example/", at: noon, metAt: "192.0.2.7")
    try ask(&paces, "http://b.example/", at: noon, metAt: "192.0.2.7")
    let row = try #require(paces.rows([PaceKey(description: "ip:192.0.2.7")]).first)
    #expect(row.requests == 2 && row.next == noon.milliseconds + 10 + 3_000)
    let wait = paces.permission(of: paces.keys(for: try url("http://a.example/x")), at: noon + 11, under: polite)
    #expect(wait == .wait(until: noon + 10 + .seconds(3), reason: .delay))
    #expect(paces.delay(of: paces.keys(for: try url("http://a.example/x")), under: polite) == .seconds(3))
  }

  @Test("Hosts at one address are treated by the strictest rules of them") func strictest() throws {
    var paces = HostPaces([])
    for host in ["a", "b"] { try ask(&paces, "http://\(host).example/", at: noon, metAt: "192.0.2.7") }
    var slow = polite
    slow.delay = .seconds(9)
    #expect(paces.delay(of: paces.keys(for: try url("http://b.example/")), under: slow) == .seconds(9))
    #expect(paces.delay(of: paces.keys(for: try url("http://a.example/")), under: polite) == .seconds(9))
  }
}

@Suite("Hosts that wait for the end of a request") struct CrowdedHostsTests {
  private func key(_ text: String) -> PaceKey { PaceKey(description: text) }

  @Test("are let go by the requests that they wait for, and by no other") func release() {
    var crowded = CrowdedHosts()
    crowded.insert(key("a"), under: [key("host:a"), key("ip:1")])
    crowded.insert(key("b"), under: [key("host:b"), key("ip:1")])
    crowded.insert(key("c"), under: [key("host:c")])
    #expect(crowded.release([key("host:d")]).isEmpty)
    #expect(crowded.release([key("host:a"), key("ip:1")]) == [key("a"), key("b")])
    #expect(crowded.release([key("ip:1")]).isEmpty)
    crowded.remove(key("c"), under: [key("host:c")])
    crowded.insert(key("d"), under: [key("host:d")])
    #expect(crowded.releaseAll() == [key("b"), key("d")])
    #expect(crowded.releaseAll().isEmpty)
  }
}
