/// What a page says its title is, for finding where it is printed.
struct PageTitle: Sendable {
  /// `ArticleTitle` and its kin, without punctuation.
  private let stated: [TitleText]
  /// `<title>`, site name included.
  private let tag: TitleText
  /// The first and the longest piece of `<title>` between separators.
  private let pieces: [TitleText]

  init(_ page: Page) {
    let names = ["articletitle", "og:title", "title", "dc.title", "twitter:title"]
    stated = page.metas.filter { names.contains($0.name.lowercased()) }.map { TitleText($0.content) }
      .filter { $0.bytes.count >= 6 }
    tag = TitleText(page.titleTag)
    let pieces = page.titleTag.unicodeScalars.split { PageTitle.separators.contains($0) }.map { TitleText(String($0)) }
      .filter { $0.bytes.count >= 12 }
    self.pieces = Array(pieces.prefix(1)) + pieces.sorted { $0.bytes.count > $1.bytes.count }.prefix(1)
    keys = Set((stated + self.pieces + [tag]).map(\.key))
  }

  private static let separators = Array("_|»-–—:：>".unicodeScalars)

  /// The keys of the texts that a title line can begin with.
  private let keys: Set<UInt32>

  /// Whether a line can be the title at all, judged by its first characters.
  func mayMatch(_ line: ArraySlice<UInt8>, isHeading: Bool) -> Bool {
    isHeading || keys.contains(TitleText.key(of: line))
  }

  /// Whether a line can be the title or the first line of it; in doubt true.
  func mayBegin(_ line: ArraySlice<UInt8>, isHeading: Bool) -> Bool {
    if isHeading { return true }
    // So many bytes that the first three are whole characters.
    let start = TitleText(line.prefix(24))
    return start.bytes.count < 6 || keys.contains(start.key)
  }

  /// Whether a line is the title, or the beginning of `<title>` (the site's name follows there).
  func matches(_ line: TitleText, isHeading: Bool) -> Bool {
    if line.bytes.count < 6 { return false }
    if stated.contains(line) || tag == line || pieces.contains(line) { return true }
    if line.bytes.count >= 12, tag.bytes.starts(with: line.bytes) { return true }
    return isHeading && line.bytes.count >= 12 && tag.bytes.contains(line.bytes)
  }

  /// How many of the lines, read as one, are the title: a "red head" prints it over several lines.
  func linesMatching(_ lines: [TitleText]) -> Int {
    var joined: [UInt8] = []
    var matched = 0
    for (index, line) in lines.enumerated() {
      joined += line.bytes
      guard let whole = (stated + pieces + [tag]).first(where: { $0.bytes.starts(with: joined) }) else { break }
      let isMost = joined.count * 10 >= whole.bytes.count * 9 || whole == tag && index > 0
      if isMost, joined.count >= 12 { matched = index + 1 }
    }
    return matched
  }
}
