/// `<title>`, which names the document and then the column and the site.
struct TitleTag {
  private let scalars: [UInt32]
  private let names: Set<String>
  /// The scalars without blanks.
  let compact: [UInt32]

  /// - Parameter names: what the site and the columns are called.
  init(_ text: String, names: Set<String>) {
    scalars = MetadataText(text).scalars
    compact = scalars.filter { $0 != 0x20 }
    self.names = names
  }

  /// The document's name alone; nil when only the site is named.
  var withoutSite: String? {
    var segments = self.segments.map { MetadataText.text(scalars[$0]) }.filter { !$0.isEmpty }
    while segments.count > 1, let first = segments.first, isSite(first) { segments.removeFirst() }
    guard let first = segments.first else { return nil }
    let title = withoutPlaceWords(first)
    return title.isEmpty || isSite(title) ? nil : title
  }

  /// The stretches between separators.
  private var segments: [Range<Int>] {
    var segments: [Range<Int>] = []
    var start = 0
    var index = 0
    while index < scalars.count {
      let end = separatorEnd(at: index)
      if end > index {
        segments.append(start..<index)
        start = end
      }
      index = max(end, index + 1)
    }
    return segments + [start..<scalars.count]
  }

  /// Where the separator that begins here ends; the same place when none does.
  ///
  /// `_` and bars always separate. A hyphen or dash does with blanks around it, doubled (in ASCII), or before the name
  /// of a site or column; between digits (2021-2025) it never does.
  private func separatorEnd(at index: Int) -> Int {
    let scalar = scalars[index]
    if strong.contains(scalar) { return scalars[index...].firstIndex { $0 != scalar } ?? scalars.count }
    guard weak.contains(scalar) else { return index }
    let end = scalars[index...].firstIndex { $0 != scalar } ?? scalars.count
    let isSpaced = index > 0 && scalars[index - 1] == 0x20 && (end == scalars.count || scalars[end] == 0x20)
    if isSpaced || scalar == 0x2D && end - index == 2 || index == 0 { return end }
    if index > 0, end < scalars.count, digit(scalars[index - 1]) != nil, digit(scalars[end]) != nil { return index }
    let rest = scalars[end...].prefix { !strong.contains($0) && !weak.contains($0) }
    return isPlace(MetadataText.text(rest)) ? end : index
  }

  /// Whether it names a site: known by `<meta>` or breadcrumb, or ending as sites do.
  func isSite(_ text: String) -> Bool {
    names.contains(text) || text.unicodeScalars.count <= 24 && TitleTag.siteEnds.contains { text.hasSuffix($0) }
  }

  /// Whether it names a site, an organ or a column; the last two only where a document's name stands before.
  private func isPlace(_ text: String) -> Bool {
    if isSite(text) { return true }
    let length = text.unicodeScalars.count
    return length <= 20 && TitleTag.organEnds.contains { text.hasSuffix($0) }
      || length <= 6 && TitleTag.columnEnds.contains { text.hasSuffix($0) }
  }

  /// A site's name that only a blank sets off, before or behind.
  private func withoutPlaceWords(_ text: String) -> String {
    var words = text.split(separator: " ").map { String($0) }
    while words.count > 1, let last = words.last, isPlace(last) { words.removeLast() }
    while words.count > 1, let first = words.first, isPlace(first) { words.removeFirst() }
    return words.joined(separator: " ")
  }

  private static let siteEnds = [
    "网", "网站", "网页", "门户", "人民政府", "官网", "平台", "频道", "在线", "之窗", "首页", "網", "網站", "入口網站", "門戶", "博客", "论坛", ".com",
    ".cn",
  ]
  private static let organEnds = ["政府", "局", "厅", "委", "委员会", "办公室", "中心", "办事处", "部", "管委会", "廳"]
  private static let columnEnds = [
    "新闻", "资讯", "要闻", "动态", "专栏", "栏目", "公开", "公告", "公示", "服务", "年报", "数据", "文件", "政策", "解读",
  ]
}

/// `_` `|` `｜` `>` `«` `»` `丨` `┃`
private let strong: Set<UInt32> = [0x5F, 0x7C, 0xFF5C, 0x3E, 0xAB, 0xBB, 0x4E28, 0x2503, 0xFF3F]
/// `-` `–` `—` `－`
private let weak: Set<UInt32> = [0x2D, 0x2013, 0x2014, 0xFF0D]
