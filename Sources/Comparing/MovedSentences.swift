/// Finds sentences that were removed at one place and added at another.
enum MovedSentences {
  /// The script's steps with such pairs told as moved; a sentence of fewer than four characters (a number, a name of a
  /// column) is never told as moved.
  static func marked(_ script: TextScript) -> [TextStep] {
    var steps = script.steps
    var removed: [[UInt8]: [Int]] = [:]
    for (place, step) in steps.enumerated() {
      guard case .removed(let line) = step, script.old[line].text.unicodeScalars.count >= 4 else { continue }
      removed[Array(script.old[line].text.utf8), default: []].append(place)
    }
    if removed.isEmpty { return steps }
    // Taken in order, so that repeated sentences move in order.
    for key in removed.keys { removed[key]?.reverse() }
    for (place, step) in steps.enumerated() {
      guard case .added(let newLine) = step,
        let left = removed[Array(script.new[newLine].text.utf8)]?.popLast(),
        case .removed(let line) = steps[left]
      else { continue }
      steps[left] = .movedAway(line, to: newLine)
      steps[place] = .movedHere(newLine, from: line)
    }
    return steps
  }
}
