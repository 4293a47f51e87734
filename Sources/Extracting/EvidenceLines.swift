/// What the metadata is read from: the lines around the body, the first and last of it, and all `<meta>`s.
struct EvidenceLines {
  private(set) var evidence = MetadataEvidence()
  private let page: Page

  init(_ page: Page, _ labelled: [LabelledBlock], _ input: PageInput, _ locators: inout ElementPaths) {
    self.page = page
    evidence.metas = page.metas.map { MetadataEvidence.Meta(name: $0.name, content: $0.content) }
    evidence.titleTag = page.titleTag
    evidence.declaredLanguage = page.language.isEmpty ? nil : page.language
    evidence.url = input.url
    let first = labelled.first { $0.label == .body }?.index ?? labelled.count
    let last = labelled.last { $0.label == .body }?.index ?? labelled.count
    for place in labelled.indices { add(labelled[place].index, labelled[place].label, first, last, &locators) }
  }

  private mutating func add(
    _ index: Int, _ label: BlockLabel, _ first: Int, _ last: Int, _ locators: inout ElementPaths
  ) {
    if !isTelling(index, label, first, last) { return }
    let block = page.blocks[index]
    let position: BodyPosition = index < first ? .before : index > last ? .after : .inside
    if case .table(let table) = block.content {
      if label != .body || table == 0 {
        evidence.tables.append(
          MetadataTable(table: page.tables[table], locator: locators.path(of: block.element), position: position))
      }
      return
    }
    evidence.lines.append(
      MetadataLine(
        text: page.string(of: block), label: label, headingLevel: block.headingLevel,
        locator: locators.path(of: block.element), blockIndex: index, position: position))
  }

  /// Most of a page says nothing about its document: menus, prose in the middle, what is not shown.
  private func isTelling(_ index: Int, _ label: BlockLabel, _ first: Int, _ last: Int) -> Bool {
    if case .table = page.blocks[index].content { return true }
    if page.blocks[index].text.isEmpty { return false }
    switch label {
    case .body: return index < first + 12 || index > last - 16
    case .hidden, .navigation, .duplicate, .form: return false
    case .title, .metaLine, .disclosure, .breadcrumb, .credit: return true
    default:
      return page.blocks[index].evidence.scalars <= 200
        && (index < first ? index >= first - 60 : index <= last + 40)
    }
  }
}

extension Block {
  /// 1…6 for a block in `<h1>` … `<h6>`.
  var headingLevel: Int? { if case .heading(let level) = content { level } else { nil } }
}
