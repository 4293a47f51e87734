import Extracting
import Foundation
import Web

/// One saved page and what came with it.
struct BenchmarkPage {
  let name: String
  let input: PageInput
  /// Its length once decoded.
  let utf8Count: Int

  init(name: String, body: [UInt8]) {
    self.name = name
    input = PageInput(
      body: body, url: CrawlURL("https://www.example.gov.cn/zwgk/202101/t20210125_1.html"))
    utf8Count = Charset.decode(body, headerCharset: nil).utf8.count
  }

  /// SHA-256 of the document in all its forms, and of every block's label and reason.
  var digest: String {
    let extraction = Extractor().extract(input)
    var bytes = Rendering(extraction, of: input).bytes
    for block in extraction.labelled { bytes += Array("\(block.index) \(block.label) \(block.reason)\n".utf8) }
    return Digest(of: bytes).hex
  }
}

/// The pages that are measured: the project's own, and those of a folder that `FANGZHI_CORPUS` names.
enum BenchmarkPages {
  struct Missing: Error, CustomStringConvertible {
    var description: String { "no pages below \(BenchmarkPages.fixtures): run it in the package's folder" }
  }

  static let fixtures = "Tests/ExtractingTests/Fixtures/pages"

  /// All `.html` files, by name.
  static func all() throws -> [BenchmarkPage] {
    let corpus = ProcessInfo.processInfo.environment["FANGZHI_CORPUS"]
    return try ([fixtures] + (corpus.map { [$0] } ?? [])).flatMap { folder in
      let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
      return try names.filter { $0.hasSuffix(".html") }.sorted().map { name in
        BenchmarkPage(name: name, body: Array(try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))))
      }
    }
  }
}

/// A document as it is kept: JSON, Markdown and text.
struct Rendering {
  let bytes: [UInt8]

  init(_ extraction: Extraction, of input: PageInput) {
    let source = DocumentSource(
      rawDigest: Rendering.digest, mediaType: .html, charset: extraction.charset.evidence)
    let document = extraction.document(address: "a", version: "v", source: source)
    bytes = document.json + Array(MarkdownText.render(document).utf8) + Array(PlainText.render(document).utf8)
  }

  private static let digest = Digest(of: [])
}
