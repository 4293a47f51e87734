package import Web

/// Everything that was read from one page; `document(…)` makes the cleaned document of it.
package struct Extraction: Sendable {
  package let kind: DocumentKind
  /// Set when the page is a challenge or a refusal.
  package let refusal: AccessRefusal?
  package let charset: CharsetDecision
  package let page: Page
  /// Every block of the page with label and reason, for `explain`.
  package let labelled: [LabelledBlock]
  package let metadata: Metadata
  package let blocks: [DocumentBlock]
  package let attachments: [DocumentAttachment]
  /// Addresses of the other pages of an article that is spread over several.
  package let parts: [String]
  package let links: [DocumentLink]
  package let extraction: DocumentExtraction
  /// Where the page's links lead.
  let addresses: PageAddresses

  /// The plain text of the body.
  package var text: String { PlainText.body(of: blocks) }

  init(
    input: PageInput, charset: CharsetDecision, reading: PageReading, labelled: [LabelledBlock], region: BodyRegion?,
    configuration: ExtractionConfiguration, share: BodyShare? = nil
  ) {
    let page = reading.page
    let addresses = PageAddresses(page, url: input.url)
    let judge = KindJudge(input: input, reading: reading, labelled: labelled)
    let judged = judge.judge()
    let labels = judged.kind.hasBody ? labelled : labelled.map(\.withoutBody)
    var locators = ElementPaths(page)
    let body = BodyBlocks(page, labels, addresses, &locators)
    var metadata = Metadata(reading: EvidenceLines(page, labels, input, &locators).evidence)
    let kind =
      judged.kind == .article && ReportTitle(metadata.title ?? "", body.blocks).isReport ? .report : judged.kind
    metadata.kind = kind
    let linked = PageLinks(page, labels, addresses)
    let rule = kind.hasBody ? region?.rule ?? "none" : "none"
    var alarms = LossAlarms(
      input: input, charset: charset, reading: reading, body: body, metadata: metadata, kind: kind,
      attachments: linked.attachments)
    if kind.hasBody, let share, let usual = configuration.usualShare { alarms.compare(share, with: usual) }
    let outage = kind == .error ? judge.outage.map { [DocumentWarning(outage: $0)] } ?? [] : []
    self.kind = kind
    self.addresses = addresses
    refusal = judged.refusal
    self.charset = charset
    self.page = page
    self.labelled = labels
    self.metadata = metadata
    blocks = body.blocks
    attachments = linked.attachments
    parts = linked.parts
    links = linked.links
    extraction = DocumentExtraction(
      extractor: Extractor.name, version: Extractor.version,
      rule: configuration.template.map { "\(rule); template:\($0)" } ?? rule,
      configDigest: configuration.digest, warnings: alarms.warnings + outage)
  }

  /// The cleaned document, for a source that the caller knows.
  ///
  /// - Parameter address: the id of the address; `version` the capture's version.
  package func document(address: String, version: String, source: DocumentSource) -> Document {
    Document(
      id: Document.id(address: address, version: version, extraction: extraction), source: source,
      extraction: extraction, metadata: metadata, blocks: blocks, attachments: attachments, parts: parts, links: links)
  }
}

extension LabelledBlock {
  /// The block when the page turned out to have no body.
  var withoutBody: LabelledBlock {
    label == .body ? LabelledBlock(index: index, label: .boilerplate, reason: .note("the page has no body")) : self
  }
}

extension DocumentKind {
  /// Whether a page of this kind has a body of its own.
  package var hasBody: Bool {
    switch self {
    case .article, .report, .other: true
    case .list, .home, .attachment, .error, .challenge: false
    }
  }
}

extension CharsetDecision {
  /// The decision as `document.json` tells it.
  package var evidence: CharsetEvidence {
    var declared: [CharsetEvidence.Declaration] = []
    if let bom { declared.append(CharsetEvidence.Declaration(origin: "bom", label: bom.name)) }
    if let headerLabel { declared.append(CharsetEvidence.Declaration(origin: "http", label: headerLabel)) }
    declared += metaLabels.map { CharsetEvidence.Declaration(origin: "meta", label: $0) }
    return CharsetEvidence(name: charset.name, decidedBy: decidedBy, declared: declared, replaced: replacedCount)
  }

  private var decidedBy: String {
    switch source {
    case .utf8: "utf-8"
    case .header: "http"
    case .bom, .meta, .default: source.rawValue
    }
  }
}
