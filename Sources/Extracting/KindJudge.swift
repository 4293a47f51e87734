internal import Web

/// Judges what kind of page it is, from status, shape and words.
struct KindJudge {
  private let input: PageInput
  private let reading: PageReading
  private let labelled: [LabelledBlock]
  /// Text of the body that counts.
  private let good: Int32

  init(input: PageInput, reading: PageReading, labelled: [LabelledBlock]) {
    good = labelled.reduce(0) { $1.label == .body ? $0 + max(0, reading.natures[$1.index].value) : $0 }
    self.input = input
    self.reading = reading
    self.labelled = labelled
  }

  func judge() -> (kind: DocumentKind, refusal: AccessRefusal?) {
    if let type = input.declaredType, !type.isHTML, type.essence != "text/plain", type.essence != "application/xml",
      !looksLikeHTML
    {
      return (.attachment, nil)
    }
    if let refusal = refusal { return (.challenge, refusal) }
    if let status = input.status, status >= 400 { return (.error, nil) }
    if SoftError(page, good: good).phrase != nil { return (.error, nil) }
    if isHome { return (.home, nil) }
    if isList { return (.list, nil) }
    return (isArticle ? .article : .other, nil)
  }

  /// What the page says when its site is out of order; nil otherwise. Asked of pages of kind `error` only.
  var outage: String? {
    let error = SoftError(page, good: good)
    return error.isOutage ? error.phrase : nil
  }

  private var page: Page { reading.page }

  private var looksLikeHTML: Bool {
    input.body.prefix(1_024).contains(0x3C) && page.elements.count > 3
  }

  /// A challenge has hardly any text; a page with a body is none.
  private var refusal: AccessRefusal? {
    guard good < 200 else { return nil }
    return AccessRefusal.recognise(
      status: input.status, head: HeaderList(), body: input.body, textCount: page.text.count)
  }

  private var isHome: Bool {
    let column = meta("columntype") ?? meta("columnname")
    if column == "首页" || column == "网站首页", statedTitle == nil { return true }
    guard let path = input.url?.path, statedTitle == nil else { return false }
    let isRoot = ["/", "/index.html", "/index.htm", "/index.shtml", "/index.jsp", "/index.php", "/default.htm"]
      .contains(path.lowercased())
    return isRoot && input.url?.query == nil && linkScalars > 2 * good
  }

  /// Rows of links with dates, or links alone, outweigh all text; an article says its title or its date.
  private var isList: Bool {
    let rows = ListRows(page)
    if statedTitle != nil, good >= 60 || rows.count < 8 { return false }
    let hasHead = reading.head.title != nil && headHasDate
    if hasHead, good >= 60 { return false }
    if longestRun >= 120, rows.scalars < 10 * longestRun { return false }
    let isListColumn = meta("columnname") != nil && statedTitle == nil
    if rows.count >= 5, rows.scalars > 2 * good { return true }
    if isListColumn, rows.count >= 3, rows.scalars > good { return true }
    return good < 40 && linkScalars > 400 && !hasHead
  }

  /// The most text of the body that no link interrupts; the teasers of a list are short.
  private var longestRun: Int32 {
    var longest: Int32 = 0
    var run: Int32 = 0
    for block in labelled {
      let nature = reading.natures[block.index]
      if nature.kind == .link { run = 0 }
      if block.label == .body { run += max(0, nature.value) }
      longest = max(longest, run)
    }
    return longest
  }

  private var headHasDate: Bool { labelled.contains { $0.label == .metaLine } }

  private var isArticle: Bool {
    let body = labelled.lazy.filter { $0.label == .body }
    if body.contains(where: { [.prose, .table].contains(reading.natures[$0.index].kind) }) { return true }
    return statedTitle != nil || !body.isEmpty && reading.head.title != nil
  }

  private var linkScalars: Int32 { page.blocks.reduce(0) { $0 + $1.evidence.linkScalars } }

  /// `ArticleTitle` of the mandated metas (国办发〔2017〕47号): only article pages have one.
  private var statedTitle: String? { meta("articletitle") }

  private func meta(_ name: String) -> String? {
    page.metas.first { $0.name.lowercased() == name && !$0.content.isEmpty }?.content
  }
}

/// Rows of a list page: a link with a date beside it, in the same block or the next one.
struct ListRows {
  private(set) var count = 0
  /// Scalars of the links in those rows.
  private(set) var scalars: Int32 = 0

  init(_ page: Page) {
    let blocks = page.blocks
    for index in blocks.indices {
      let evidence = blocks[index].evidence
      guard evidence.links > 0, evidence.linkScalars >= 6, evidence.linkScalars * 2 > evidence.plainScalars,
        !evidence.traits.contains(.hidden)
      else { continue }
      let neighbours = max(0, index - 1)...min(index + 1, blocks.count - 1)
      guard neighbours.contains(where: { ListRows.isDate(blocks[$0], page, own: $0 == index) }) else { continue }
      count += 1
      scalars += evidence.linkScalars
    }
  }

  private static func isDate(_ block: Block, _ page: Page, own: Bool) -> Bool {
    guard own || block.evidence.scalars <= 20 && block.evidence.links == 0 else { return false }
    return block.evidence.scalars <= 200 && DateLine.date(in: page.text[block.text]) != nil
  }
}
