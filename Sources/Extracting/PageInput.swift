package import Web

/// What an extraction is made from: one response, and nothing else.
package struct PageInput: Sendable {
  /// The body with its content coding undone.
  package let body: [UInt8]
  /// The address that answered, after redirects; relative links need it.
  package let url: CrawlURL?
  /// The media type that the response declares.
  package let declaredType: MediaType?
  /// The charset parameter of the Content-Type header field, as written.
  package let headerCharset: String?
  /// The status code; nil for a file.
  package let status: Int?

  package init(
    body: [UInt8], url: CrawlURL? = nil, declaredType: MediaType? = nil, headerCharset: String? = nil,
    status: Int? = nil
  ) {
    self.body = body
    self.url = url
    self.declaredType = declaredType
    self.headerCharset = headerCharset
    self.status = status
  }
}
