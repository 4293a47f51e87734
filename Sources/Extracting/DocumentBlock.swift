/// One piece of the body, in the reader's order.
package struct DocumentBlock: Hashable, Sendable {
  /// `b1`, `b2` …, counted through the document.
  package var id: String
  package var content: Content
  /// Where it stood: a path of the page's elements (`/html/body/div[2]/p[4]`), or `page 3` of a PDF.
  package var locator: String

  package enum Content: Hashable, Sendable {
    /// Level 1…6; the printed number (`一、`) stays part of the text.
    case heading(String, level: Int, number: String?)
    case paragraph(String, number: String?)
    /// A list the page marks as one; `ordered` when the browser numbers it.
    case list([String], ordered: Bool)
    case table(Table)
    case image(url: String, alt: String)
    case quote(String)
  }

  package init(ordinal: Int, _ content: Content, locator: String) {
    self.init(id: "b\(ordinal)", content, locator: locator)
  }

  package init(id: String, _ content: Content, locator: String) {
    self.id = id
    self.content = content
    self.locator = locator
  }

  /// A heading whose printed number is read from its text.
  package static func heading(_ text: String, level: Int) -> Content {
    .heading(text, level: level, number: PrintedNumber.leading(text))
  }

  /// A paragraph whose printed number is read from its text.
  package static func paragraph(_ text: String) -> Content { .paragraph(text, number: PrintedNumber.leading(text)) }
}

extension DocumentBlock {
  /// The block as text: a list's items and a table's rows are a line each.
  package var text: String {
    switch content {
    case .heading(let text, _, _), .paragraph(let text, _), .quote(let text): text
    case .list(let items, _): items.joined(separator: "\n")
    case .table(let table): table.text
    case .image(_, let alt): alt
    }
  }

  package var table: Table? {
    if case .table(let table) = content { table } else { nil }
  }
}
