internal import Extracting

/// The text of a PDF, page by page.
struct PDFText {
  private let file: ToolFile

  init(_ file: ToolFile) { self.file = file }

  func read() async -> AttachmentExtraction {
    let run = await file.run(.pdftotext, "-q", "-htmlmeta", "-enc", "UTF-8", "-eol", "unix", "{}", "-")
    let limits = file.runner.limits
    switch run.output(of: .pdftotext, limits: limits) {
    case .failure(let failure): return .nothing(await refused(run) ?? failure.warning, tool: .pdftotext)
    case .success(let output):
      var extraction = AttachmentExtraction(tool: ConverterTool.pdftotext.name)
      extraction.toolVersion = await file.version(of: .pdftotext)
      let wrapped = WrappedText(output)
      let pages = PDFText.pages(Array(wrapped.text))
      extraction.pages = pages.count
      extraction.title = wrapped.title
      extraction.blocks = PDFText.blocks(pages)
      extraction.warnings = await pictures(pages) + run.truncation(of: .pdftotext, limits: limits)
      return extraction
    }
  }

  /// A file that wants a password says so with status 3, or by its message.
  private func refused(_ run: ToolRun) async -> DocumentWarning? {
    guard case .ended(_, let error, let status, _) = run, status == 3 || error.contains("password") else { return nil }
    return DocumentWarning(code: "encrypted", message: "The PDF is encrypted and does not allow its text to be read.")
  }

  /// Pages that hold a picture and no text: a scan, wholly or in part.
  private func pictures(_ pages: [[String]]) async -> [DocumentWarning] {
    let silent = pages.indices.filter { pages[$0].joined().unicodeScalars.count < 8 }
    guard !silent.isEmpty else { return [] }
    let run = await file.run(.pdfimages, "-list", "{}")
    guard case .success(let output) = run.output(of: .pdfimages, limits: file.runner.limits) else { return [] }
    let lines = String(decoding: output, as: UTF8.self).split(separator: "\n").dropFirst(2)
    let pictured = Set(lines.compactMap { $0.split(separator: " ").first.flatMap { Int($0) } })
    let scanned = silent.filter { pictured.contains($0 + 1) }
    guard !scanned.isEmpty else { return silent.count == pages.count ? [.noText] : [] }
    return [.scannedPDF(pages: scanned.count, of: pages.count)]
  }
}

/// What `pdftotext -htmlmeta` writes: the text as it is, wrapped in a page whose head has the file's title.
struct WrappedText {
  let title: String?
  let text: ArraySlice<UInt8>

  init(_ output: [UInt8]) {
    guard let start = WrappedText.end(of: "<pre>\n", in: output[...]) else {
      title = nil
      text = output[...]
      return
    }
    title = WrappedText.title(output[..<start])
    let closing = Array("</pre>\n</body>\n</html>\n".utf8)
    // Output that was cut off has no end.
    text = output[start...].dropLast(output.suffix(closing.count) == closing[...] ? closing.count : 0)
  }

  private static func title(_ head: ArraySlice<UInt8>) -> String? {
    guard let start = end(of: "<title>", in: head), let end = head[start...].firstIndex(of: 0x3C) else { return nil }
    let title = XMLScanner.unescaped(head[start..<end])
    return title.isEmpty ? nil : title
  }

  private static func end(of mark: String, in bytes: ArraySlice<UInt8>) -> Int? {
    let mark = Array(mark.utf8)
    let start = bytes.indices.first { bytes[$0] == mark[0] && bytes[$0...].starts(with: mark) }
    return start.map { $0 + mark.count }
  }
}
