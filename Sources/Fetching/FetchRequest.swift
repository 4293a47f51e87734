package import Web

/// One request: a GET, unless it has something to post.
package struct FetchRequest: Sendable {
  /// The content of a POST request (RFC 9110 §6.4).
  package struct Post: Sendable {
    package var body: [UInt8]
    package var contentType: String

    package init(body: [UInt8], contentType: String) {
      self.body = body
      self.contentType = contentType
    }
  }

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
  /// Makes it a POST request: change notices and timestamp queries are sent so, portals are only ever asked.
  package var post: Post?

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
    // libcurl would ask for leave first with `Expect: 100-continue`, which costs a second where nobody answers that.
    var lines = post == nil ? [] : ["Expect:"]
    lines.reserveCapacity(7)
    func add(_ name: String, _ value: String?) {
      if let value, !value.isEmpty, isFieldValue(value) { lines.append(name + value) }
    }
    add("Accept-Encoding: ", "gzip")
    add("Accept-Language: ", options.acceptLanguage)
    add("If-None-Match: ", ifNoneMatch)
    add("If-Modified-Since: ", ifModifiedSince)
    add("Referer: ", referer)
    add("Content-Type: ", post?.contentType)
    return lines
  }
}

/// Whether it can stand in a field line (RFC 9110 §5.5): no control character but the tab.
func isFieldValue(_ text: String) -> Bool {
  let bytes = text.utf8.span
  return bytes.indices.allSatisfy { bytes[$0] >= 0x20 && bytes[$0] != 0x7F || bytes[$0] == 0x09 }
}
