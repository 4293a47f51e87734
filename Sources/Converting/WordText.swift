internal import Extracting

/// The text of a Word file of 97–2003, or of RTF.
struct WordText {
  private let file: ToolFile
  private let isRTF: Bool

  init(_ file: ToolFile, isRTF: Bool) {
    self.file = file
    self.isRTF = isRTF
  }

  /// antiword keeps tables; what it refuses, catdoc may still read.
  func read() async -> AttachmentExtraction {
    if !isRTF, let extraction = await read(.antiword, "-m", "UTF-8.txt", "-w", "0", "{}"),
      !extraction.blocks.isEmpty
    {
      return extraction
    }
    let limits = file.runner.limits
    let run = await file.run(.catdoc, "-d", "utf-8", "-w", "{}")
    switch run.output(of: .catdoc, limits: limits) {
    case .success(let output): return await extraction(.catdoc, output, run)
    case .failure(let failure): return .nothing(failure.warning, tool: .catdoc)
    }
  }

  /// On damaged files antiword reads behind its memory: whether it crashes is then chance, and the same file should read
  /// the same each time.
  private static let attempts = 4

  private func read(_ tool: ConverterTool, _ arguments: String...) async -> AttachmentExtraction? {
    let words = arguments.map { $0 == "{}" ? file.path : $0 }
    var run = await file.runner.run(tool, words, home: file.home)
    for _ in 1..<WordText.attempts {
      guard case .killed = run else { break }
      run = await file.runner.run(tool, words, home: file.home)
    }
    guard case .success(let output) = run.output(of: tool, limits: file.runner.limits) else { return nil }
    return await extraction(tool, output, run)
  }

  private func extraction(_ tool: ConverterTool, _ output: [UInt8], _ run: ToolRun) async -> AttachmentExtraction {
    var extraction = AttachmentExtraction(tool: tool.name)
    extraction.toolVersion = await file.version(of: tool)
    extraction.blocks = WordText.blocks(output)
    extraction.warnings = run.truncation(of: tool, limits: file.runner.limits)
    if extraction.blocks.isEmpty {
      extraction.warnings.append(.brokenFile(tool, "it holds no text that the tool can read"))
    }
    return extraction
  }

  /// A paragraph a line; lines between bars (`|甲 |乙 |`) are the rows of a table.
  static func blocks(_ output: [UInt8]) -> [DocumentBlock] {
    var contents: [DocumentBlock.Content] = []
    var rows: [[String]] = []
    for line in output.split(separator: 0x0A).map({ PDFText.folded(String(decoding: $0, as: UTF8.self)) }) {
      if line.utf8.first == 0x7C, line.utf8.last == 0x7C, line.utf8.count > 2 {
        let cells = line.utf8.dropFirst().dropLast().split(separator: 0x7C, omittingEmptySubsequences: false)
        rows.append(cells.map { PDFText.folded(String(Substring($0))) })
        continue
      }
      if !rows.isEmpty { contents += tableContents(rows) }
      rows = []
      if !line.isEmpty { contents.append(DocumentBlock.paragraph(line)) }
    }
    if !rows.isEmpty { contents += tableContents(rows) }
    return contents.enumerated().map { DocumentBlock(ordinal: $0 + 1, $1, locator: "") }
  }
}

/// Rows of plain cells as a table, or as lines when it would be too large.
func tableContents(_ rows: [[String]], caption: String? = nil) -> [DocumentBlock.Content] {
  var builder = TableBuilder()
  builder.caption = caption
  for row in rows {
    builder.beginRow()
    for cell in row { builder.addCell(cell) }
  }
  return builder.contents
}

extension TableBuilder {
  /// The finished table as a block's content, or its lines when it was refused.
  var contents: [DocumentBlock.Content] {
    switch finish() {
    case .table(let table): [.table(table)]
    case .tooLarge(let lines): lines.filter { !$0.isEmpty }.map { DocumentBlock.paragraph($0) }
    }
  }
}
