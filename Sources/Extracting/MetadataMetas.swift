extension MetadataReader {
  /// Reads the `<meta>`s of 国办发〔2017〕47号 and their common kin; all of them stay in `raw_meta`.
  mutating func readMetas() {
    for (index, meta) in evidence.metas.enumerated() where !meta.name.isEmpty {
      let values = metadata.rawMeta[meta.name] ?? []
      if !values.contains(meta.content) { metadata.rawMeta[meta.name] = values + [meta.content] }
      guard let value = MetaContent.text(meta.content) else { continue }
      read(meta.name.lowercased(), value, "meta[\(index + 1)]")
    }
  }

  private mutating func read(_ name: String, _ value: String, _ locator: String) {
    switch name {
    case "articletitle":
      articleTitle = articleTitle ?? MetaContent.title(value)
      note("title", value, .meta, locator)
    case "og:title", "twitter:title":
      titles.add(value, rank: EvidenceRank.weak)
      note("title", value, .meta, locator)
    case "pubdate": addDate(value, EvidenceRank.meta, locator)
    case "publishdate", "publish_date", "publishtime", "article:published_time", "og:release_date", "datepublished",
      "firstpublishedtime", "dc.date", "dcterms.date":
      addDate(value, EvidenceRank.otherMeta, locator)
    case "contentsource": addSource(value, EvidenceRank.meta, locator)
    case "source": addSource(value, EvidenceRank.otherMeta, locator)
    case "sitename": set(\.name, "site.name", value, locator)
    case "sitedomain": set(\.domain, "site.domain", value, locator)
    case "siteidcode": set(\.idCode, "site.id_code", value, locator)
    case "columnname":
      columnName = columnName ?? value
      note("column", value, .meta, locator)
    case "author": note("author", value, .meta, locator)
    default: break
    }
  }

  private mutating func addDate(_ value: String, _ rank: Int, _ locator: String) {
    guard let date = PrintedDate(value: value) else { return }
    published.add(date, rank: rank)
    note("published", value, .meta, locator)
  }

  private mutating func addSource(_ value: String, _ rank: Int, _ locator: String) {
    let pairs = MetadataPairs(MetadataText(value)).pairs
    let printed = pairs.first { $0.label == .source }?.value ?? value
    guard let name = MetadataValue.organ(printed) else { return }
    source.add(name, rank: rank)
    note("source_org", name, .meta, locator)
  }

  private mutating func set(
    _ key: WritableKeyPath<SiteIdentity, String?>, _ name: String, _ value: String, _ locator: String
  ) {
    if metadata.site[keyPath: key] == nil { metadata.site[keyPath: key] = value }
    note(name, value, .meta, locator)
  }
}

/// What editors leave in the content of a `<meta>`.
enum MetaContent {
  /// Blanks folded; nil when nothing is left.
  static func text(_ content: String) -> String? {
    let text = MetadataText(content).scalars
    return text.isEmpty ? nil : MetadataText.text(text[...])
  }

  /// A title without the markup and escapes that some systems copy into it: `<br>` goes, a subtitle of its own block too.
  static func title(_ content: String) -> String? {
    guard content.utf8.contains(where: { $0 == 0x3C || $0 == 0x26 }) else { return content }
    var text = decoded(content)
    for mark in ["<br/>", "<br />", "<br>", "<BR>"] { text = text.replacingAll(mark, by: "") }
    let pieces = text.split(separator: "<").enumerated().map { index, piece in
      index == 0 && !text.hasPrefix("<") ? piece : piece.split(separator: ">", maxSplits: 1).dropFirst().first ?? ""
    }
    return pieces.lazy.compactMap { self.text(String($0)) }.first
  }

  private static func decoded(_ text: String) -> String {
    var text = text
    for (name, character) in entities { text = text.replacingAll(name, by: character) }
    return text
  }

  /// Those met in titles that were escaped twice.
  private static let entities = [
    ("&nbsp;", " "), ("&quot;", "\""), ("&ldquo;", "“"), ("&rdquo;", "”"), ("&lsquo;", "‘"), ("&rsquo;", "’"),
    ("&middot;", "·"), ("&mdash;", "—"), ("&hellip;", "…"), ("&lt;", "<"), ("&gt;", ">"), ("&#39;", "'"),
    ("&amp;", "&"),
  ]
}

extension String {
  /// The text with each occurrence replaced; for short texts.
  func replacingAll(_ mark: String, by replacement: String) -> String {
    var rest = Substring(self)
    var text = ""
    while let range = rest.firstRange(of: mark) {
      text += rest[..<range.lowerBound] + replacement
      rest = rest[range.upperBound...]
    }
    return text + rest
  }
}
