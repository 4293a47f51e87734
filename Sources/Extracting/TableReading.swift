/// Tells the cells of a data table to the table algorithm.
struct TableReading {
  private let page: Page

  init(_ page: Page) { self.page = page }

  /// Nil when the grid would be too large; the lines above it may name the table and its unit.
  func table(_ shape: TableShape, before start: Int) -> Table? {
    var builder = TableBuilder()
    builder.caption = shape.caption.map { lines(page.elements[$0].blocks).joined(separator: " ") }
    var cells = shape.cells[...]
    for (row, group) in shape.groups.enumerated() {
      if row == 0 || shape.groups[row - 1] != group { builder.beginGroup(group.section) }
      builder.beginRow()
      while let cell = cells.first, cell.row == row {
        add(cell, shape, to: &builder)
        cells = cells.dropFirst()
      }
    }
    guard case .table(let table) = builder.finish(precedingLines: linesAbove(start)) else { return nil }
    return table
  }

  private func add(_ cell: TableShape.Cell, _ shape: TableShape, to builder: inout TableBuilder) {
    let element = page.elements[cell.element]
    builder.addCell(
      text(of: element, nested: shape.nested), isHeader: element.tag == .th, rowspan: Int(element.rowSpan),
      colspan: Int(element.columnSpan))
  }

  /// A cell's lines; a table inside it is rows of cells joined by TAB.
  private func text(of cell: Element, nested: [Int]) -> String {
    var parts: [String] = []
    var next = Int(cell.firstBlock)
    for index in nested {
      let inner = page.elements[index].blocks
      guard inner.lowerBound >= next, inner.upperBound <= Int(cell.endBlock), !inner.isEmpty else { continue }
      parts += lines(next..<inner.lowerBound)
      parts.append(nestedText(index))
      next = inner.upperBound
    }
    parts += lines(next..<Int(cell.endBlock))
    return parts.count == 1 ? parts[0] : parts.joined(separator: "\n")
  }

  private func nestedText(_ index: Int) -> String {
    let shape = TableShape(index, elements: page.elements, sums: BlockSums(page.blocks))
    return table(shape, before: 0)?.text ?? lines(page.elements[index].blocks).joined(separator: "\n")
  }

  private func lines(_ range: Range<Int>) -> [String] {
    page.blocks[range].compactMap { block in
      block.text.isEmpty || block.evidence.traits.contains(.hidden) ? nil : page.string(of: block)
    }
  }

  private func linesAbove(_ start: Int) -> [String] {
    page.blocks[max(0, start - 3)..<start].filter { $0.evidence.scalars > 0 && $0.evidence.scalars <= 60 }
      .map(page.string(of:))
  }
}
