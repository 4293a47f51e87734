/// The path of columns above a document: 首页 > 政务公开 > 信息公开年报.
enum Breadcrumb {
  /// The columns from the lines labelled as breadcrumb; the words 当前位置 and 正文 are none.
  static func read(_ lines: [MetadataLine]) -> [String] {
    let texts = lines.filter { $0.label == .breadcrumb }.map { MetadataText($0.text).scalars }
    var columns: [String] = []
    for text in texts {
      for part in split(withoutPrefix(text)) {
        let name = MetadataText.text(part)
        if !name.isEmpty, !ends.contains(name), columns.last != name { columns.append(name) }
      }
    }
    return withoutRepeat(columns)
  }

  /// What follows 您现在的位置：
  private static func withoutPrefix(_ scalars: [UInt32]) -> ArraySlice<UInt32> {
    let head = scalars.prefix(14)
    if let colon = head.lastIndex(where: { $0 == 0xFF1A || $0 == 0x3A }) { return scalars[(colon + 1)...] }
    let compact = MetadataText.text(head.filter { $0 != 0x20 }[...])
    for prefix in prefixes where compact.hasPrefix(prefix) { return scalars[prefix.unicodeScalars.count...] }
    return scalars[...]
  }

  /// At arrows and bars; at slashes and blanks only when there are none of those.
  private static func split(_ scalars: ArraySlice<UInt32>) -> [ArraySlice<UInt32>] {
    if scalars.contains(where: { arrows.contains($0) }) { return scalars.split { arrows.contains($0) } }
    if scalars.contains(0x2F) { return scalars.split(separator: 0x2F) }
    let parts = scalars.split { $0 == 0x20 || $0 == 0x2D }
    return parts.count > 2 || parts.first.map { MetadataText.text($0) } == "首页" ? parts : [scalars]
  }

  /// A page that prints its breadcrumb twice: what follows the last 首页, which is the longer one where they differ.
  private static func withoutRepeat(_ columns: [String]) -> [String] {
    guard let first = columns.first, let again = columns.lastIndex(of: first), again > 0 else { return columns }
    let (before, after) = (columns[..<again], columns[again...])
    return Array(before.count > after.count ? before : after)
  }

  /// `>` `＞` `»` `›` `→` `|` `｜` `≫` `▶` `►`, and `\`
  private static let arrows: Set<UInt32> = [
    0x3E, 0xFF1E, 0xBB, 0x203A, 0x2192, 0x7C, 0xFF5C, 0x226B, 0x25B6, 0x25BA, 0x5C, 0x2794,
  ]
  private static let ends: Set<String> = ["正文", "详情", "内容", "文章内容", "信息内容", "查看内容", "详细信息", "正文内容", "-", "·"]
  private static let prefixes = [
    "您现在的位置", "您当前的位置", "您当前位置", "您的当前位置", "您所在的位置", "您所在位置", "你的位置", "当前位置", "现在位置", "所在位置",
  ]
}
