package import Extracting
package import Web

/// A page that somebody saved: bytes, a file name, perhaps an address.
package struct SavedPage: Sendable {
  private let body: [UInt8]
  private let path: String
  private let base: CrawlURL?

  /// - Parameters:
  ///   - path: the file's name: its extension may tell the type.
  ///   - base: the address that relative links are resolved against; nil for none.
  package init(body: [UInt8], path: String, base: CrawlURL?) {
    self.body = body
    self.path = path
    self.base = base
  }

  /// The body's text alone, without the cost of everything else that a document tells.
  package func text() async -> String {
    let type = MediaType.sniff(body, declared: nil, path: path)
    guard type.isHTML else { return PlainText.render(await document()) }
    return Extractor().text(of: PageInput(body: body, url: base, declaredType: type))
  }

  /// The cleaned document, with no provenance but the bytes themselves.
  package func document() async -> Document {
    let type = MediaType.sniff(body, declared: nil, path: path)
    let digest = Digest(of: body)
    var source = DocumentSource(url: base?.text, rawDigest: digest, mediaType: type)
    let address = base?.identity().id.hex ?? "file"
    let version = String(digest.hex.prefix(12))
    guard type.isHTML else {
      return await source.document(ofFile: body, charset: nil, address: address, version: version)
    }
    let extraction = Extractor().extract(PageInput(body: body, url: base, declaredType: type))
    source.charset = extraction.charset.evidence
    return extraction.document(address: address, version: version, source: source)
  }
}
