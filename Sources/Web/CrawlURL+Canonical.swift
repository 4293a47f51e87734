extension CrawlURL {
  /// The short way for an address that is written as the parser would write it, which all stored ones are: nothing is
  /// copied. Nil for any other text, and for hosts that end in a figure or in a letter that may be one.
  init?(canonical text: String) {
    let bytes = text.utf8.span
    guard bytes.count <= CrawlURL.maxLength, text.hasPrefix("http://") || text.hasPrefix("https://") else { return nil }
    let start = bytes[4] == 0x3A ? 7 : 8
    guard let host = CrawlURL.nameEnd(bytes, start),
      let authority = CrawlURL.portEnd(bytes, host, isSecure: start == 8),
      let path = CrawlURL.plainPathEnd(bytes, authority), CrawlURL.isQuery(bytes, path)
    else { return nil }
    self.init(text: text, ends: Ends(host: UInt16(host), authority: UInt16(authority), path: UInt16(path)))
  }

  /// A name whose last byte cannot belong to a number: the host is no IPv4 address in disguise.
  private static func nameEnd(_ bytes: Span<UInt8>, _ start: Int) -> Int? {
    let safe = lowerHostBytes
    var end = start
    while end < bytes.count, safe.contains(bytes[end]) { end += 1 }
    guard end > start, (0x67...0x7A).contains(bytes[end - 1]), bytes[end - 1] != 0x78 else { return nil }
    return end
  }

  /// Where the port ends, or the host when there is none; nil for the default port and for figures written otherwise
  /// than they would be.
  private static func portEnd(_ bytes: Span<UInt8>, _ host: Int, isSecure: Bool) -> Int? {
    guard host < bytes.count, bytes[host] == 0x3A else { return host }
    var end = host + 1
    var port = 0
    while end < bytes.count, end < host + 6, bytes[end].isASCIIDigit {
      port = port * 10 + Int(bytes[end] - 0x30)
      end += 1
    }
    guard end > host + 1, bytes[host + 1] != 0x30, port <= 65_535, port != (isSecure ? 443 : 80) else { return nil }
    return end
  }

  /// Where a path ends that holds no escapes to write and nothing like a dot segment.
  private static func plainPathEnd(_ bytes: Span<UInt8>, _ start: Int) -> Int? {
    guard start < bytes.count, bytes[start] == 0x2F else { return nil }
    let safe = pathSafe
    var before: UInt8 = 0x2F
    var end = start + 1
    while end < bytes.count, bytes[end] != 0x3F {
      let byte = bytes[end]
      guard byte == 0x2F || safe.contains(byte), before != 0x2F || byte != 0x2E && byte != 0x25 else { return nil }
      before = byte
      end += 1
    }
    return end
  }

  /// Whether the rest is a query, question mark included, or nothing.
  private static func isQuery(_ bytes: Span<UInt8>, _ start: Int) -> Bool {
    let safe = querySafe
    for place in start..<bytes.count where !safe.contains(bytes[place]) { return false }
    return true
  }
}

private let lowerHostBytes = ASCIISet("abcdefghijklmnopqrstuvwxyz0123456789.-_")
