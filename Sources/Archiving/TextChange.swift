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
  private typealias Run = (old: Line, new: Line)

  /// The runs of lines that differ, each with what stood there and what stands there now.
  private static func replacedRuns(from before: [Line], to after: [Line]) -> [Run] {
    let (before, after) = differingParts(before, after)
    if isTooCostly(before.count, after.count) { return lonelyLines(before, after) }
    let difference = Array(after).difference(from: Array(before))
    let removed = Self.offsets(difference.removals)
    let inserted = Self.offsets(difference.insertions)
    var (rest, fresh) = (before.enumerated().makeIterator(), after.enumerated().makeIterator())
    var (old, new) = (rest.next(), fresh.next())
    var runs: [Run] = []
    while old != nil || new != nil {
      var run: Run = ([], [])
      while let line = old, removed.contains(line.offset) {
        run.old += line.element
        old = rest.next()
      }
      while let line = new, inserted.contains(line.offset) {
        run.new += line.element
        new = fresh.next()
      }
      if !run.old.isEmpty || !run.new.isEmpty { runs.append(run) }
      (old, new) = (rest.next(), fresh.next())
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
    let (rest, fresh) = differingParts(old, new)
    if isTooCostly(rest.count, fresh.count) { return (fresh.count, rest.count) }
    let difference = Array(fresh).difference(from: Array(rest))
    return (difference.insertions.count, difference.removals.count)
  }

  /// Both without what they begin and end with alike.
  private static func differingParts<Element: Equatable>(
    _ old: [Element], _ new: [Element]
  ) -> (ArraySlice<Element>, ArraySlice<Element>) {
    let prefix = zip(old, new).prefix { $0 == $1 }.count
    let (rest, fresh) = (old.dropFirst(prefix), new.dropFirst(prefix))
    let suffix = zip(rest.reversed(), fresh.reversed()).prefix { $0 == $1 }.count
    return (rest.dropLast(suffix), fresh.dropLast(suffix))
  }

  /// Whether an exact comparison, whose cost grows with the square of the difference, tells less than it costs. Where one
  /// side is empty there is nothing to compare.
  private static func isTooCostly(_ old: Int, _ new: Int) -> Bool {
    old == 0 || new == 0 || old.multipliedReportingOverflow(by: new).partialValue > 4_000_000
  }

  /// The lines that only one side has, whatever their order.
  private static func lonelyLines(_ before: ArraySlice<Line>, _ after: ArraySlice<Line>) -> [Run] {
    var counts: [Line: Int] = [:]
    for line in before { counts[line, default: 0] += 1 }
    var runs: [Run] = []
    for line in after {
      if let count = counts[line], count > 0 { counts[line] = count - 1 } else { runs.append(([], line)) }
    }
    for (line, count) in counts {
      for _ in 0..<count { runs.append((line, [])) }
    }
    return runs
  }
}
