internal import Web

extension Metadata {
  /// Reads title, dates, source, disclosure labels, column and site from what a page offers.
  ///
  /// Visible values beat `<meta>`, which beats the address; every candidate stays in `fields` with its place. `kind`
  /// is left at `.other`: it is judged from the whole page.
  package init(reading evidence: MetadataEvidence) {
    var reader = MetadataReader(evidence)
    reader.readMetas()
    reader.readTables()
    reader.readLines()
    reader.readSignature()
    reader.readAddress()
    self = reader.decide()
  }
}

/// Collects candidates for every key of `Metadata`.
struct MetadataReader {
  let evidence: MetadataEvidence
  var metadata = Metadata()
  var published = Candidates<PrintedDate>()
  var written = Candidates<PrintedDate>()
  var source = Candidates<String>()
  var titles = Candidates<String>()
  var articleTitle: String?
  /// Lines that were read as the value of the label above them.
  var consumed: Set<Int> = []
  /// The names that say where the page stands, not what it is: site, column, crumbs.
  var columnName: String?

  init(_ evidence: MetadataEvidence) { self.evidence = evidence }

  mutating func readAddress() {
    guard let url = evidence.url else { return }
    metadata.officialHost = url.host == "gov.cn" || url.host.hasSuffix(".gov.cn")
    if let date = URLDate.find(in: url.path) {
      published.add(date, rank: EvidenceRank.url)
      note("published", date.text, .url, "")
    }
  }

  /// Settles every key for which there were several candidates.
  mutating func decide() -> Metadata {
    if let modified = evidence.httpLastModified { note("last_modified", modified.iso8601, .http, "") }
    metadata.published = published.bestDate
    metadata.written = written.bestDate
    metadata.sourceOrg = source.best
    if let printed = metadata.sourceOrg, MetadataReader.isOwnName(printed) {
      metadata.sourceOrgResolved = metadata.site.name
    }
    metadata.column = Breadcrumb.read(evidence.lines)
    metadata.title = TitleFinder(self).find()
    if metadata.column.last == metadata.title, metadata.column.count > 1 { metadata.column.removeLast() }
    let sample = ScriptSample(evidence)
    metadata.language = sample.language
    metadata.script = sample.script(host: evidence.url?.host, idCode: metadata.site.idCode)
    return metadata
  }

  /// Keeps a value with its origin, once.
  mutating func note(_ name: String, _ value: String, _ origin: MetadataField.Origin, _ locator: String) {
    let field = MetadataField(name: name, value: value, origin: origin, locator: locator)
    let isKnown = metadata.fields.contains { $0.name == name && $0.value == value && $0.origin == origin }
    if !isKnown { metadata.fields.append(field) }
  }

  /// 本网, 本站: the site speaks of itself.
  private static func isOwnName(_ text: String) -> Bool {
    ["本网", "本站", "本网站", "本站原创", "本网原创", "本网讯", "本站讯", "本網", "本站編輯", "本站整理"].contains(text)
  }
}
