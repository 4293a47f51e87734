/// Where the body begins and ends inside its region, and what the lines before and after it are.
struct BodyEdges {
  private let reading: PageReading
  private let region: Range<Int>
  private let total: Int32
  /// The blocks of the body.
  private(set) var body: Range<Int>
  /// Labels of the lines that were cut off.
  private(set) var findings: [(Int, BlockLabel, LabelReason)] = []

  init(_ reading: PageReading, _ region: BodyRegion) {
    self.reading = reading
    self.region = region.blocks
    total = reading.good(in: region.blocks)
    body = region.blocks
    let start = startOfBody()
    readAbove()
    body = start..<body.upperBound
    let end = endOfBody()
    body = start..<max(end, start)
  }

  // MARK: - The top

  /// Past the last title, date or widget line that stands above nearly all text.
  private mutating func startOfBody() -> Int {
    var start = region.lowerBound
    var index = start
    var isOpening = true
    while index < region.upperBound {
      let above = reading.good(in: region.lowerBound..<index)
      if !isOpening, above * 8 > total || above > 200 { break }
      if let (count, label, reason) = header(at: index) {
        for offset in 0..<count { findings.append((index + offset, label, reason)) }
        index += count
        start = index
      } else {
        isOpening = isOpening && reading.natures[index].kind != .prose && reading.natures[index].kind != .table
        index += 1
      }
    }
    let found = Set(findings.map(\.0))
    for index in region.lowerBound..<start where !found.contains(index) {
      findings.append((index, reading.natures[index].kind == .link ? .navigation : .header, .note("above the body")))
    }
    return start
  }

  /// Title and date lines that stand before the region, as they do above a container.
  private mutating func readAbove() {
    let head = reading.head
    var index = max(0, region.lowerBound - 40)
    while index < region.lowerBound {
      guard let (count, label, reason) = header(at: index) else {
        index += 1
        continue
      }
      let isOfDocument = label != .title || head.title.map { index >= $0 } ?? false
      if isOfDocument { for offset in 0..<count { findings.append((index + offset, label, reason)) } }
      index += count
    }
  }

  /// How many lines from here are one piece of the head, and which.
  private func header(at index: Int) -> (Int, BlockLabel, LabelReason)? {
    let block = reading.page.blocks[index]
    let nature = reading.natures[index]
    if nature.kind == .hidden { return nil }
    if let count = titleLines(index) { return (count, .title, .note("the page's title")) }
    if case .chrome = nature.kind, let term = nature.term {
      if [.footer, .attachmentList, .related].contains(term.label) { return nil }
      return (1, term.label, .word(term.text))
    }
    if nature.kind == .table || nature.kind == .image { return nil }
    if repeatsLineAbove(index) { return (1, .title, .note("printed above already")) }
    let line = page.text[block.text]
    if block.evidence.scalars <= 80, DateLine(line).isHeadLine { return (1, .metaLine, .note("a date line")) }
    if block.evidence.scalars <= 24, Vocabulary.disclosure.beginsWithLabel(line) {
      return (1, .disclosure, .note("a label of the disclosure table"))
    }
    return nil
  }

  /// The first lines of the region that stand just above it too: a title without any other sign.
  private func repeatsLineAbove(_ index: Int) -> Bool {
    let evidence = page.blocks[index].evidence
    guard index < region.lowerBound + 3, index >= region.lowerBound, evidence.punctuation == 0,
      (6...80).contains(evidence.scalars),
      reading.natures[region.lowerBound..<index].allSatisfy({ $0.kind != .prose })
    else { return false }
    let text = page.text[page.blocks[index].text]
    return (max(0, region.lowerBound - 12)..<region.lowerBound).contains { above in
      reading.natures[above].kind != .hidden && page.text[page.blocks[above].text] == text && !isValue(above)
    }
  }

  /// The value behind a label of the disclosure table.
  private func isValue(_ index: Int) -> Bool {
    index > 0 && page.blocks[index - 1].evidence.scalars <= 24
      && Vocabulary.disclosure.beginsWithLabel(page.text[page.blocks[index - 1].text])
  }

  private func titleLines(_ index: Int) -> Int? {
    let block = page.blocks[index]
    guard block.evidence.scalars <= 120, block.evidence.scalars >= 3, reading.natures[index].kind != .table,
      reading.title.mayBegin(page.text[block.text], isHeading: block.isHeading)
    else { return nil }
    let next = (index..<min(index + 4, index < region.lowerBound ? region.lowerBound : region.upperBound)).prefix {
      page.blocks[$0].evidence.scalars <= 60
    }
    let count = reading.title.linesMatching(next.map { reading.titleText($0) })
    if count > 1 { return count }
    return reading.title.matches(reading.titleText(index), isHeading: block.isHeading) ? 1 : nil
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
    // A page with hundreds of such lines is no document; looking at each costs a walk over the rest.
    for index in body.filter({ isEnder($0) }).prefix(100) {
      let rest = reading.good(in: index..<region.upperBound)
      let before = reading.good(in: body.lowerBound..<index)
      guard index > body.lowerBound, rest < before * reach(index) / 20 else { continue }
      let isBoxed = reading.natures[index].term?.label == .related
      if isContact(index) || isBoxed || rest * 4 > before, goesOn(after: index) { continue }
      for cut in index..<region.upperBound { findings.append((cut, after(cut), .note("after the body"))) }
      return index
    }
    return nil
  }

  /// Whether it says where somebody is to be reached, as a footer does, and many a report in its midst.
  private func isContact(_ index: Int) -> Bool {
    ["地址:", "传真:", "邮编:", "邮政编码:"].contains(reading.natures[index].term?.text)
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
      let kind = reading.natures[block].kind
      return Int(page.elements[page.blocks[block].element].parent) == home
        && (kind == .prose || kind == .table && isContact(index))
    }
    let value = same.reduce(Int32(0)) { $0 + reading.natures[$1].value }
    return same.count >= (isContact(index) ? 1 : 2) && value * 10 > reading.good(in: rest) * 7
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
    case .template: return .boilerplate
    case .chrome: return nature.term?.label ?? .boilerplate
    case .link: return .related
    default: return .boilerplate
    }
  }

  private func trailer(at index: Int) -> (BlockLabel, LabelReason)? {
    let nature = reading.natures[index]
    let evidence = page.blocks[index].evidence
    switch nature.kind {
    case .hidden: return (.hidden, .note("not shown"))
    case .template: return (.boilerplate, .note("repeats on pages of the host"))
    case .chrome: return (nature.term?.label ?? .boilerplate, .word(nature.term?.text ?? ""))
    case .link where CompactText(page.text[page.blocks[index].text]).bytes.starts(with: "附件".utf8): return nil
    case .link: return (.related, .note("links after the body"))
    case .short where evidence.scalars <= 2 && evidence.ideographs == 0: return (.boilerplate, .note("a sign"))
    case .short where page.blocks[index].isHeading && evidence.scalars <= 12 && evidence.punctuation == 0:
      // A document does not end with the heading of a section; the box that it belongs to stands outside.
      return (.boilerplate, .note("a heading with nothing below"))
    default: return nil
    }
  }

  private var page: Page { reading.page }
}
