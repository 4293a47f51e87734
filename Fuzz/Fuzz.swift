import Extracting
import Web

/// What libFuzzer calls with bytes of its own making: everything between the bytes of an answer and the files of a
/// document. Any trap, sanitizer report or timeout is a finding.
///
/// The first byte chooses what came beside the body: status, declared type and charset.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOne(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  guard let choice = bytes.first else { return 0 }
  let input = pageInput(Array(bytes.dropFirst()), choice)
  let extraction = Extractor().extract(input)
  let source = DocumentSource(
    rawDigest: Digest(of: input.body), mediaType: .html, charset: extraction.charset.evidence)
  let document = extraction.document(address: "a", version: "v", source: source)
  check(document, extraction)
  return 0
}

private let address = CrawlURL("https://www.example.gov.cn/zwgk/202101/t20210125_1.html")

/// Markup and text have bytes from 0x20 on, so that a seed's own first byte chooses the plain case.
private func pageInput(_ body: [UInt8], _ choice: UInt8) -> PageInput {
  let charsets = [nil, "utf-8", "gbk", "utf-16le", "big5", "iso-2022-jp", "windows-1252", "nonsense"]
  guard choice < 0x20 else { return PageInput(body: [choice] + body, url: address) }
  return PageInput(
    body: body, url: choice & 0x08 == 0 ? address : nil, headerCharset: charsets[Int(choice & 0x07)],
    status: choice & 0x10 == 0 ? 200 : 403)
}

/// What holds for every page: the text is UTF-8, each block has a label, and the JSON is JSON.
private func check(_ document: Document, _ extraction: Extraction) {
  precondition(UTF8Text.isValid(extraction.page.text), "a page's text is UTF-8")
  precondition(extraction.labelled.count == extraction.page.blocks.count, "every block has one label")
  precondition((try? JSONValue.parse(document.json)) != nil, "a document is JSON")
  precondition(MarkdownText.render(document).utf8.count > 0, "Markdown has a front matter")
  precondition(PlainText.render(document).isEmpty == extraction.text.isEmpty, "the text file holds the text")
}
