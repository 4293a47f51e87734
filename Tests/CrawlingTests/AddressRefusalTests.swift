import Archiving
import Crawling
import Foundation
import LoopbackServer
import Testing
import Web

/// Server-side request forgery: an archive that fetches what others name must not become their way into this network.
@Suite("Addresses that are not public", .timeLimit(.minutes(1)))
struct AddressRefusalTests {
  @Test(
    "Every way to write or name one is refused, and nothing is sent",
    arguments: [
      "127.0.0.1", "localhost", "LOCALHOST", "a.localhost", "[::1]", "[::ffff:127.0.0.1]", "[0:0:0:0:0:0:0:1]",
      "2130706433", "0x7f000001", "0177.0.0.1", "0x7f.1", "127.1", "0.0.0.0", "[::]", "10.0.0.1", "192.168.1.1",
      "172.16.0.1", "169.254.169.254", "100.64.0.1", "[fe80::1]", "[fd00::1]", "[64:ff9b::7f00:1]",
    ])
  func refused(_ host: String) async throws {
    let ground = try await Ground()
    ground.server.on("/", .html(notice()))
    ground.wishes.allowsPrivateAddresses = false
    let reports = try await ground.fetch("http://\(host):\(ground.server.port)/")
    #expect(reports.map(\.outcome) == [.excluded])
    let reason = try #require(reports.first?.reason)
    #expect(reason.hasPrefix("addressRefused: "))
    #expect(reason.contains("--allow-private"))
    #expect(reason.contains("allowPrivateAddresses"))
    #expect(ground.server.connections == 0)
  }

  @Test(
    "A redirect there is refused at its hop, though the first host is allowed",
    arguments: [
      "http://localhost:PORT/x", "http://127.0.0.2:PORT/x", "http://[::1]:PORT/x", "http://2130706434:PORT/x",
    ])
  func redirect(_ target: String) async throws {
    let ground = try await Ground()
    ground.allowOnlyOwnServer()
    ground.server.on("/a.html", .redirect(to: target.replacing("PORT", with: "\(ground.server.port)")))
    let reports = try await ground.fetch("/a.html")
    #expect(reports.map(\.brief) == ["redirect:302", "excluded:-"])
    #expect(reports.last?.reason?.hasPrefix("addressRefused: ") == true)
    #expect(Set(ground.server.hits.map(\.path)) == ["/robots.txt", "/a.html"])
  }

  @Test("A redirect of robots.txt there is refused as well")
  func robotsRedirect() async throws {
    let ground = try await Ground()
    ground.allowOnlyOwnServer()
    ground.server.on("/robots.txt", .redirect(to: "http://localhost:\(ground.server.port)/secret"))
    let report = try await ground.visit("/a.html")
    #expect(report.outcome == .disallowed)
    #expect(report.reason?.hasPrefix("robots.txt: addressRefused: ") == true)
    #expect(ground.server.hits.map(\.path) == ["/robots.txt"])
  }

  @Test(
    "A redirect to what is no http address is kept, reported and not followed",
    arguments: ["file:///etc/passwd", "javascript:alert(1)", "ftp://127.0.0.1/", "gopher://127.0.0.1/"])
  func scheme(_ target: String) async throws {
    let ground = try await Ground()
    ground.server.on("/a.html", .redirect(to: target))
    let reports = try await ground.fetch("/a.html")
    #expect(reports.map(\.brief) == ["failed:302", "excluded:-"])
    #expect(reports.last?.url == target)
    #expect(try ground.records(of: "/a.html", .response).first?.httpMessage?.head["Location"] == target)
  }

  @Test("The portal's file allows its own hosts")
  func portalAllows() async throws {
    let ground = try await Ground()
    ground.allowOnlyOwnServer()
    ground.server.on("/a.html", .html(notice()))
    #expect(try await ground.visit("/a.html").outcome == .new)
  }

  @Test(
    "What is no http address is not visited", arguments: ["ftp://127.0.0.1/", "file:///etc/passwd", "", "www.gov.cn"])
  func notHTTP(_ text: String) async throws {
    let ground = try await Ground()
    let reports = try await ground.run.fetch(text)
    #expect(reports.map(\.outcome) == [.excluded])
    #expect(reports.first?.reason == "not an http or https address")
  }
}
