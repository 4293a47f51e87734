internal import Extracting

extension TableDiff {
  /// The tables of two documents, paired: equal ones first, then those that share the most names.
  static func differences(_ pairing: TablePairing) -> [TableDiff] {
    let (old, new, pairs) = (pairing.old, pairing.new, pairing.pairs)
    let inOrder = Set(Alignment.longestGrowing(pairs.sorted { $0.old < $1.old }))
    let (gone, come) = (Set(old.indices).subtracting(pairs.map(\.old)), Set(new.indices).subtracting(pairs.map(\.new)))
    let removed = gone.sorted().map { whole(old[$0], old: $0 + 1, new: nil) }
    let compared = pairs.map { pair in
      TableDiff(
        old: old[pair.old], at: pair.old + 1, new: new[pair.new], at: pair.new + 1, isMoved: !inOrder.contains(pair))
    }
    let added = come.map { whole(new[$0], old: nil, new: $0 + 1) }
    let standing = (compared + added).sorted { ($0.new ?? 0) < ($1.new ?? 0) }
    return (removed + standing).filter { !$0.isEmpty }
  }

  /// A table that stands on one side only, with all its rows.
  private static func whole(_ table: Table, old: Int?, new: Int?) -> TableDiff {
    let grid = LabelledGrid(table, labelColumns: LabelledGrid.labelColumns(of: [table]))
    let changes: [TableChange] = grid.rows.indices.map { index in
      let cells = Array(grid.rows[index].dropFirst(grid.labelColumns))
      return new == nil
        ? .rowRemoved(grid.rowLabels[index], cells: cells) : .rowAdded(grid.rowLabels[index], cells: cells)
    }
    return TableDiff(old: old, new: new, caption: table.caption, changes: changes, isMoved: false)
  }
}

/// Which table of a document became which.
struct TablePairing {
  let old: [Table]
  let new: [Table]
  private(set) var pairs: [Alignment.Pair] = []

  /// The least share of common names of two versions of a table.
  private static let least = 0.3

  init(_ old: [Table], _ new: [Table]) {
    self.old = old
    self.new = new
    var numbers = Interning<Table>()
    let left = old.map { numbers.number(of: $0) }
    let right = new.map { numbers.number(of: $0) }
    pairs = Alignment(left, right).pairs
    let (oldTaken, newTaken) = (Set(pairs.map(\.old)), Set(pairs.map(\.new)))
    pairAlike(
      old.indices.filter { !oldTaken.contains($0) }.map { ($0, Self.names(of: old[$0])) },
      new.indices.filter { !newTaken.contains($0) }.map { ($0, Self.names(of: new[$0])) })
    pairs.sort { $0.new < $1.new }
  }

  /// What the text calls each old table: as the new one that it became.
  var oldNames: [String] {
    let became = Dictionary(uniqueKeysWithValues: pairs.map { ($0.old, $0.new) })
    return old.indices.map { became[$0].map { newNames[$0] } ?? Self.name($0, old[$0]) }
  }

  var newNames: [String] { new.indices.map { Self.name($0, new[$0]) } }

  private static func name(_ index: Int, _ table: Table) -> String {
    "[table \(index + 1)\(table.caption.map { " " + $0 } ?? "")]"
  }

  /// Greedily, the most alike first; of equals those in the same place.
  private mutating func pairAlike(_ old: [(Int, Set<String>)], _ new: [(Int, Set<String>)]) {
    // A page of hundreds of changed tables is compared in order only.
    let reach = old.count * new.count <= 10_000 ? Int.max : 8
    var scored: [(score: Double, distance: Int, pair: Alignment.Pair)] = []
    for (index, names) in old {
      for (other, otherNames) in new where abs(index - other) < reach {
        let score = Self.likeness(names, otherNames)
        if score >= Self.least { scored.append((score, abs(index - other), .init(old: index, new: other))) }
      }
    }
    scored.sort { ($1.score, $0.distance, $0.pair.old) < ($0.score, $1.distance, $1.pair.old) }
    var (oldTaken, newTaken) = (Set<Int>(), Set<Int>())
    for candidate in scored where !oldTaken.contains(candidate.pair.old) && !newTaken.contains(candidate.pair.new) {
      pairs.append(candidate.pair)
      oldTaken.insert(candidate.pair.old)
      newTaken.insert(candidate.pair.new)
    }
  }

  /// The names of rows and columns, the caption, and the cells of the first row.
  private static func names(of table: Table) -> Set<String> {
    let grid = LabelledGrid(table, labelColumns: LabelledGrid.labelColumns(of: [table]))
    let first = table.grid.first?.compactMap { $0 } ?? []
    return Set(grid.rowLabels + table.columns + first + [table.caption].compactMap { $0 }).subtracting([""])
  }

  private static func likeness(_ left: Set<String>, _ right: Set<String>) -> Double {
    let all = left.count + right.count
    return all == 0 ? 1 : Double(2 * left.intersection(right).count) / Double(all)
  }
}
