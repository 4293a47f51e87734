/// A page that answers as a good server does: with validators, and 304 to whoever has it already (RFC 9110 §13).
package struct Document: Sendable {
  package var body: [UInt8]
  package var type: String
  /// With its quotes; nil: none.
  package var etag: String?
  /// An HTTP date; nil: none.
  package var lastModified: String?

  package init(
    _ text: String, type: String = "text/html; charset=utf-8", etag: String? = nil, lastModified: String? = nil
  ) {
    self.init(body: Array(text.utf8), type: type, etag: etag, lastModified: lastModified)
  }

  package init(body: [UInt8], type: String, etag: String? = nil, lastModified: String? = nil) {
    self.body = body
    self.type = type
    self.etag = etag
    self.lastModified = lastModified
  }

  /// The answer to that request.
  package func answer(_ hit: Hit) -> Script {
    let validators = [("ETag", etag), ("Last-Modified", lastModified)].compactMap { pair in pair.1.map { (pair.0, $0) }
    }
    if isKnown(to: hit) { return .respond(304, validators) }
    return .respond(200, [("Content-Type", type)] + validators, body: body)
  }

  /// If-None-Match decides where it is there; If-Modified-Since only without it.
  private func isKnown(to hit: Hit) -> Bool {
    if let tags = hit.header("If-None-Match") { return etag.map { tags == "*" || tags.contains($0) } ?? false }
    guard let lastModified, let since = hit.header("If-Modified-Since") else { return false }
    return since == lastModified
  }
}
