/// The plain text of labelled blocks: the body only, a block a line, a table row a line with TAB between cells.
package struct BodyText: Sendable {
  package let text: String

  package init(_ blocks: [LabelledBlock], of page: Page) {
    var text = ""
    for labelled in blocks where labelled.label == .body {
      switch labelled.block.content {
      case .image: continue
      case .table(let index): text += page.tables[index].text + "\n"
      default: text += page.string(of: labelled.block) + "\n"
      }
    }
    self.text = text
  }
}
