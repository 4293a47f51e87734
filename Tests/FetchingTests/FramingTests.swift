import Testing
import Web

@testable import Fetching

@Suite("Where a body ends (RFC 9112 §6.3)")
struct FramingTests {
  @Test(
    "Status, transfer coding and length decide, in this order",
    arguments: [
      ("HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n", 204, Framing.bodyless),
      ("HTTP/1.1 304 Not Modified\r\n\r\n", 304, .bodyless),
      ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n", 200, .chunked),
      ("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, Chunked\r\n\r\n", 200, .chunked),
      ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked, gzip\r\n\r\n", 200, .untilClose),
      ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", 200, .length(5)),
      ("HTTP/1.1 200 OK\r\nContent-Length: 5, 5\r\nContent-Length: 5\r\n\r\n", 200, .length(5)),
      ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n", 200, .contradictory),
      ("HTTP/1.1 200 OK\r\nContent-Length: 5, 6\r\n\r\n", 200, .contradictory),
      ("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n", 200, .untilClose),
      ("HTTP/1.1 200 OK\r\n\r\n", 200, .untilClose), ("HTTP/2 200 \r\n\r\n", 200, .stream),
    ])
  func order(_ head: String, _ status: Int, _ expected: Framing) {
    #expect(Framing(head: HeaderList(parsing: head.utf8), status: status) == expected)
  }
}
