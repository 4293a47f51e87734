/// Where the body begins and ends inside its region, and what the lines before and after it are.
struct BodyEdges {
  private let reading: PageReading
  private let region: Range<Int>
  private let total: Int32
  /// The blocks of the body.
  private(set) var body: Range<Int>
  /// Labels of the lines that were cut off.
  private(set) var findings: [(Int, BlockLabel, String)] = []

  init(_ reading: PageReading, _ region: BodyRegion) {
    self.reading = reading
    self.region = region.blocks
    total = reading.good(in: region.blocks)
    body = region.blocks
    let start = startOfBody()
    body = start..<body.upperBound
    let end = endOfBody()
    body = start..<max(end, start)
  }

  // MARK: - The top

  /// Past the last title, date or widget line that stands above nearly all text.
  private mutating func startOfBody() -> Int {
    var start = region.lowerBound
    var index = start
    while index < region.upperBound {
      if reading.good(in: region.lowerBound..<index) * 8 > total, !isOpening(index) { break }
      if let (count, label, reason) = header(at: index) {
        for offset in 0..<count { findings.append((index + offset, label, reason)) }
        index += count
        start = index
      } else {
        index += 1
      }
    }
    for index in region.lowerBound..<start where !findings.contains(where: { $0.0 == index }) {
      findings.append((index, reading.natures[index].kind == .link ? .navigation : .header, "above the body"))
    }
    return start
  }

  /// Nothing but short lines so far.
  private func isOpening(_ index: Int) -> Bool {
    reading.natures[region.lowerBound..<index].allSatisfy { $0.kind != .prose && $0.kind != .table }
  }

  /// How many lines from here are one piece of the head, and which.
  private func header(at index: Int) -> (Int, BlockLabel, String)? {
    let block = reading.page.blocks[index]
    let nature = reading.natures[index]
    if nature.kind == .hidden { return nil }
    if let count = titleLines(index) { return (count, .title, "the page's title") }
    if case .chrome = nature.kind, let term = nature.term {
      if [.footer, .attachmentList, .related].contains(term.label) { return nil }
      return (1, term.label, "vocabulary: \(term.text)")
    }
    if nature.kind == .table || nature.kind == .image { return nil }
    let line = page.text[block.text]
    if block.evidence.scalars <= 80, DateLine(line).isHeadLine { return (1, .metaLine, "a date line") }
    if block.evidence.scalars <= 24, Vocabulary.disclosure.beginsWithLabel(line) {
      return (1, .disclosure, "a label of the disclosure table")
    }
    return nil
  }

  private func titleLines(_ index: Int) -> Int? {
    let block = page.blocks[index]
    guard block.evidence.scalars <= 120, block.evidence.scalars >= 3, reading.natures[index].kind != .table
    else { return nil }
    if reading.title.matches(reading.titleText(index), isHeading: block.isHeading) { return 1 }
    let next = index..<min(index + 4, region.upperBound)
    let lines = next.filter { page.blocks[$0].evidence.scalars <= 60 }.map { reading.titleText($0) }
    let count = reading.title.linesMatching(lines)
    return count > 1 ? count : nil
  }

  // MARK: - The bottom

  /// Before the first line that ends a document, when little text follows; then past trailing links and chrome.
  private mutating func endOfBody() -> Int {
    var end = firstEnder() ?? region.upperBound
    while end > body.lowerBound, let (label, reason) = trailer(at: end - 1) {
      findings.append((end - 1, label, reason))
      end -= 1
    }
    return end
  }

  private mutating func firstEnder() -> Int? {
    for index in body where isEnder(index) {
      let rest = reading.good(in: index..<region.upperBound)
      let before = reading.good(in: body.lowerBound..<index)
      guard index > body.lowerBound, rest < before * reach(index) / 20 else { continue }
      let isBoxed = reading.natures[index].term?.label == .related
      if isBoxed || rest * 4 > before, goesOn(after: index) { continue }
      for cut in index..<region.upperBound { findings.append((cut, after(cut), "after the body")) }
      return index
    }
    return nil
  }

  private func isEnder(_ index: Int) -> Bool {
    guard reading.natures[index].kind == .chrome, let term = reading.natures[index].term else { return false }
    switch term.label {
    case .related, .footer, .printClose, .qrCode, .share, .credit, .attachmentList: return true
    default: return false
    }
  }

  /// Whether sentences follow in the element that held those before: the line stands in the middle of the body.
  private func goesOn(after index: Int) -> Bool {
    let home = reading.holder(of: body.lowerBound..<index)
    let rest = index + 1..<region.upperBound
    let same = rest.filter { block in
      Int(page.elements[page.blocks[block].element].parent) == home && reading.natures[block].kind == .prose
    }
    let value = same.reduce(Int32(0)) { $0 + reading.natures[$1].value }
    return same.count >= 2 && value * 10 > reading.good(in: rest) * 7
  }

  /// How much text may follow, in twentieths of the text before, for the line to end the body.
  private func reach(_ index: Int) -> Int32 {
    switch reading.natures[index].term?.label {
    case .related: 200
    case .credit: before(index) >= 100 ? 200 : 10
    case .footer: 20
    case .attachmentList: 2
    default: 6
    }
  }

  private func before(_ index: Int) -> Int32 { reading.good(in: body.lowerBound..<index) }

  private func after(_ index: Int) -> BlockLabel {
    let nature = reading.natures[index]
    switch nature.kind {
    case .hidden: return .hidden
    case .chrome: return nature.term?.label ?? .boilerplate
    case .link: return .related
    default: return .boilerplate
    }
  }

  private func trailer(at index: Int) -> (BlockLabel, String)? {
    let nature = reading.natures[index]
    let evidence = page.blocks[index].evidence
    switch nature.kind {
    case .hidden: return (.hidden, "not shown")
    case .chrome: return (nature.term?.label ?? .boilerplate, "vocabulary: \(nature.term?.text ?? "")")
    case .link: return (.related, "links after the body")
    case .short where evidence.scalars <= 2 && evidence.ideographs == 0: return (.boilerplate, "a sign")
    default: return nil
    }
  }

  private var page: Page { reading.page }
}
