package import Web

/// One GET request, or a POST where there is something to send.
package struct FetchRequest: Sendable {
  package var url: CrawlURL
  package var options: FetchOptions
  /// The entity tag of the stored capture, as the server wrote it (RFC 9110 §13.1.2); nil: unconditional.
  package var ifNoneMatch: String?
  /// The Last-Modified value of the stored capture, as the server wrote it (RFC 9110 §13.1.3); nil: unconditional.
  package var ifModifiedSince: String?
  /// The address of the page where the URL was found (RFC 9110 §10.1.3); nil: none is sent.
  package var referer: String?
  /// Where cookies come from and go to; nil: none are sent, those received are forgotten.
  package var cookies: CookieJar?
  /// What is sent along; nil for a GET.
  package var content: Content?

  /// The content of a POST request (RFC 9110 §6.4).
  package struct Content: Sendable, Equatable {
    package var type: String
    package var bytes: [UInt8]

    package init(type: String, bytes: [UInt8]) {
      self.type = type
      self.bytes = bytes
    }
  }

  package init(
    url: CrawlURL, options: FetchOptions = FetchOptions(), ifNoneMatch: String? = nil, ifModifiedSince: String? = nil,
    referer: String? = nil, cookies: CookieJar? = nil
  ) {
    self.url = url
    self.options = options
    self.ifNoneMatch = ifNoneMatch
    self.ifModifiedSince = ifModifiedSince
    self.referer = referer
    self.cookies = cookies
  }

  /// The field lines that libcurl does not write itself. A value with a control character in it is left out whole: a
  /// server's own ETag must not be able to write lines of our request.
  var fieldLines: [String] {
    let fields = [
      ("Accept-Encoding", "gzip"), ("Accept-Language", options.acceptLanguage), ("If-None-Match", ifNoneMatch ?? ""),
      ("If-Modified-Since", ifModifiedSince ?? ""), ("Referer", referer ?? ""), ("Content-Type", content?.type ?? ""),
    ]
    return fields.filter { !$0.1.isEmpty && isFieldValue($0.1) }.map { "\($0.0): \($0.1)" }
  }
}

/// Whether it can stand in a field line (RFC 9110 §5.5): no control character but the tab.
func isFieldValue(_ text: String) -> Bool { text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 } }
