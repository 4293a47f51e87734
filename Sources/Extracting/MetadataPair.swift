/// A label and its value as one line prints them.
struct MetadataPair: Hashable {
  let label: MetadataLabel
  /// The label without blanks: `责任编辑`.
  let name: String
  /// Without blanks at its ends; empty when the line ends with the label.
  let value: String
}

/// Cuts a line into labels and values: `来源：本网 字体：[大 中 小] 发布日期：2021-01-21`.
struct MetadataPairs {
  private(set) var pairs: [MetadataPair] = []
  /// Where the first label begins; what stands before it belongs to none.
  private(set) var head: Int

  private struct Mark {
    let label: MetadataLabel
    let start: Int
    let nameEnd: Int
    let valueStart: Int
  }

  init(_ text: MetadataText) {
    let marks = MetadataPairs.marks(text.scalars)
    head = marks.first?.start ?? text.scalars.count
    for (index, mark) in marks.enumerated() {
      let end = index + 1 < marks.count ? marks[index + 1].start : text.scalars.count
      let name = text.scalars[mark.start..<mark.nameEnd].filter { $0 != 0x20 }
      pairs.append(
        MetadataPair(
          label: mark.label, name: MetadataText.text(name[...]),
          value: MetadataText.text(text.scalars[min(mark.valueStart, end)..<end])))
    }
  }

  private static func marks(_ scalars: [UInt32]) -> [Mark] {
    var marks: [Mark] = []
    var lower = 0
    for index in scalars.indices where index > 1 && isColon(scalars[index]) {
      guard let match = MetadataLabels.standard.match(scalars, endingAt: index, from: lower) else { continue }
      marks.append(Mark(label: match.label, start: match.start, nameEnd: index, valueStart: index + 1))
      lower = index + 1
    }
    return marks
  }

  /// `：` `:` `∶` `︰`, and `|` between a label and its value.
  private static func isColon(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0xFF1A, 0x3A, 0x2236, 0xFE30, 0xFE55, 0x7C, 0xFF5C: true
    default: false
    }
  }
}

extension MetadataPair {
  /// A line that is a label and nothing else: its value stands in the next one.
  static func bareLabel(_ text: MetadataText) -> MetadataPair? {
    var end = text.scalars.count
    guard (2...24).contains(end) else { return nil }
    if let last = text.scalars.last, [0xFF1A, 0x3A].contains(last) { end -= 1 }
    guard let match = MetadataLabels.standard.match(text.scalars, endingAt: end), match.start == 0 else { return nil }
    return MetadataPair(
      label: match.label, name: MetadataText.text(text.scalars[..<end].filter { $0 != 0x20 }[...]), value: "")
  }
}
