internal import Web

/// Looks for signs that text was lost or is not what it seems; each becomes a warning on the document.
struct LossAlarms {
  private(set) var warnings: [DocumentWarning] = []

  init(
    input: PageInput, charset: CharsetDecision, reading: PageReading, body: BodyBlocks, metadata: Metadata,
    kind: DocumentKind, attachments: [DocumentAttachment]
  ) {
    for cut in reading.page.cuts { warn("page_cut_\(cut.rawValue)", LossAlarms.text(of: cut)) }
    if charset.replacedCount > 0 {
      warn("replacement_characters", "\(charset.replacedCount) bytes could not be decoded as \(charset.charset.name).")
    }
    if metadata.script == .converted { warn("script_converted", "The text looks converted from another script.") }
    if metadata.officialHost == false { warn("unofficial_host", "The host is not below gov.cn.") }
    guard kind.hasBody else { return }
    if reading.showsHidden { warn("hidden_body", "The body was hidden until a script shows it.") }
    readBody(body, attachments)
    if reading.page.blocks.contains(where: { LossAlarms.isArchivedMark($0, reading.page) }) {
      warn("archived_mark", "The page carries the mark 已归档.")
    }
  }

  /// Compares how much of the page's own text is body with what is usual on the host.
  mutating func compare(_ share: BodyShare, with usual: Int) {
    guard share.isFarBelow(usual) else { return }
    warn(
      "body_below_usual", "The body has \(share.percent) % of the page's own text; on this host \(usual) % are usual.")
  }

  private mutating func warn(_ code: String, _ message: String, block: String? = nil) {
    warnings.append(DocumentWarning(code: code, message: message, block: block))
  }

  private mutating func readBody(_ body: BodyBlocks, _ attachments: [DocumentAttachment]) {
    let blocks = body.blocks
    readLength(blocks, attachments)
    for index in blocks.indices {
      if case .table(let table) = blocks[index].content { readTable(table, blocks[index].id) }
    }
    readHeadings(blocks)
    if let first = blocks.first, LossAlarms.startsMidway(first, blocks) {
      warn("starts_midway", "The text begins in the middle of a document.", block: first.id)
    }
  }

  /// A body without text, or with hardly any beside its images.
  private mutating func readLength(_ blocks: [DocumentBlock], _ attachments: [DocumentAttachment]) {
    var text = 0
    for index in blocks.indices where text < 120 { text += blocks[index].text.utf8.count }
    guard text < 120 else { return }
    let images = blocks.count { if case .image = $0.content { true } else { false } }
    if text == 0, images == 0 {
      let rest = attachments.isEmpty ? "" : " The document may be in its \(attachments.count) attachments."
      warn("empty_body", "No text was found.\(rest)")
    } else if images > 0 {
      warn("image_instead_of_text", "\(images) images and hardly any text: the document may be a picture.")
    }
  }

  private mutating func readTable(_ table: Table, _ block: String) {
    guard table.grid.count > 1 else { return }
    let data = table.cells.filter { $0.row >= max(table.headerRows, 1) && $0.column > 0 && !$0.isHeader }
    let empty = data.count { $0.text.isEmpty }
    if empty >= 4, empty * 2 > data.count,
      !data.contains(where: { $0.text.utf8.contains { (0x30...0x39).contains($0) } })
    {
      warn("empty_table", "A table of \(table.grid.count) rows has no values.", block: block)
    }
  }

  /// 一、 followed by 二、 with nothing between.
  private mutating func readHeadings(_ blocks: [DocumentBlock]) {
    let tops = blocks.indices.map { LossAlarms.topNumber(blocks[$0].content) }
    guard tops.count(where: { $0 != nil }) >= 2 else { return }
    for index in blocks.indices where tops[index] != nil {
      let next = index + 1
      guard next == blocks.count || tops[next] != nil else { continue }
      warn("empty_heading", "A heading has nothing below it: \(blocks[index].text.prefix(40))", block: blocks[index].id)
    }
  }

  /// The number of a short line like 一、总体情况; nil for any other block.
  private static func topNumber(_ content: DocumentBlock.Content) -> String? {
    switch content {
    case .heading(let text, _, .some(let number)), .paragraph(let text, .some(let number)):
      guard number.hasSuffix("、"), !(number.first?.isASCII ?? true), text.utf8.count <= 90 else { return nil }
      return text.last == "。" || text.last == "；" ? nil : number
    default: return nil
    }
  }

  private static func startsMidway(_ first: DocumentBlock, _ blocks: [DocumentBlock]) -> Bool {
    if let start = first.text.first, "，。、；）！？,;)".contains(start) { return true }
    guard let number = topNumber(first.content), !number.hasPrefix("一") else { return false }
    return !blocks.contains { topNumber($0.content)?.hasPrefix("一、") ?? false }
  }

  private static func isArchivedMark(_ block: Block, _ page: Page) -> Bool {
    block.evidence.scalars <= 20 && block.evidence.scalars >= 3 && page.text[block.text].starts(with: "已归档".utf8)
  }

  private static func text(of cut: PageCut) -> String {
    switch cut {
    case .bytes: "The page is longer than the cap; the rest was not read."
    case .depth: "Elements nest deeper than the cap; deeper text is kept without its structure."
    case .elements: "The page has more elements than the cap; later text is kept without its structure."
    case .attributes: "A tag has more attributes than the cap; the rest was not read."
    case .table: "A table has more cells than the cap; it is kept as lines."
    }
  }
}
