/// Labels every block of a page, with a reason: a pass without context, the body's region, then its edges.
package struct Labeller: Sendable {
  private let reading: PageReading
  private var labels: [LabelledBlock]
  /// Which evidence chose the body; nil when there is none.
  private(set) var region: BodyRegion?

  private let rules: PortalRules?

  init(_ reading: PageReading, rules: PortalRules? = nil, template: SiteTemplate? = nil) {
    let reading = template.map { reading.without(chromeOf: $0) } ?? reading
    self.reading = reading
    self.rules = rules
    labels = reading.natures.enumerated().map { index, nature in
      let (label, reason) = Labeller.outside(nature)
      return LabelledBlock(index: index, label: label, reason: reason)
    }
    region = rules?.region(in: reading) ?? BodyFinder(reading).find()
  }

  /// The labelled blocks of the page, in order.
  mutating func run() -> [LabelledBlock] {
    extendBreadcrumbs()
    guard let region else { return labels }
    let edges = BodyEdges(reading, region)
    for (index, label, reason) in edges.findings { set(index, label, reason) }
    for index in edges.body {
      if let (label, reason) = inside(index) {
        set(index, label, reason)
      } else {
        set(index, .body, .region(region.rule))
      }
    }
    dropRelated(edges.body)
    dropRepeats(edges.body)
    dropExcluded()
    return labels
  }

  /// How much of the page's own text is in the body; asked after `run`.
  var share: BodyShare? { BodyShare(labels, reading) }

  private mutating func dropExcluded() {
    for (blocks, selector) in rules?.excluded(in: reading.page) ?? [] {
      for index in blocks { set(index, .boilerplate, .note("rule: \(selector)")) }
    }
  }

  /// 当前位置： and the columns that follow it in blocks of their own.
  private mutating func extendBreadcrumbs() {
    for start in labels.indices where labels[start].label == .breadcrumb {
      for index in labels.indices[(start + 1)...].prefix(8) {
        let evidence = reading.page.blocks[index].evidence
        let isStep = evidence.scalars <= 20 && evidence.scalars > 0 && reading.natures[index].kind == .link
        let isSign = evidence.scalars > 0 && evidence.scalars <= 2 && evidence.ideographs == 0
        guard isStep || isSign, labels[index].label != .breadcrumb else { break }
        set(index, .breadcrumb, .note("a step of the breadcrumb"))
      }
    }
  }

  private mutating func set(_ index: Int, _ label: BlockLabel, _ reason: LabelReason) {
    labels[index].label = label
    labels[index].reason = reason
  }

  /// What a block is when it stands outside of the body.
  private static func outside(_ nature: BlockNature) -> (BlockLabel, LabelReason) {
    switch nature.kind {
    case .hidden: (.hidden, .note("not shown"))
    case .link: (.navigation, .note("links"))
    case .template: (.boilerplate, .note("repeats on pages of the host"))
    case .chrome: (nature.term?.label ?? .boilerplate, .word(nature.term?.text ?? ""))
    case .image, .prose, .short, .table: (.boilerplate, .note("outside the body"))
    }
  }

  /// What a block inside the body is when it is not body; nil when it is.
  private func inside(_ index: Int) -> (BlockLabel, LabelReason)? {
    let nature = reading.natures[index]
    switch nature.kind {
    case .hidden: return (.hidden, .note("not shown"))
    case .template: return (.boilerplate, .note("repeats on pages of the host"))
    case .chrome:
      guard let term = nature.term, InnerChrome.labels.contains(term.label) else { return nil }
      return (term.label, .word(term.text))
    default: return nil
    }
  }

  /// Boxes of links to other pages in the middle: a line that says so, and the links that follow it.
  private mutating func dropRelated(_ body: Range<Int>) {
    var isInBox = false
    let home = reading.page.table(around: reading.holder(of: body))
    for index in body where labels[index].label == .body {
      // What stands in a table of its own inside the body is never dropped.
      if reading.page.table(around: reading.page.blocks[index].element) != home { continue }
      let nature = reading.natures[index]
      if nature.kind == .chrome, nature.term?.label == .related {
        let hasLinks = reading.page.blocks[index].evidence.linkScalars > 0
        isInBox = hasLinks || index + 1 < body.upperBound && reading.natures[index + 1].kind == .link
        if isInBox { set(index, .related, .word(nature.term?.text ?? "")) }
      } else if isInBox, nature.kind == .link {
        set(index, .related, .note("a link below such a line"))
      } else {
        isInBox = false
      }
    }
  }

  /// The same paragraphs in the same order a second time are a copy for another screen; a lone repeat is the author's.
  private mutating func dropRepeats(_ body: Range<Int>) {
    let long = body.filter { labels[$0].label == .body && reading.page.blocks[$0].evidence.scalars >= 30 }
    guard let first = long.first else { return }
    func text(_ place: Int) -> ArraySlice<UInt8> { reading.page.text[reading.page.blocks[long[place]].text] }
    guard let again = long.indices.dropFirst().first(where: { text($0) == text(0) }) else { return }
    let copied = zip(again..., 0..<again).prefix { pair in pair.0 < long.count && text(pair.0) == text(pair.1) }.count
    guard copied >= 2 || again == 1 && copied * 2 >= long.count && first + 1 < long[again] else { return }
    guard copied >= min(2, again), copied * 2 >= again else { return }
    let end = again + copied < long.count ? long[again + copied] : body.upperBound
    for index in long[again]..<end where labels[index].label == .body {
      set(index, .duplicate, .note("the same text again"))
    }
  }
}

/// Chrome that is dropped also from the middle of a body: nobody writes such a line in a document.
enum InnerChrome {
  static let labels: Set<BlockLabel> = [.fontSize, .share, .printClose, .viewCount, .qrCode]
}

extension Page {
  /// The page's blocks with labels and reasons, and the evidence that chose the body.
  package func labelled() -> (page: Page, blocks: [LabelledBlock], rule: String) {
    let folded = TableFold.fold(self)
    var labeller = Labeller(PageReading(folded))
    let blocks = labeller.run()
    return (folded, blocks, labeller.region?.rule ?? "none")
  }
}
