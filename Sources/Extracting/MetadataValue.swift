/// Cleans what stands after a label.
enum MetadataValue {
  /// An organ's name as printed, without brackets around it, buttons and dates after it; nil when nothing is named.
  static func organ(_ value: String) -> String? {
    var scalars = MetadataText(value).scalars[...]
    if let date = DateScan(Array(scalars)).first(atLeast: .day) { scalars = scalars.prefix(date.range.lowerBound) }
    scalars = beforeButton(scalars)
    trim(&scalars)
    unwrap(&scalars)
    let name = MetadataText.text(scalars)
    guard (2...60).contains(scalars.count), !isEmpty(name), !name.utf8.contains(where: { $0 == 0x3C || $0 == 0x3D }),
      !scalars.contains(0x3002)
    else { return nil }
    return name
  }

  /// A value as printed; nil for `无`, `-` and the like.
  static func text(_ value: String) -> String? {
    var scalars = MetadataText(value).scalars[...]
    trim(&scalars)
    let text = MetadataText.text(scalars)
    return text.isEmpty || isEmpty(text) ? nil : text
  }

  /// Several names in one value: split at blanks and marks of enumeration, except inside brackets.
  static func list(_ value: String) -> [String] {
    guard let text = text(value) else { return [] }
    var parts: [String] = []
    for part in text.unicodeScalars.split(whereSeparator: { " ；;,，、|".unicodeScalars.contains($0) }) {
      let name = String(part)
      if !parts.contains(name) { parts.append(name) }
    }
    return parts
  }

  /// Cuts at a blank or bracket behind which a button stands: 【打印】, [大 中 小], 分享到.
  private static func beforeButton(_ scalars: ArraySlice<UInt32>) -> ArraySlice<UInt32> {
    var index = scalars.startIndex
    while index < scalars.endIndex {
      if index > scalars.startIndex || brackets.contains(scalars[index]) {
        let isBorder = [0x20, 0x7C, 0xFF5C].contains(scalars[index]) || brackets.contains(scalars[index])
        if isBorder, startsButton(scalars[(index + 1)...]) { return scalars[..<index] }
      }
      index += 1
    }
    return scalars
  }

  private static func startsButton(_ scalars: ArraySlice<UInt32>) -> Bool {
    let rest = scalars.drop { $0 == 0x20 || brackets.contains($0) || $0 == 0x7C || $0 == 0xFF5C }
    return buttons.contains { rest.starts(with: $0) }
  }

  private static func trim(_ scalars: inout ArraySlice<UInt32>) {
    while let last = scalars.last, borders.contains(last) || brackets.contains(last) { scalars.removeLast() }
    while let first = scalars.first, borders.contains(first) { scalars.removeFirst() }
  }

  /// `[ 国际金融报 ]`, and a closing bracket whose partner was cut away.
  private static func unwrap(_ scalars: inout ArraySlice<UInt32>) {
    for (open, close) in pairs {
      if scalars.first == open, scalars.last == close, !scalars.dropFirst().dropLast().contains(open) {
        scalars = scalars.dropFirst().dropLast()
      } else if scalars.last == close, !scalars.contains(open) {
        scalars = scalars.dropLast()
      }
    }
    trim(&scalars)
  }

  private static func isEmpty(_ text: String) -> Bool {
    ["无", "暂无", "未知", "不详", "null", "NULL", "undefined", "无文号", "无索引号"].contains(text)
      || text.unicodeScalars.allSatisfy { !isHan($0.value) && !$0.properties.isAlphabetic && digit($0.value) == nil }
  }

  /// ` ` `|` `｜` `：` `:` `,` `，` `;` `；` `、` `-` `—` `·` `/`
  private static let borders: Set<UInt32> = [
    0x20, 0x7C, 0xFF5C, 0xFF1A, 0x3A, 0x2C, 0xFF0C, 0x3B, 0xFF1B, 0x3001, 0x2D, 0x2014, 0xB7, 0x2F, 0x3E, 0xFF1E,
  ]
  /// Opening ones: `【` `[` `（` `(` `〔` `『`
  private static let brackets: Set<UInt32> = [0x3010, 0x5B, 0xFF08, 0x28, 0x3014, 0x300E]
  private static let pairs: [(UInt32, UInt32)] = [
    (0x3010, 0x3011), (0x5B, 0x5D), (0xFF08, 0xFF09), (0x28, 0x29), (0x3014, 0x3015),
  ]
  private static let buttons = [
    "打印", "分享", "关闭", "收藏", "字体", "字号", "大 中 小", "大中小", "大】", "A+", "A-", "A ", "浏览", "阅读", "点击", "访问", "扫一扫", "我要",
    "听全文",
    "责任编辑", "责编", "编辑", "作者", "记者", "语音", "朗读", "纠错", "评论", "转发", "微信", "微博", "T|", "更多", "视力", "繁体", "下载", "复制", "返回",
    "播报", "朗讀",
    "列印", "發布", "发布", "点赞", "無障礙", "无障碍", "手机", "二维码", "查看", "举报", "选稿", "来源", "时间", "日期",
  ].map { $0.unicodeScalars.map(\.value) }
}
