/// Tells data tables from tables that only lay the page out.
struct TableJudge {
  private let page: Page
  private let sums: BlockSums

  init(_ page: Page) {
    self.page = page
    sums = page.elements.contains { $0.tag == .table } ? BlockSums(page.blocks) : BlockSums([])
  }

  /// The data tables that stand in no other data table, in document order.
  func dataTables() -> [(table: Int, shape: TableShape)] {
    var found: [(Int, TableShape)] = []
    let elements = page.elements
    var index = 0
    while index < elements.count {
      if elements[index].tag == .table, !elements[index].blocks.isEmpty {
        let element = elements[index]
        let shape = TableShape(index, elements: elements, sums: sums)
        if isData(element, shape) {
          found.append((index, shape))
          index = Int(element.end)
          continue
        }
      }
      index += 1
    }
    return found
  }

  private func isData(_ element: Element, _ shape: TableShape) -> Bool {
    if element.traits.contains(.presentational) || shape.hasFields { return false }
    let scalars = shape.scalars
    if isSkeleton(element, shape) { return true }
    guard shape.rows >= 2, shape.pairedRows * 2 >= shape.rows, shape.filled >= 3, scalars > 0 else { return false }
    if shape.linkScalars * 2 > scalars { return false }
    if isLabelList(shape) { return false }
    if holdsTables(shape) { return false }
    if holdsProse(shape, element) { return false }
    let isMarked = !element.traits.isDisjoint(with: [.bordered, .headed])
    return isMarked || isRegular(shape)
  }

  /// A form whose values were never filled in, or were lost: a bordered grid of many cells that are really empty.
  /// It is kept as a table, so that what is missing is seen to be missing.
  private func isSkeleton(_ element: Element, _ shape: TableShape) -> Bool {
    guard element.traits.contains(.bordered), shape.rows >= 5, shape.nested.isEmpty, shape.linkScalars == 0,
      shape.cells.count >= 4 * shape.rows
    else { return false }
    let empty = shape.cells.count { page.elements[$0.element].blocks.isEmpty }
    return empty * 2 > shape.cells.count
  }

  /// Most of the text stands in tables inside.
  private func holdsTables(_ shape: TableShape) -> Bool {
    let inner = shape.nested.reduce(0) { sum, table in
      sum + sums.before[Int(page.elements[table].endBlock)].scalars
        - sums.before[Int(page.elements[table].firstBlock)].scalars
    }
    return inner * 2 > shape.scalars
  }

  /// One cell holds most of the text, as paragraphs: the page is laid out in columns.
  private func holdsProse(_ shape: TableShape, _ element: Element) -> Bool {
    guard let largest = shape.cells.max(by: { $0.scalars < $1.scalars }) else { return false }
    let isMost = largest.scalars * 10 > shape.scalars * 6
    let isProse = largest.scalars > 250 && largest.blocks >= 3 && largest.punctuation >= 5
    if element.traits.contains(.bordered), shape.filled >= 8 { return false }
    return isMost && isProse
  }

  /// Several rows alike, with short cells.
  private func isRegular(_ shape: TableShape) -> Bool {
    guard shape.rows >= 2, shape.filled >= 4 else { return false }
    let short = shape.cells.count { $0.scalars <= 60 && $0.blocks <= 3 }
    var perRow = [Int](repeating: 0, count: shape.rows + 1)
    for cell in shape.cells where cell.scalars > 0 { perRow[cell.row] += 1 }
    let paired = perRow.count { $0 >= 2 }
    return short * 10 >= shape.cells.count * 8 && paired * 10 >= shape.rows * 6
  }

  /// 索引号, 发文机关 …: the disclosure table is read as labels and values, not as data.
  private func isLabelList(_ shape: TableShape) -> Bool {
    let labels = shape.cells.count { cell in
      guard cell.scalars > 0, cell.scalars < 24, let block = page.blocks[page.elements[cell.element].blocks].first
      else { return false }
      return Vocabulary.disclosure.beginsWithLabel(page.text[block.text])
    }
    return labels >= 3 && labels * 4 >= shape.filled
  }
}
