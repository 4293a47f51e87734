/// The text's difference in two columns, as diff(1) -y prints it: `|` changed, `<` old only, `>` new only, `{` and `}`
/// moved away and here. East Asian wide characters take two columns.
struct SideBySideText {
  private let diff: TextDiff
  private let palette: Palette
  private let column: Int

  /// How many unchanged sentences stay around a change.
  private static let context = 2

  /// The least width is 20 columns.
  init(_ diff: TextDiff, palette: Palette, width: Int) {
    self.diff = diff
    self.palette = palette
    column = (max(20, width) - 3) / 2
  }

  var lines: [String] {
    let changed = diff.steps.indices.filter { !diff.steps[$0].isKept }
    var lines: [String] = []
    var next = 0
    for place in changed {
      let start = max(next, place - Self.context)
      if start > next || (next == 0 && start > 0) { lines.append(palette.heading("⋯")) }
      for index in start..<min(place + Self.context + 1, diff.steps.count) where index >= next {
        if index > place, !diff.steps[index].isKept { break }
        lines += rows(of: diff.steps[index])
        next = index + 1
      }
    }
    return next < diff.steps.count ? lines + [palette.heading("⋯")] : lines
  }

  private func rows(of step: TextStep) -> [String] {
    switch step {
    case .kept(let old, let new): rows(diff.old[old].text, " ", diff.new[new].text) { text, _ in text }
    case .changed(let old, let new, _): rows(diff.old[old].text, "|", diff.new[new].text, paint: sidePaint)
    case .removed(let old): rows(diff.old[old].text, "<", "", paint: sidePaint)
    case .added(let new): rows("", ">", diff.new[new].text, paint: sidePaint)
    case .movedAway(let old, _): rows(diff.old[old].text, "{", "") { text, _ in palette.moved(text) }
    case .movedHere(let new, _): rows("", "}", diff.new[new].text) { text, _ in palette.moved(text) }
    case .reflowed(let old, let new):
      rows("(\(old.count) blocks)", "~", "(\(new.count) blocks)") { text, _ in palette.heading(text) }
    }
  }

  private func sidePaint(_ text: String, isOld: Bool) -> String { isOld ? palette.removed(text) : palette.added(text) }

  private func rows(
    _ left: String, _ mark: String, _ right: String, paint: (_ text: String, _ isOld: Bool) -> String
  ) -> [String] {
    let (lefts, rights) = (wrapped(left), wrapped(right))
    return (0..<max(lefts.count, rights.count)).map { index in
      let (old, new) = (index < lefts.count ? lefts[index] : "", index < rights.count ? rights[index] : "")
      let padding = String(repeating: " ", count: column - DisplayWidth.of(old))
      let row = paint(old, true) + padding + " " + mark
      return new.isEmpty ? row : row + " " + paint(new, false)
    }
  }

  /// The text cut into lines of the column's width.
  private func wrapped(_ text: String) -> [String] {
    var lines: [String] = []
    var line = ""
    var used = 0
    for scalar in text.unicodeScalars {
      let width = DisplayWidth.width(scalar)
      if used + width > column {
        lines.append(line)
        (line, used) = ("", 0)
      }
      line.unicodeScalars.append(scalar)
      used += width
    }
    return lines + (line.isEmpty ? [] : [line])
  }
}
