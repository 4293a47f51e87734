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
  init(_ table: Int, elements: [Element], blocks: [Block]) {
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
      case .td, .th: cells.append(cell(index, element, blocks))
      case .caption: caption = index
      case .input, .select, .textarea: hasFields = true
      default: break
      }
      index += 1
    }
  }

  private func cell(_ index: Int, _ element: Element, _ blocks: [Block]) -> Cell {
    var cell = Cell(element: index, row: max(rows - 1, 0))
    for block in blocks[element.blocks] where !block.evidence.traits.contains(.hidden) {
      cell.scalars += block.evidence.scalars
      cell.linkScalars += block.evidence.linkScalars
      cell.punctuation += block.evidence.punctuation
      if block.evidence.scalars > 0 { cell.blocks += 1 }
    }
    return cell
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
