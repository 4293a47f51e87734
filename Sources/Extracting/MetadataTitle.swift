/// Decides what a document is called.
///
/// ArticleTitle when the page bears it out, then the title of the disclosure table, then lines near the body that
/// `<title>` repeats (joined where it is printed over several), then what the labelling calls the title, a heading, a
/// red head, and at last `<title>` without the site's name.
struct TitleFinder {
  private let lines: [TitleLine]
  private let articleTitle: String?
  private let disclosed: Candidates<String>
  private let tag: TitleTag
  private let body: [TitleLine]

  init(_ reader: MetadataReader) {
    let evidence = reader.evidence
    let names = TitleFinder.placeNames(reader)
    let places = names.map { TitleLine.compact($0) }
    tag = TitleTag(evidence.titleTag, names: names)
    articleTitle = reader.articleTitle.flatMap { names.contains($0) ? nil : $0 }
    disclosed = reader.titles
    let before = evidence.lines.filter { $0.position == .before && $0.mayBeTitle }.suffix(24)
    let inside = evidence.lines.lazy.filter { $0.position == .inside && $0.label != .hidden }.prefix(6)
    body = inside.map { TitleLine($0) }
    lines = before.map { TitleLine($0) }.filter { !places.contains($0.compact) } + body
  }

  /// What the site and the columns are called, as far as the page does not give them the document's own name.
  private static func placeNames(_ reader: MetadataReader) -> Set<String> {
    let evidence = reader.evidence
    let site = reader.metadata.site.name
    var names = Set(([site, reader.columnName] + reader.metadata.column).compactMap { $0 })
    // Breadcrumbs often end with the document itself.
    if let crumb = reader.metadata.column.last, reader.metadata.column.count > 1, crumb != site,
      crumb != reader.columnName
    {
      let isHeading = evidence.lines.contains { $0.headingLevel == 1 && $0.text == crumb }
      if isHeading || crumb.unicodeScalars.count >= 7 || crumb.hasSuffix("…") { names.remove(crumb) }
    }
    // Some systems write the article's title into ColumnName too; then <title> begins with it.
    if let title = reader.articleTitle, title != site,
      TitleLine.compact(evidence.titleTag).starts(with: TitleLine.compact(title))
    {
      names.remove(title)
    }
    return names
  }

  func find() -> String? {
    let repeated = repeatedInTag
    if let articleTitle {
      let compact = TitleLine.compact(articleTitle)
      if compact.last == 0x2026 || compact.suffix(3) == [0x2E, 0x2E, 0x2E] {
        return completed(compact) ?? articleTitle
      }
      if isBorneOut(compact) || repeated == nil { return articleTitle }
    }
    let found =
      disclosed.all.first { $0.rank == EvidenceRank.besideTitle }?.value ?? repeated ?? labelled ?? heading ?? redHead
    return found ?? tag.withoutSite ?? disclosed.best
  }

  /// Whether a line of the page, or `<title>`, has these words.
  private func isBorneOut(_ compact: [UInt32]) -> Bool {
    tag.compact.holds(compact) || lines.contains { $0.compact.holds(compact) || compact.holds($0.compact) && $0.isLong }
  }

  /// The line that goes on where a cut ArticleTitle ends.
  private func completed(_ compact: [UInt32]) -> String? {
    let start = Array(compact.prefix { $0 != 0x2026 && $0 != 0x2E })
    guard start.count >= 6 else { return nil }
    return lines.first { $0.compact.starts(with: start) }?.text
      ?? tag.withoutSite.flatMap {
        TitleLine.compact($0).starts(with: start) ? $0 : nil
      }
  }

  /// The longest run of lines whose words `<title>` has too; of equals the last, which is nearest to the body.
  private var repeatedInTag: String? {
    var best: (text: String, length: Int)?
    for start in lines.indices where lines[start].isLong && tag.compact.holds(lines[start].compact) {
      var joined = lines[start].compact
      var end = start + 1
      while end < lines.count, end < start + 4, tag.compact.holds(joined + lines[end].compact) {
        joined += lines[end].compact
        end += 1
      }
      if joined.count >= best?.length ?? 6 { best = (TitleLine.joined(lines[start..<end]), joined.count) }
    }
    return best?.text
  }

  /// The run of lines labelled as the title that is nearest to the body.
  private var labelled: String? {
    guard let last = lines.lastIndex(where: { $0.isLabelled }) else { return nil }
    var start = last
    while start > 0, lines[start - 1].isLabelled, lines[start - 1].block + 1 >= lines[start].block { start -= 1 }
    return TitleLine.joined(lines[start...last])
  }

  /// The highest heading, of equals the one nearest to the body.
  private var heading: String? {
    let headings = lines.filter { ($0.level ?? 9) <= 3 && $0.compact.count >= 5 && !tag.isSite($0.text) }
    guard let level = headings.compactMap(\.level).min() else { return nil }
    return headings.last { $0.level == level }?.text
  }

  /// Short lines at the top of the body of which the last names a kind of paper: 滨河街道办事处 / 2020年…报告.
  private var redHead: String? {
    let top = body.prefix(4)
    guard let last = top.firstIndex(where: { $0.namesPaper }) else { return nil }
    let head = top[...last]
    guard head.allSatisfy({ $0.isTitleLike }) else { return nil }
    return TitleLine.joined(head)
  }
}

extension MetadataLine {
  /// Whether the document's title may stand in this line.
  fileprivate var mayBeTitle: Bool {
    switch label {
    case .hidden, .duplicate, .breadcrumb, .navigation, .related, .footer, .form, .share, .fontSize, .printClose,
      .viewCount, .qrCode, .attachmentList, .credit, .disclosure:
      false
    case .metaLine: headingLevel != nil
    default: (9...400).contains(text.utf8.count)
    }
  }
}
