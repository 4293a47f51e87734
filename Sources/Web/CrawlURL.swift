/// An absolute http or https address as the archive knows it: scheme and host lower case, no user name, no fragment,
/// no default port, dot segments resolved, percent-encoded ASCII (WHATWG URL standard, "basic URL parser").
///
/// Percent escapes that were there stay byte for byte, so a query in GBK (`%B9%E3`) survives.
package struct CrawlURL: Hashable, Sendable, CustomStringConvertible {
  /// `scheme://host[:port]path[?query]`, at most ``maxLength`` bytes of ASCII.
  package let text: String
  private let ends: Ends

  /// Where the parts end, counted in bytes of `text`.
  struct Ends: Hashable, Sendable {
    var host: UInt16 = 0
    var authority: UInt16 = 0
    /// Where the path ends: the place of `?`, or the end of the text.
    var path: UInt16 = 0
  }

  /// Longer addresses are refused: 8 KiB, what servers take as a request line at most.
  package static let maxLength = 8_192

  init(text: String, ends: Ends) {
    self.text = text
    self.ends = ends
  }

  /// `http` or `https`.
  package var scheme: String { isSecure ? "https" : "http" }
  /// Whether the scheme is https.
  package var isSecure: Bool { hostStart == 8 }
  /// Lower case, internationalised names in their ASCII form; an IPv6 address stands in brackets.
  package var host: String { part(hostStart, Int(ends.host)) }
  /// Nil for the scheme's default port.
  package var port: Int? {
    if ends.host == ends.authority { return nil }
    let bytes = text.utf8.span
    return (Int(ends.host) + 1..<Int(ends.authority)).reduce(0) { $0 * 10 + Int(bytes[$1] - 0x30) }
  }
  /// Begins with `/`.
  package var path: String { part(Int(ends.authority), Int(ends.path)) }
  /// The bytes of ``path``, not copied.
  package var pathBytes: Substring.UTF8View {
    let bytes = text.utf8
    let start = bytes.index(bytes.startIndex, offsetBy: Int(ends.authority))
    return text[start..<bytes.index(start, offsetBy: Int(ends.path) - Int(ends.authority))].utf8
  }
  /// What follows `?`; nil without one.
  package var query: String? {
    Int(ends.path) == text.utf8.count ? nil : part(Int(ends.path) + 1, text.utf8.count)
  }
  /// `host[:port]`.
  package var authority: String { part(hostStart, Int(ends.authority)) }
  /// The request target: `path[?query]`.
  package var target: String { part(Int(ends.authority), text.utf8.count) }
  /// The port that is connected to.
  package var effectivePort: Int { port ?? (isSecure ? 443 : 80) }
  /// The host as a number, when it is one.
  package var address: IPAddress? { IPAddress(host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host) }
  package var description: String { text }

  var pathStart: Int { Int(ends.authority) }
  var pathEnd: Int { Int(ends.path) }
  var partEnds: Ends { ends }
  /// All but the scheme and its slashes: `host[:port]path[?query]`.
  var schemeless: String { part(hostStart, text.utf8.count) }
  /// Where the path stands in ``text``, in bytes.
  package var pathPlace: Range<Int> { pathStart..<pathEnd }
  /// Where `host[:port]` stands in ``text``, in bytes.
  var authorityPlace: Range<Int> { hostStart..<pathStart }
  /// After `http:` or `https:` and two slashes.
  private var hostStart: Int { text.utf8.span[4] == 0x3A ? 7 : 8 }

  private func part(_ start: Int, _ end: Int) -> String { String(utf8: text.utf8.span.extracting(start..<end)) }
}

extension CrawlURL: Comparable {
  package static func == (left: CrawlURL, right: CrawlURL) -> Bool { left.text == right.text }
  /// By text, byte for byte.
  package static func < (left: CrawlURL, right: CrawlURL) -> Bool { left.text < right.text }
  package func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

extension CrawlURL: Codable {
  package init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let url = CrawlURL(text) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "not an http or https address: \(text)"))
    }
    self = url
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
