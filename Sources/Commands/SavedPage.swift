internal import Archiving
internal import Converting
internal import Extracting
internal import Web

/// A page that somebody saved: bytes, a file name, perhaps an address.
struct SavedPage {
  let body: [UInt8]
  let path: String
  let base: CrawlURL?

  /// The cleaned document, with no provenance but the bytes themselves.
  func document() async -> Document {
    let type = MediaType.sniff(body, declared: nil, path: path)
    let digest = Digest(of: body)
    var source = DocumentSource(url: base?.text, rawDigest: digest, mediaType: type)
    let address = base?.identity().id.hex ?? "file"
    let version = String(digest.hex.prefix(12))
    guard type.isHTML else {
      let file = FileText(body, type: type, charset: nil)
      source.charset = file.charset
      let text = type.isText ? nil : await AttachmentText().extract(body, mediaType: type)
      return file.document(address: address, version: version, source: source, converted: text?.converted)
    }
    let extraction = Extractor().extract(PageInput(body: body, url: base, declaredType: type))
    source.charset = extraction.charset.evidence
    return extraction.document(address: address, version: version, source: source)
  }
}
