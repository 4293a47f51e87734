/// The body of a page as blocks of the document, in order.
struct BodyBlocks {
  private(set) var blocks: [DocumentBlock] = []
  /// For each document block the page block that it begins with.
  private(set) var origins: [Int] = []
  private let page: Page
  private let addresses: PageAddresses
  private var items: [String] = []
  private var itemList: (element: Int, first: Int, ordered: Bool)?

  init(_ page: Page, _ labelled: [LabelledBlock], _ addresses: PageAddresses, _ locators: inout ElementPaths) {
    self.page = page
    self.addresses = addresses
    for place in labelled.indices where labelled[place].label == .body { add(labelled[place].index, &locators) }
    closeList(&locators)
  }

  private mutating func add(_ index: Int, _ locators: inout ElementPaths) {
    let block = page.blocks[index]
    if case .listItem(let ordered) = block.content, let list = list(around: block.element) {
      if itemList?.element != list { closeList(&locators) }
      itemList = (list, itemList?.first ?? index, ordered)
      items.append(page.string(of: block))
      return
    }
    if let itemList, list(around: block.element) == itemList.element, case .text = block.content {
      items[items.count - 1] += "\n" + page.string(of: block)
      return
    }
    closeList(&locators)
    append(content(block), index, locators.path(of: block.element))
  }

  private func content(_ block: Block) -> DocumentBlock.Content {
    switch block.content {
    case .heading(let level): DocumentBlock.heading(page.string(of: block), level: level)
    case .quote: .quote(page.string(of: block))
    case .table(let index): .table(page.tables[index])
    case .image(let image): .image(url: addresses.text(image.source), alt: image.alternative)
    case .text, .listItem: DocumentBlock.paragraph(page.string(of: block))
    }
  }

  private mutating func closeList(_ locators: inout ElementPaths) {
    guard let list = itemList else { return }
    itemList = nil
    append(.list(items, ordered: list.ordered), list.first, locators.path(of: list.element))
    items.removeAll()
  }

  private mutating func append(_ content: DocumentBlock.Content, _ index: Int, _ locator: String) {
    blocks.append(DocumentBlock(ordinal: blocks.count + 1, content, locator: locator))
    origins.append(index)
  }

  /// The list that an element is an item of.
  private func list(around element: Int) -> Int? {
    var index = element
    var steps = 0
    while index > 0, steps < 5 {
      let parent = Int(page.elements[index].parent)
      if page.elements[index].tag == .li { return parent }
      index = parent
      steps += 1
    }
    return nil
  }
}
