/// Turns the blocks of each data table into one block; the blocks of layout tables stay as they are.
struct TableFold {
  private let page: Page
  private var blocks: [Block] = []
  private var tables: [Table] = []
  /// A table had too many grid cells and stays as lines.
  private var isCut = false
  /// New index of each old block, and of the end.
  private var moved: [Int32] = []

  /// The page with its data tables folded.
  static func fold(_ page: Page) -> Page {
    let found = TableJudge(page).dataTables()
    if found.isEmpty { return page }
    var fold = TableFold(page)
    fold.run(found)
    return fold.result()
  }

  private init(_ page: Page) {
    self.page = page
    blocks.reserveCapacity(page.blocks.count)
    moved.reserveCapacity(page.blocks.count + 1)
  }

  private mutating func run(_ found: [(table: Int, shape: TableShape)]) {
    var next = 0
    for (table, shape) in found {
      let range = cellBlocks(of: table, shape)
      guard let cells = TableReading(page).table(shape, before: range.lowerBound) else {
        isCut = true
        continue
      }
      keep(next..<range.lowerBound)
      moved.append(contentsOf: repeatElement(Int32(blocks.count), count: range.count))
      blocks.append(block(table, cells, range))
      next = range.upperBound
    }
    keep(next..<page.blocks.count)
    moved.append(Int32(blocks.count))
  }

  /// The table's blocks but those of a `<caption>` in front, which stays a line of its own: a reader sees it above.
  private func cellBlocks(of table: Int, _ shape: TableShape) -> Range<Int> {
    let all = page.elements[table].blocks
    guard let caption = shape.caption.map({ page.elements[$0].blocks }), caption.lowerBound == all.lowerBound,
      caption.upperBound < all.upperBound
    else { return all }
    return caption.upperBound..<all.upperBound
  }

  private mutating func keep(_ range: Range<Int>) {
    for index in range {
      moved.append(Int32(blocks.count))
      blocks.append(page.blocks[index])
    }
  }

  private mutating func block(_ table: Int, _ cells: Table, _ range: Range<Int>) -> Block {
    var evidence = BlockEvidence()
    evidence.traits = page.blocks[range.lowerBound].evidence.traits.intersection(.hidden)
    for block in page.blocks[range] {
      evidence.scalars += block.evidence.scalars
      evidence.linkScalars += block.evidence.linkScalars
      evidence.links += block.evidence.links
      evidence.punctuation += block.evidence.punctuation
      evidence.ideographs += block.evidence.ideographs
    }
    tables.append(cells)
    let start = page.blocks[range.lowerBound].text.lowerBound
    let end = page.blocks[range.upperBound - 1].text.upperBound
    return Block(text: start..<end, content: .table(tables.count - 1), element: table, evidence: evidence)
  }

  private func result() -> Page {
    func place(_ old: Int) -> Int { Int(moved[old]) }
    let elements = page.elements.map { element in
      var element = element
      element.firstBlock = moved[Int(element.firstBlock)]
      element.endBlock = moved[Int(element.endBlock)]
      return element
    }
    return Page(
      text: page.text, names: page.names, elements: elements, blocks: blocks, tables: tables, metas: page.metas,
      titleTag: page.titleTag, language: page.language, links: page.links.map { $0.moved(to: place($0.block)) },
      baseReference: page.baseReference, marks: page.marks.map { $0.moved(to: place($0.block)) },
      scripts: page.scripts, cuts: page.cuts + (isCut ? [.table] : []))
  }
}

extension PageLink {
  func moved(to block: Int) -> PageLink {
    PageLink(reference: reference, text: text, kind: kind, origin: origin, rel: rel, block: block)
  }
}

extension CommentMark {
  func moved(to block: Int) -> CommentMark { CommentMark(text: text, block: block, element: element) }
}
