/// One request as a ``LoopbackServer`` received it.
package struct Hit: Sendable {
  /// When its head was whole.
  package let time: ContinuousClock.Instant
  /// `GET`.
  package let method: String
  /// The request target as sent: path and query.
  package let target: String
  /// The head as sent, the empty line included.
  package let head: [UInt8]
  /// What came behind the head: a POST's content; empty without any.
  package let content: [UInt8]
  /// 1 for the server's first connection, and so on: two hits with one number came over the same connection.
  package let connection: Int
  /// 1 for the first request of this target, and so on.
  package let visit: Int

  /// The target without its query.
  package var path: String { String(target.prefix { $0 != "?" }) }
  /// The head as text.
  package var headText: String { String(decoding: head, as: UTF8.self) }

  /// The first value of that field, ASCII case ignored.
  package func header(_ name: String) -> String? {
    for line in headText.split(separator: "\r\n").dropFirst() {
      guard let colon = line.firstIndex(of: ":"), line[..<colon].lowercased() == name.lowercased() else { continue }
      return String(line[line.index(after: colon)...].drop { $0 == " " })
    }
    return nil
  }
}
