internal import Extracting

/// The text and tables of a `.docx` (ECMA-376 part 1 §17), from `word/document.xml`.
struct WordPackage {
  private let file: ToolFile

  init(_ file: ToolFile) { self.file = file }

  func read() async -> AttachmentExtraction {
    let run = await file.run(.unzip, "-p", "-qq", "{}", "word/document.xml")
    let limits = file.runner.limits
    switch run.output(of: .unzip, limits: limits) {
    case .failure(let failure): return .nothing(failure.warning, tool: .unzip)
    case .success(let output):
      var extraction = AttachmentExtraction(tool: "docx")
      var reader = WordReader()
      extraction.blocks = reader.read(output)
      extraction.warnings = run.truncation(of: .unzip, limits: limits)
      if extraction.blocks.isEmpty { extraction.warnings.append(.brokenFile(.unzip, "no text in word/document.xml")) }
      return extraction
    }
  }
}

/// Walks over the body of a Word document.
struct WordReader {
  private var contents: [DocumentBlock.Content] = []
  private var tables: [WordTable] = []
  private var text = ""
  private var level: Int?
  private var isText = false
  private var isDeleted = 0

  mutating func read(_ xml: [UInt8]) -> [DocumentBlock] {
    var scanner = XMLScanner(xml)
    while let piece = scanner.next() {
      switch piece {
      case .start(let name, let attributes): start(name, attributes)
      case .text(let piece): if isText, isDeleted == 0 { text += piece }
      case .end(let name): end(name)
      }
    }
    return contents.enumerated().map { DocumentBlock(ordinal: $0 + 1, $1, locator: "") }
  }

  private mutating func start(_ name: String, _ attributes: [String: String]) {
    switch name {
    case "w:t": isText = true
    case "w:tab": text += " "
    case "w:br", "w:cr": text += "\n"
    case "w:noBreakHyphen": text += "-"
    // The fallback of a picture or formula says the same again.
    case "w:del", "w:moveFrom", "mc:Fallback": isDeleted += 1
    case "w:outlineLvl": level = attributes["w:val"].flatMap { Int($0) }.flatMap { $0 < 6 ? $0 + 1 : nil }
    case "w:pStyle": if let value = attributes["w:val"], value.hasPrefix("Heading") { level = Int(value.suffix(1)) }
    case "w:tbl": tables.append(WordTable())
    case "w:tr": if !tables.isEmpty { tables[tables.count - 1].beginRow() }
    case "w:tc": if !tables.isEmpty { tables[tables.count - 1].beginCell() }
    case "w:gridSpan":
      if !tables.isEmpty { tables[tables.count - 1].span(attributes["w:val"].flatMap { Int($0) } ?? 1) }
    case "w:vMerge": if !tables.isEmpty { tables[tables.count - 1].merge(restarts: attributes["w:val"] == "restart") }
    case "w:tblHeader": if !tables.isEmpty { tables[tables.count - 1].markHeader() }
    default: break
    }
  }

  private mutating func end(_ name: String) {
    switch name {
    case "w:t": isText = false
    case "w:del", "w:moveFrom", "mc:Fallback": isDeleted -= 1
    case "w:p": endParagraph()
    case "w:tbl": endTable()
    default: break
    }
  }

  private mutating func endParagraph() {
    let lines = text.split(separator: "\n").map { PDFText.folded(String($0)) }.filter { !$0.isEmpty }
    let paragraph = lines.joined(separator: "\n")
    if !tables.isEmpty {
      tables[tables.count - 1].append(paragraph)
    } else if !paragraph.isEmpty {
      contents.append(
        level.map { DocumentBlock.heading(paragraph, level: $0) } ?? DocumentBlock.paragraph(paragraph))
    }
    text = ""
    level = nil
  }

  /// A nested table stays inside its cell, as text.
  private mutating func endTable() {
    guard let table = tables.popLast() else { return }
    let finished = table.builder.contents
    if tables.isEmpty {
      contents += finished
    } else {
      for content in finished {
        tables[tables.count - 1].append(DocumentBlock(ordinal: 1, content, locator: "").text)
      }
    }
  }
}
