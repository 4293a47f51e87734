/// Scheme, host and port of an address (RFC 6454 §4), as a key for what is the same for all addresses of a server.
package struct Origin: Hashable, Sendable {
  /// Any address of it: no text is made for the key.
  private let url: CrawlURL

  package init(_ url: CrawlURL) { self.url = url }

  /// Lower case, as in ``CrawlURL/host``.
  package var host: String { url.host }

  package static func == (left: Origin, right: Origin) -> Bool {
    let end = left.url.pathStart
    guard right.url.pathStart == end else { return false }
    let (mine, other) = (left.url.text.utf8.span, right.url.text.utf8.span)
    // `http://a` has eight bytes already; the last eight may overlap those before.
    return stride(from: 0, to: end, by: 8).allSatisfy { place in
      let start = min(place, end - 8)
      return word(mine, at: start) == word(other, at: start)
    }
  }

  private static func word(_ bytes: Span<UInt8>, at place: Int) -> UInt64 {
    unsafe bytes.bytes.unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self)
  }

  package func hash(into hasher: inout Hasher) {
    let bytes = url.text.utf8.span
    unsafe bytes.extracting(first: url.pathStart).withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
  }
}

extension CrawlURL {
  package var origin: Origin { Origin(self) }
}
