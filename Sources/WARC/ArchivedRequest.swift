/// A request as it goes into a record: as sent, but nobody's secrets.
package struct ArchivedRequest: Hashable, Sendable {
  /// Request line and fields with the empty line behind them, then the body, if any.
  package let block: [UInt8]

  /// Makes the head ready to be stored: the values of `Cookie`, `Authorization` and `Proxy-Authorization` are
  /// dropped, their names stay; a request line of HTTP/2 is written as HTTP/1.1, as in a response.
  package init(sentHead: [UInt8], body: [UInt8] = []) {
    var head = HeadLines(sentHead)
    head.dropSecrets()
    head.writeProtocol()
    block = head.bytes + body
  }
}

extension HeadLines {
  fileprivate mutating func dropSecrets() {
    var kept: [ArraySlice<UInt8>] = []
    kept.reserveCapacity(lines.count)
    var isSecret = false
    for line in lines {
      if Self.isFold(line) {
        if !isSecret { kept.append(line) }
        continue
      }
      isSecret = secretFields.contains { Self.isField(line, $0) }
      let colon = line.firstIndex(of: 0x3A) ?? line.startIndex
      kept.append(isSecret ? line[...colon] : line)
    }
    lines = kept
  }

  fileprivate mutating func writeProtocol() {
    guard let line = lines.first, let blank = line.lastIndex(of: 0x20), line[(blank + 1)...].starts(with: "HTTP/".utf8)
    else { return }
    lines[0] = (Array(line[...blank]) + "HTTP/1.1".utf8)[...]
  }
}

private let secretFields = ["Cookie", "Authorization", "Proxy-Authorization"]
