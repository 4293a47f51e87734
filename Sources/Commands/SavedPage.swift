internal import Extracting
internal import Foundation
internal import Web

/// A page that somebody saved: bytes, a file name, perhaps an address.
struct SavedPage {
  let body: [UInt8]
  let path: String
  let base: CrawlURL?

  /// The cleaned document, with no provenance but the bytes themselves.
  func document() async -> Document {
    let type = MediaType.sniff(body, declared: nil, path: path)
    let input = PageInput(body: body, url: base, declaredType: type)
    let extraction = Extractor().extract(input)
    let digest = Digest(of: body)
    let source = DocumentSource(
      url: base?.text, rawDigest: digest, rawFile: URL(filePath: path).lastPathComponent, mediaType: type)
    let id = "\(base?.identity().id.hex ?? "file")/\(digest.hex.prefix(12))/\(Extractor.name)-\(Extractor.version)"
    return extraction.document(id: id, source: source)
  }
}
