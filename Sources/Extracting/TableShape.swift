/// Sums of what is shown before each block, so that any stretch of blocks is counted by one subtraction.
struct BlockSums {
  struct Sum {
    var scalars: Int32 = 0
    var linkScalars: Int32 = 0
    var punctuation: Int32 = 0
    var blocks: Int32 = 0
  }

  private(set) var before: [Sum]

  init(_ blocks: [Block]) {
    before = [Sum()]
    before.reserveCapacity(blocks.count + 1)
    var sum = Sum()
    for block in blocks {
      if !block.evidence.traits.contains(.hidden), block.evidence.scalars > 0 {
        sum.scalars += block.evidence.scalars
        sum.linkScalars += block.evidence.linkScalars
        sum.punctuation += block.evidence.punctuation
        sum.blocks += 1
      }
      before.append(sum)
    }
  }
}

/// The row group that a row stands in.
struct RowGroupPlace: Equatable {
  let section: TableBuilder.Section
  let element: Int
}

/// What a `<table>` looks like, counted over its own rows and cells; nested tables count as text of their cell.
struct TableShape {
  /// One `<td>` or `<th>` of the table itself.
  struct Cell {
    let element: Int
    let row: Int
    var scalars: Int32 = 0
    var linkScalars: Int32 = 0
    var blocks: Int32 = 0
    var punctuation: Int32 = 0
  }

  private(set) var rows = 0
  /// For each row the row group it stands in.
  private(set) var groups: [RowGroupPlace] = []
  private(set) var cells: [Cell] = []
  private(set) var caption: Int?
  /// Indices of the tables that stand directly in a cell of this one.
  private(set) var nested: [Int] = []
  private(set) var isInForm = false
  private(set) var hasFields = false

  /// Looks at the table element with that index.
  init(_ table: Int, elements: [Element], sums: BlockSums) {
    isInForm = elements[table].traits.contains(.inForm)
    var group = RowGroupPlace(section: .body, element: table)
    var index = table + 1
    let end = Int(elements[table].end)
    while index < end {
      let element = elements[index]
      switch element.tag {
      case .table:
        nested.append(index)
        index = Int(element.end)
        continue
      case .thead: group = RowGroupPlace(section: .head, element: index)
      case .tbody: group = RowGroupPlace(section: .body, element: index)
      case .tfoot: group = RowGroupPlace(section: .foot, element: index)
      case .tr:
        rows += 1
        groups.append(group)
      case .td, .th: cells.append(cell(index, element, sums))
      case .caption: caption = index
      case .input, .select, .textarea: hasFields = true
      default: break
      }
      index += 1
    }
  }

  private func cell(_ index: Int, _ element: Element, _ sums: BlockSums) -> Cell {
    let (start, end) = (sums.before[Int(element.firstBlock)], sums.before[Int(element.endBlock)])
    return Cell(
      element: index, row: max(rows - 1, 0), scalars: end.scalars - start.scalars,
      linkScalars: end.linkScalars - start.linkScalars, blocks: end.blocks - start.blocks,
      punctuation: end.punctuation - start.punctuation)
  }

  /// Rows that hold two cells or more, empty ones included.
  var pairedRows: Int {
    var counts = [Int](repeating: 0, count: rows + 1)
    for cell in cells { counts[cell.row] += 1 }
    return counts.count { $0 >= 2 }
  }

  var scalars: Int32 { cells.reduce(0) { $0 + $1.scalars } }
  var linkScalars: Int32 { cells.reduce(0) { $0 + $1.linkScalars } }
  var filled: Int { cells.count { $0.scalars > 0 } }
}
