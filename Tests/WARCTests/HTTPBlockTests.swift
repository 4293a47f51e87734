import Testing
import Web

@testable import WARC

@Suite("HTTP messages in blocks, house rules")
struct ArchivedResponseTests {
  private func stored(_ head: String, _ body: String = "hello") throws -> String {
    let response = try ArchivedResponse(receivedHead: Array(head.utf8), body: Array(body.utf8))
    #expect(response.block == response.head + response.body)
    return String(decoding: response.head, as: UTF8.self)
  }

  @Test func `A right head stays byte for byte`() throws {
    let head = "HTTP/1.1 200 Fine\r\nA: 1\r\na:2 \r\nContent-Length: 5\r\n\r\n"
    #expect(try stored(head) == head)
  }

  @Test func `The status line is always HTTP 1 1, an empty reason is filled`() throws {
    #expect(try stored("HTTP/2 404 \r\ncontent-length: 5\r\n\r\n").hasPrefix("HTTP/1.1 404 Not Found\r\n"))
    #expect(try stored("HTTP/1.0 200\r\ncontent-length: 5\r\n\r\n").hasPrefix("HTTP/1.1 200 OK\r\n"))
    #expect(try stored("HTTP/1.1 521 \r\ncontent-length: 5\r\n\r\n").hasPrefix("HTTP/1.1 521 \r\n"))
  }

  @Test func `Chunking is renamed and the right length added`() throws {
    #expect(
      try stored("HTTP/1.1 200 OK\r\nTransfer-encoding: chunked\r\nB: 1\r\n\r\n")
        == "HTTP/1.1 200 OK\r\nX-Archive-Orig-Transfer-encoding: chunked\r\nB: 1\r\nContent-Length: 5\r\n\r\n")
  }

  @Test func `A wrong length is renamed, also several`() throws {
    #expect(
      try stored("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n")
        == "HTTP/1.1 200 OK\r\nX-Archive-Orig-Content-Length: 900\r\nContent-Length: 5\r\n\r\n")
    #expect(
      try stored("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n")
        == "HTTP/1.1 200 OK\r\nX-Archive-Orig-Content-Length: 5\r\nX-Archive-Orig-Content-Length: 6\r\nContent-Length: 5\r\n\r\n"
    )
  }

  @Test(arguments: ["204 No Content", "304 Not Modified", "100 Continue"])
  func `No length is added where HTTP has none`(status: String) throws {
    let head = "HTTP/1.1 \(status)\r\nETag: \"x\"\r\n\r\n"
    #expect(try stored(head, "") == head)
  }

  @Test func `A content coding stays`() throws {
    let head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\n"
    #expect(try stored(head) == head)
  }

  @Test func `Bytes outside ASCII stay`() throws {
    let head =
      Array("HTTP/1.1 200 ".utf8) + [0xB3, 0xC9] + Array("\r\nContent-Length: 0\r\nX: ".utf8) + [
        0xB9, 0xE3, 0x0D, 0x0A, 0x0D, 0x0A,
      ]
    #expect(try ArchivedResponse(receivedHead: head, body: []).head == head)
  }

  @Test func `Bare line feeds and lines without a visible character are mended, folds and odd lines kept`() throws {
    #expect(
      try stored("HTTP/1.1 200 OK\nA: 1\n \t\n  more\njunk\nContent-Length: 5\n\nnot head")
        == "HTTP/1.1 200 OK\r\nA: 1\r\n  more\r\njunk\r\nContent-Length: 5\r\n\r\n")
  }

  @Test(arguments: [
    "", "\r\n", "GET / HTTP/1.1\r\n\r\n", "HTTP/1.1\r\n\r\n", "HTTP/1.1 20 OK\r\n\r\n", "ICY 200 OK\r\n\r\n",
  ])
  func `What is no response is refused`(head: String) {
    #expect(throws: ArchivedResponseProblem.self) {
      try ArchivedResponse(receivedHead: Array(head.utf8), body: [])
    }
  }

  @Test func `A request keeps no secrets`() {
    let request = ArchivedRequest(
      sentHead: Array(
        "GET /a HTTP/2\r\nHost: x\r\ncookie: a=b;\r\n  c=d\r\nAuthorization: Basic eA==\r\nProxy-Authorization: y\r\nAccept: */*\r\n\r\n"
          .utf8), body: Array("q".utf8))
    #expect(
      String(decoding: request.block, as: UTF8.self)
        == "GET /a HTTP/1.1\r\nHost: x\r\ncookie:\r\nAuthorization:\r\nProxy-Authorization:\r\nAccept: */*\r\n\r\nq")
  }

  @Test func `A block splits into head and body again`() throws {
    let block = try Samples.response().block
    let message = try #require(HTTPMessage(parsing: block))
    #expect(message.head.status == 200)
    #expect(message.head.values(of: "X-Part") == ["a", "b"])
    #expect(Array(message.body) == Samples.page)
    #expect(HTTPMessage(parsing: Array("<html>".utf8)) == nil)
    #expect(HTTPMessage(parsing: Array("HTTP/1.1 200 OK\r\nA: b".utf8))?.body.isEmpty == true)
    #expect(HTTPMessage(parsing: Array("HTTP/1.1 200 OK\n\nbody".utf8)).map { Array($0.body) } == Array("body".utf8))
  }
}

@Suite("application/warc-fields")
struct WARCFieldsTests {
  @Test(arguments: [
    "plain", "", " blank", "blank ", "\ttab", "a\tb", "one\ntwo", "one\r\n two\r\n", "\"quoted\"", "\"", "\\", "中文：值",
    "{\"seq\":1}", "a: b", "\u{0}\u{7F}\u{1F}", "e\u{301}", "𠮷",
  ])
  func `Any text survives`(value: String) {
    let fields = WARCFields([("before", "x"), ("value", value), ("after", "y")])
    let bytes = fields.serialized()
    let read = WARCFields(parsing: bytes)
    #expect(read["value"]?.unicodeScalars.elementsEqual(value.unicodeScalars) == true)
    #expect(read == fields)
    #expect(bytes.count { $0 == 0x0A } == 3)
  }

  @Test func `Plain values are written plainly`() {
    #expect(WARCFields([("via", "http://a/")]).serialized() == Array("via: http://a/\r\n".utf8))
  }

  @Test func `What others write is read`() {
    let text =
      "software: x/1\nisPartOf: a\r\n  folded\r\n\r\nno colon\r\nFormat: \"not closed\r\nbad name: z\r\nfoo:\r\n"
    let read = WARCFields(parsing: Array(text.utf8))
    #expect(read.fields.map(\.name) == ["software", "isPartOf", "Format", "foo"])
    #expect(read.fields.map(\.value) == ["x/1", "a folded", "\"not closed", ""])
    #expect(read["SOFTWARE"] == "x/1")
  }
}
