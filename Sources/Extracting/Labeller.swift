/// Labels every block of a page, with a reason: a pass without context, the body's region, then its edges.
package struct Labeller: Sendable {
  private let reading: PageReading
  private var labels: [LabelledBlock]
  /// Which evidence chose the body; nil when there is none.
  private(set) var region: BodyRegion?

  init(_ reading: PageReading) {
    self.reading = reading
    labels = []
    labels = zip(reading.page.blocks, reading.natures).map { block, nature in
      let (label, reason) = Labeller.outside(nature)
      return LabelledBlock(block: block, label: label, reason: reason)
    }
    region = BodyFinder(reading).find()
  }

  /// The labelled blocks of the page, in order.
  mutating func run() -> [LabelledBlock] {
    guard let region else { return labels }
    let edges = BodyEdges(reading, region)
    for (index, label, reason) in edges.findings { set(index, label, reason) }
    for index in edges.body {
      if let (label, reason) = inside(index) { set(index, label, reason) } else { set(index, .body, region.rule) }
    }
    dropRelated(edges.body)
    dropRepeats(edges.body)
    return labels
  }

  private mutating func set(_ index: Int, _ label: BlockLabel, _ reason: String) {
    labels[index].label = label
    labels[index].reason = reason
  }

  /// What a block is when it stands outside of the body.
  private static func outside(_ nature: BlockNature) -> (BlockLabel, String) {
    switch nature.kind {
    case .hidden: (.hidden, "not shown")
    case .link: (.navigation, "links")
    case .chrome: (nature.term?.label ?? .boilerplate, "vocabulary: \(nature.term?.text ?? "")")
    case .image, .prose, .short, .table: (.boilerplate, "outside the body")
    }
  }

  /// What a block inside the body is when it is not body; nil when it is.
  private func inside(_ index: Int) -> (BlockLabel, String)? {
    let nature = reading.natures[index]
    switch nature.kind {
    case .hidden: return (.hidden, "not shown")
    case .chrome:
      guard let term = nature.term, InnerChrome.labels.contains(term.label) else { return nil }
      return (term.label, "vocabulary: \(term.text)")
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
        if isInBox { set(index, .related, "vocabulary: \(nature.term?.text ?? "")") }
      } else if isInBox, nature.kind == .link {
        set(index, .related, "a link below such a line")
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
    for index in long[again]..<end where labels[index].label == .body { set(index, .duplicate, "the same text again") }
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
