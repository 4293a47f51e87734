internal import Extracting

/// The text of a PDF, page by page.
struct PDFText {
  private let file: ToolFile

  init(_ file: ToolFile) { self.file = file }

  func read() async -> AttachmentExtraction {
    let run = await file.run(.pdftotext, "-q", "-enc", "UTF-8", "-eol", "unix", "{}", "-")
    let limits = file.runner.limits
    switch run.output(of: .pdftotext, limits: limits) {
    case .failure(let failure): return .nothing(await refused(run) ?? failure.warning, tool: .pdftotext)
    case .success(let output):
      var extraction = AttachmentExtraction(tool: ConverterTool.pdftotext.name)
      extraction.toolVersion = await file.version(of: .pdftotext)
      let pages = PDFText.pages(output)
      extraction.pages = pages.count
      extraction.title = await info["Title"]
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

  /// The properties that `pdfinfo` prints, one a line.
  private var info: [String: String] {
    get async {
      let run = await file.run(.pdfinfo, "-enc", "UTF-8", "{}")
      guard case .success(let output) = run.output(of: .pdfinfo, limits: file.runner.limits) else { return [:] }
      var values: [String: String] = [:]
      for line in String(decoding: output, as: UTF8.self).split(separator: "\n") {
        let parts = line.split(separator: ":", maxSplits: 1)
        let value = parts.count == 2 ? parts[1].drop { $0 == " " } : ""
        if !value.isEmpty { values[String(parts[0])] = String(value) }
      }
      return values
    }
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
    return [
      DocumentWarning(
        code: "scanned_pdf",
        message: "\(scanned.count) of \(pages.count) pages are pictures without text; their words are not extracted.")
    ]
  }
}

extension DocumentWarning {
  fileprivate static let noText = DocumentWarning(code: "no_text", message: "The file holds no text.")
}
