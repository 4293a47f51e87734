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
    // By scalars: to look for a text's characters takes longer than the comparison.
    let before = old.unicodeScalars.split(separator: "\n").map { Array($0) }
    let after = new.unicodeScalars.split(separator: "\n").map { Array($0) }
    var total = (added: 0, removed: 0)
    for run in Self.replacedRuns(from: before, to: after) {
      let change = Self.scalarChange(from: run.old, to: run.new)
      total.added += change.added
      total.removed += change.removed
    }
    self.init(added: total.added, removed: total.removed)
  }

  private typealias Line = [Unicode.Scalar]

  /// Exact differences cost the square of what differs: beyond this many elements all of a run counts as replaced.
  private static let exactLimit = 4_000

  /// The runs of lines that differ, each with what stood there and what stands there now.
  private static func replacedRuns(from before: [Line], to after: [Line]) -> [(old: Line, new: Line)] {
    let (old, new) = trimmed(before, after)
    guard old.count + new.count <= exactLimit, !old.isEmpty, !new.isEmpty else {
      return [(old: old.flatMap { $0 }, new: new.flatMap { $0 })]
    }
    return runs(from: Array(old), to: Array(new))
  }

  private static func runs(from before: [Line], to after: [Line]) -> [(old: Line, new: Line)] {
    let difference = after.difference(from: before)
    let removed = offsets(difference.removals)
    let inserted = offsets(difference.insertions)
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
    let (rest, fresh) = trimmed(old, new)
    guard rest.count + fresh.count <= exactLimit, !rest.isEmpty, !fresh.isEmpty else {
      return (fresh.count, rest.count)
    }
    let difference = Array(fresh).difference(from: Array(rest))
    return (difference.insertions.count, difference.removals.count)
  }

  /// What is left of both when equal elements at both ends are taken away.
  private static func trimmed<Element: Equatable>(
    _ old: [Element], _ new: [Element]
  ) -> (ArraySlice<Element>, ArraySlice<Element>) {
    let prefix = zip(old, new).prefix { $0 == $1 }.count
    let suffix = zip(old.dropFirst(prefix).reversed(), new.dropFirst(prefix).reversed()).prefix { $0 == $1 }.count
    return (old.dropFirst(prefix).dropLast(suffix), new.dropFirst(prefix).dropLast(suffix))
  }
}
