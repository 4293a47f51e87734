import Foundation
import LoopbackServer
import Testing
import Web

@testable import Fetching

@Suite("One request, one exchange")
struct ExchangeTests {
  let server: LoopbackServer
  let queue = FetchQueue()

  init() throws {
    server = try LoopbackServer()
    server.on("/page", .html("<p>hello</p>", [("X-Twice", "1"), ("X-Twice", "2")]))
  }

  @Test("The request's head is exactly what was meant, and the server received the same bytes")
  func requestHead() async throws {
    let exchange = try await queue.fetch(request(server.url("/page?a=1&b=%B9%E3")))
    let expected =
      "GET /page?a=1&b=%B9%E3 HTTP/1.1\r\nHost: \(server.authority)\r\nUser-Agent: Fangzhi-Tests/1.0\r\nAccept: */*\r\n"
      + "Accept-Encoding: gzip\r\nAccept-Language: zh-CN,zh;q=0.9\r\n\r\n"
    #expect(exchange.requestText == expected)
    #expect(server.hits.map(\.head) == [exchange.requestHead])
  }

  @Test("Validators and the referring page are sent as they are")
  func conditionalRequest() async throws {
    var conditional = try request(server.url("/page"))
    conditional.ifNoneMatch = "W/\"a-1\""
    conditional.ifModifiedSince = "Fri, 20 Nov 2026 01:00:00 GMT"
    conditional.referer = server.url("/")
    _ = try await queue.fetch(conditional)
    #expect(server.hits[0].header("If-None-Match") == "W/\"a-1\"")
    #expect(server.hits[0].header("If-Modified-Since") == "Fri, 20 Nov 2026 01:00:00 GMT")
    #expect(server.hits[0].header("Referer") == server.url("/"))
  }

  @Test(
    "A value with a control character is not sent at all", arguments: ["\"a\"\r\nX-Evil: 1", "\"a\"\rX-Evil: 1", "a\0"])
  func injection(_ etag: String) async throws {
    var conditional = try request(server.url("/page"))
    conditional.ifNoneMatch = etag
    _ = try await queue.fetch(conditional)
    #expect(!server.hits[0].headText.contains("Evil"))
    #expect(server.hits[0].header("If-None-Match") == nil)
  }

  @Test("The response's head, status, body and facts are those of the server")
  func response() async throws {
    let exchange = try await queue.fetch(request(server.url("/page")))
    let head =
      "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nX-Twice: 1\r\nX-Twice: 2\r\nContent-Length: 12\r\n\r\n"
    #expect(String(decoding: exchange.responseHead, as: UTF8.self) == head)
    #expect(exchange.head.values(of: "x-twice") == ["1", "2"])
    #expect(exchange.status == 200)
    #expect(exchange.protocolName == "HTTP/1.1")
    #expect(exchange.bodyText == "<p>hello</p>")
    #expect(exchange.completeness == .complete)
    #expect(exchange.remoteAddress == "127.0.0.1")
    #expect(exchange.remotePort == server.port)
    #expect(exchange.tls == nil)
    #expect(!exchange.hadTransferCoding)
    #expect(exchange.timings.connect > 0)
    #expect(exchange.timings.firstByte >= exchange.timings.connect)
    #expect(exchange.timings.total >= exchange.timings.firstByte)
  }

  @Test("A chunked body is joined, and it is said that it was chunked")
  func chunked() async throws {
    server.on("/chunked", .chunked(chunks: [Array("one ".utf8), Array("two".utf8)]))
    let exchange = try await queue.fetch(request(server.url("/chunked")))
    #expect(exchange.bodyText == "one two")
    #expect(exchange.hadTransferCoding)
    #expect(exchange.completeness == .complete)
  }

  @Test("A gzip body stays gzip")
  func gzip() async throws {
    let body = storedGzip("方志")
    server.on("/gzip", .respond(200, [("Content-Encoding", "gzip")], body: body))
    #expect(try await queue.fetch(request(server.url("/gzip"))).body == body)
  }

  @Test("A known page is answered with 304, which is whole and empty")
  func notModified() async throws {
    server.on("/known", Document("hello", etag: "\"1\"", lastModified: "Fri, 20 Nov 2026 01:00:00 GMT"))
    let first = try await queue.fetch(request(server.url("/known")))
    var second = try request(server.url("/known"))
    second.ifNoneMatch = first.head["ETag"]
    let answer = try await queue.fetch(second)
    #expect(first.status == 200)
    #expect(answer.status == 304)
    #expect(answer.body.isEmpty)
    #expect(answer.completeness == .complete)
  }

  @Test("Requests one after another share a connection, which has no connecting time then")
  func keepAlive() async throws {
    for _ in 1...5 { _ = try await queue.fetch(request(server.url("/page"))) }
    let last = try await queue.fetch(request(server.url("/page")))
    #expect(server.connections == 1)
    #expect(last.timings.tls == 0)
    #expect(last.remoteAddress == "127.0.0.1")
    #expect(last.remotePort == server.port)
  }

  @Test(
    "The target on the wire is the URL's own, escapes and odd characters untouched",
    arguments: ["/a%2Fb//c;v=1", "/%E4%B8%AD?q=%D6%D0", "/a?x=../..&y=/./", "/*", "/a|b?c^d", "/?"])
  func target(_ target: String) async throws {
    let asked = try request(server.url(target))
    _ = try await queue.fetch(asked)
    #expect(server.hits.map(\.target) == [asked.url.target])
  }

  @Test("A fragment, a user name and a password are never sent")
  func nothingPrivate() async throws {
    _ = try await queue.fetch(request("http://user:secret@\(server.authority)/page#part"))
    #expect(!server.hits[0].headText.contains("secret"))
    #expect(server.hits[0].header("Authorization") == nil)
    #expect(server.hits[0].target == "/page")
  }

  @Test("A proxy from the environment is ignored")
  func environmentProxy() async throws {
    for name in ["http_proxy", "https_proxy", "all_proxy", "ALL_PROXY"] { setenv(name, "http://127.0.0.1:1", 1) }
    defer { for name in ["http_proxy", "https_proxy", "all_proxy", "ALL_PROXY"] { unsetenv(name) } }
    #expect(try await queue.fetch(request(server.url("/page"))).status == 200)
  }

  @Test("A configured proxy is used, may be private, and says so when it is not there")
  func configuredProxy() async throws {
    server.on("*", .html("from the proxy"))
    let url = "http://192.0.2.7/page"
    var options = testOptions { $0.proxy = server.origin }
    #expect(
      await queue.failure(
        try request(
          url,
          {
            var o = options; o.allowPrivateAddresses = false; return o
          }()))?.code == "addressRefused")
    #expect(try await queue.fetch(request(url, options)).bodyText == "from the proxy")
    #expect(server.hits[0].target == "http://192.0.2.7/page")
    options.proxy = "http://127.0.0.1:1"
    #expect(await queue.failure(try request(url, options))?.code == "proxyFailed")
  }

  @Test("30 MB in chunks stop at the limit, and memory stays small")
  func boundedMemory() async throws {
    FaultPortal.install(on: server)
    let before = residentBytes()
    let small = testOptions { $0.maxBodyBytes = 256 * 1_024 }
    for _ in 1...8 {
      let exchange = try await queue.fetch(request(server.url("/fault/chunked-30-megabytes"), small))
      #expect(exchange.completeness == .truncated(.length))
      #expect(exchange.body.count == 256 * 1_024)
    }
    // Eight bodies are 240 MB; the server's own script is in this process too.
    #expect(residentBytes() - before < 100 << 20)
  }

  @Test("A body of exactly the limit is whole; one byte more is cut", arguments: [(1_000, true), (999, false)])
  func exactLimit(_ limit: Int, _ isWhole: Bool) async throws {
    server.on("/thousand", .respond(body: [UInt8](repeating: 0x78, count: 1_000)))
    let exchange = try await queue.fetch(request(server.url("/thousand"), testOptions { $0.maxBodyBytes = limit }))
    #expect(exchange.completeness == (isWhole ? .complete : .truncated(.length)))
    #expect(exchange.body.count == limit)
  }

  @Test("The whole time is limited: before the head an error, in the body a cut")
  func totalTime() async throws {
    FaultPortal.install(on: server)
    let short = testOptions { $0.totalTimeoutSeconds = 0.3 }
    #expect(await queue.failure(try request(server.url("/fault/silent"), short))?.code == "timedOut")
    let cut = try await queue.fetch(request(server.url("/fault/stalled-body"), short))
    #expect(cut.completeness == .truncated(.time))
    #expect(cut.body.count == 500)
  }

  @Test("Nobody listening, a name without address, and a scheme's own port are told apart")
  func network() async throws {
    let closed = try LoopbackServer()
    closed.stop()
    #expect(await queue.failure(try request(closed.url("/")))?.code == "connectionFailed")
    #expect(await queue.failure(try request("http://no-such-host.invalid/"))?.code == "nameNotResolved")
  }
}

private func residentBytes() -> Int {
  let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
  return (Int(text.split(separator: " ").dropFirst().first ?? "0") ?? 0) * Int(getpagesize())
}
