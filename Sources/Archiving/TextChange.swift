/// How much two texts differ, in Unicode scalars: what a person wants to know of a change at one glance.
package struct TextChange: Sendable, Hashable {
  package let added: Int
  package let removed: Int

  package init(added: Int, removed: Int) {
    self.added = added
    self.removed = removed
  }

  /// Compares line by line, then within each run of replaced lines scalar by scalar.
  package init(from old: String, to new: String) {
    let before = old.split(separator: "\n", omittingEmptySubsequences: true).map { Array($0.unicodeScalars) }
    let after = new.split(separator: "\n", omittingEmptySubsequences: true).map { Array($0.unicodeScalars) }
    var total = (added: 0, removed: 0)
    for run in Self.replacedRuns(from: before, to: after) {
      let change = Self.scalarChange(from: run.old, to: run.new)
      total.added += change.added
      total.removed += change.removed
    }
    self.init(added: total.added, removed: total.removed)
  }

  private typealias Line = [Unicode.Scalar]

  /// The runs of lines that differ, each with what stood there and what stands there now.
  private static func replacedRuns(from before: [Line], to after: [Line]) -> [(old: Line, new: Line)] {
    let difference = after.difference(from: before)
    let removed = Self.offsets(difference.removals)
    let inserted = Self.offsets(difference.insertions)
    var runs: [(old: Line, new: Line)] = []
    var (old, new) = (0, 0)
    while old < before.count || new < after.count {
      var run: (old: Line, new: Line) = ([], [])
      while removed.contains(old) { (run.old, old) = (run.old + before[old], old + 1) }
      while inserted.contains(new) { (run.new, new) = (run.new + after[new], new + 1) }
      if !run.old.isEmpty || !run.new.isEmpty { runs.append(run) }
      (old, new) = (old + 1, new + 1)
    }
    return runs
  }

  private static func offsets(_ changes: [CollectionDifference<Line>.Change]) -> Set<Int> {
    Set(
      changes.map { change in
        switch change {
        case .insert(let offset, _, _), .remove(let offset, _, _): offset
        }
      })
  }

  private static func scalarChange(from old: Line, to new: Line) -> (added: Int, removed: Int) {
    let prefix = zip(old, new).prefix { $0 == $1 }.count
    let suffix = zip(old.dropFirst(prefix).reversed(), new.dropFirst(prefix).reversed()).prefix { $0 == $1 }.count
    let (rest, fresh) = (old.dropFirst(prefix).dropLast(suffix), new.dropFirst(prefix).dropLast(suffix))
    // Beyond this the exact count costs more than it tells.
    if rest.count * fresh.count > 4_000_000 { return (fresh.count, rest.count) }
    let difference = fresh.difference(from: rest)
    return (difference.insertions.count, difference.removals.count)
  }
}
