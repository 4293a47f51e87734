/// A line that may be the title, or a part of it.
struct TitleLine {
  private let scalars: [UInt32]
  /// The scalars without blanks.
  let compact: [UInt32]
  let level: Int?
  let isLabelled: Bool
  let block: Int

  init(_ line: MetadataLine) {
    scalars = MetadataText(line.text).scalars
    compact = scalars.contains(0x20) ? scalars.filter { $0 != 0x20 } : scalars
    level = line.headingLevel
    isLabelled = line.label == .title
    block = line.blockIndex
  }

  var text: String { MetadataText.text(scalars[...]) }

  static func compact(_ text: String) -> [UInt32] { MetadataText(text).scalars.filter { $0 != 0x20 } }

  /// Lines as one title: no blank between ideographs, one elsewhere.
  static func joined(_ lines: some Sequence<TitleLine>) -> String {
    var text = ""
    for line in lines {
      let isGlued = text.unicodeScalars.last.map { $0.value >= 0x2E80 } ?? true
      let isGluedNext = line.text.unicodeScalars.first.map { $0.value >= 0x2E80 || digit($0.value) != nil } ?? true
      if !text.isEmpty, !(isGlued && isGluedNext) { text += " " }
      text += line.text
    }
    return text
  }

  /// Long enough not to be met by chance.
  var isLong: Bool { (5...120).contains(compact.count) }

  var isTitleLike: Bool {
    (2...40).contains(compact.count)
      && compact.last.map { ![0x3002, 0xFF0C, 0xFF1B, 0xFF1A, 0x3A].contains($0) } ?? false
  }

  /// Whether it ends like the name of an official paper.
  var namesPaper: Bool {
    isTitleLike && compact.count >= 5 && TitleLine.papers.contains { compact.suffix($0.count).elementsEqual($0) }
  }

  private static let papers = [
    "报告", "年报", "通知", "意见", "决定", "办法", "方案", "公告", "通告", "公报", "复函", "批复", "规定", "细则", "纪要", "条例", "总结", "计划", "规划",
    "说明", "清单", "制度", "要点", "命令", "函", "公示", "决议", "通报", "預案", "预案", "指南", "报表", "報告", "年報", "公示表", "目录",
  ].map { $0.unicodeScalars.map(\.value) }
}

extension [UInt32] {
  /// Whether the other stands in it, in one piece.
  func holds(_ other: [UInt32]) -> Bool {
    guard let first = other.first, other.count <= count else { return false }
    for start in 0...(count - other.count) where self[start] == first {
      if self[start..<start + other.count].elementsEqual(other) { return true }
    }
    return false
  }
}
