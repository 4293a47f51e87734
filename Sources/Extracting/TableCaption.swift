/// Finds what a table is called and in what unit its figures are.
enum TableCaption {
  /// The `<caption>`, else the nearest line above that can be a title.
  static func caption(marked: String?, precedingLines: [String]) -> String? {
    if let marked, !marked.isEmpty { return marked }
    return precedingLines.last { !$0.isEmpty && unit(in: $0, whole: true) == nil }.flatMap {
      $0.unicodeScalars.count <= 40 && !isSentence($0) ? $0 : nil
    }
  }

  /// From the caption, from a row that says nothing else, or from the lines above, nearest first.
  static func unit(of table: Table, precedingLines: [String]) -> String? {
    if let caption = table.caption, let unit = unit(in: caption, whole: false) { return unit }
    for row in table.grid.prefix(3) {
      if isUnitRow(row) { return row.lazy.compactMap { $0.flatMap { unit(in: $0, whole: true) } }.first }
    }
    return precedingLines.suffix(2).reversed().lazy.compactMap { unit(in: $0, whole: false) }.first
  }

  /// Whether the only words of the row are `单位：…`.
  static func isUnitRow(_ row: [String?]) -> Bool {
    let texts = Set(row.compactMap { $0 }.filter { !$0.isEmpty })
    return texts.count == 1 && texts.allSatisfy { unit(in: $0, whole: true) != nil }
  }

  /// The unit named after `单位：`; with `whole`, only when the text says nothing else.
  static func unit(in text: String, whole: Bool) -> String? {
    let scalars = text.unicodeScalars.map { $0 }.filter { $0 != " " }
    guard let start = mark(in: scalars),
      !whole || scalars[..<start.lowerBound].allSatisfy({ "（(【[".contains(Character($0)) })
    else { return nil }
    let value = scalars[start.upperBound...].prefix { !"）)】]；;。".unicodeScalars.contains($0) }
    let unit = String(String.UnicodeScalarView(value))
    let rest = scalars.count - start.upperBound - value.count
    guard !value.isEmpty, value.count <= 12, !whole || rest <= 1, !isOrgan(unit) else { return nil }
    return unit
  }

  /// The place of `单位：` where no other word runs into it; 填报单位 names an organ, 计量单位 a unit.
  private static func mark(in scalars: [Unicode.Scalar]) -> Range<Int>? {
    guard scalars.count > 3 else { return nil }
    for index in 0..<scalars.count - 2
    where scalars[index] == "单" && scalars[index + 1] == "位" && (scalars[index + 2] == "：" || scalars[index + 2] == ":")
    {
      if index == 0 || !(0x4E00...0x9FFF).contains(scalars[index - 1].value) { return index..<index + 3 }
      let before = String(String.UnicodeScalarView(scalars[max(0, index - 2)..<index]))
      if ["计量", "金额", "货币", "数量"].contains(before) { return index - 2..<index + 3 }
    }
    return nil
  }

  private static func isOrgan(_ text: String) -> Bool {
    guard let last = text.unicodeScalars.last else { return false }
    return text.unicodeScalars.count > 2 && "局府处委会办道镇乡心院部所站队室科司厅区县市校章".unicodeScalars.contains(last)
  }

  private static func isSentence(_ text: String) -> Bool {
    text.unicodeScalars.contains { "。；！？".unicodeScalars.contains($0) }
      || text.unicodeScalars.last.map { "，：:,、".unicodeScalars.contains($0) } ?? true
  }
}
