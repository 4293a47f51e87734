import Foundation
import LoopbackServer
import Testing
import Web

@testable import Fetching

@Suite("Addresses that are not public")
struct AddressGuardTests {
  let server: LoopbackServer
  let queue = FetchQueue()
  let strict = testOptions { $0.allowPrivateAddresses = false }

  init() throws {
    server = try LoopbackServer()
    server.on("*", .html("inside"))
  }

  @Test(
    "Every way to write loopback or a private network is refused, before a connection is made",
    arguments: [
      "127.0.0.1", "localhost", "LOCALHOST", "127.1", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "0.0.0.0",
      "0",
      "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]", "[64:ff9b::127.0.0.1]", "[fe80::1]",
      "[fc00::1]", "[fec0::1]", "[2002:7f00:1::]", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254",
      "100.64.0.1", "198.18.0.1", "224.0.0.1", "255.255.255.255", "127。0。0。1", "①②⑦.0.0.1",
    ])
  func refused(_ host: String) async throws {
    let url = try #require(CrawlURL("http://\(host):\(server.port)/"))
    let error = try #require(await queue.failure(FetchRequest(url: url, options: strict)))
    guard case .addressRefused(let address) = error.cause else {
      Issue.record("\(error)")
      return
    }
    #expect(IPAddress(address) != nil)
    #expect(error.code == "addressRefused")
    #expect(error.message.contains("allowPrivateAddresses"))
    #expect(server.hits.isEmpty)
  }

  @Test("A name that leads to loopback is refused after it was resolved, and allowed when asked for")
  func names() async throws {
    let url = "http://localhost:\(server.port)/"
    #expect(await queue.failure(try request(url, strict))?.code == "addressRefused")
    #expect(try await queue.fetch(request(url)).bodyText == "inside")
  }

  @Test("A connection made with leave is not reused without it")
  func reuse() async throws {
    let url = "http://localhost:\(server.port)/"
    #expect(try await queue.fetch(request(url)).status == 200)
    #expect(await queue.failure(try request(url, strict))?.code == "addressRefused")
    #expect(server.hits.count == 1)
    #expect(try await queue.fetch(request(url)).status == 200)
  }

  @Test("A refused address is refused through a proxy too when it is written in the URL")
  func proxied() async throws {
    var options = strict
    options.proxy = server.origin
    #expect(await queue.failure(try request("http://169.254.169.254/latest/", options))?.code == "addressRefused")
    // The proxy itself is on loopback, and admitted: somebody configured it.
    #expect(try await queue.fetch(request("http://example.com/", options)).bodyText == "inside")
  }
}
