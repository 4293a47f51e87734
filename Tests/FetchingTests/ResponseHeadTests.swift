import Testing

@testable import Fetching

@Suite("Heads, line by line")
struct ResponseHeadTests {
  private func head(_ lines: [String], limit: Int = 1_000) -> (head: ResponseHead, fits: Bool) {
    var head = ResponseHead(limit: limit)
    let fits = lines.allSatisfy { head.append(Array($0.utf8)) }
    return (head, fits)
  }

  @Test("A 1xx head is dropped, the final one kept, trailers after it ignored")
  func informational() {
    let (head, fits) = head([
      "HTTP/1.1 103 Early Hints\r\n", "Link: a\r\n", "\r\n", "HTTP/1.1 200 OK\r\n", "A: b\r\n", "\r\n", "Late: 1\r\n",
      "\r\n",
    ])
    #expect(fits)
    #expect(head.isWhole)
    #expect(head.status == 200)
    #expect(String(decoding: head.bytes, as: UTF8.self) == "HTTP/1.1 200 OK\r\nA: b\r\n\r\n")
  }

  @Test("Every line counts towards the limit, dropped ones included")
  func limit() {
    let hint = ["HTTP/1.1 103 Early Hints\r\n", "\r\n"]
    #expect(head(hint + hint, limit: 56).fits)
    #expect(!head(hint + hint, limit: 55).fits)
  }

  @Test("A head is not whole before its empty line")
  func partial() {
    #expect(!head(["HTTP/1.1 200 OK\r\n", "A: b\r\n"]).head.isWhole)
  }
}
