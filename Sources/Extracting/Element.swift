/// A piece of a page's `names` arena.
package struct NameRange: Sendable, Hashable {
  package var start: Int32 = 0
  package var count: Int32 = 0

  package var isEmpty: Bool { count == 0 }
  package var range: Range<Int> { Int(start)..<Int(start + count) }
}

/// An element of the page: a row of the ancestor table.
package struct Element: Sendable {
  package let tag: Tag
  /// Index of the parent in `Page.elements`; -1 for the root.
  package let parent: Int32
  /// How many elements stand above.
  package let depth: Int32
  /// The place among the parent's child elements, from 0.
  package let childIndex: Int32
  /// The element's name when `tag` is `.other`.
  package var name = NameRange()
  package var id = NameRange()
  package var classes = NameRange()
  /// Anything else that selectors ask for.
  package var traits: ElementTraits = []
  /// One past the last descendant in `Page.elements`.
  package var end: Int32 = 0
  /// The blocks that begin inside the element.
  package var firstBlock: Int32 = 0
  package var endBlock: Int32 = 0
  /// `colspan` and `rowspan` of a cell; 1 elsewhere.
  package var columnSpan: Int32 = 1
  package var rowSpan: Int32 = 1

  package var blocks: Range<Int> { Int(firstBlock)..<Int(endBlock) }
}

/// What is known of an element beside its name.
package struct ElementTraits: OptionSet, Sendable, Hashable {
  package let rawValue: UInt16

  package init(rawValue: UInt16) { self.rawValue = rawValue }

  /// `display:none`, `visibility:hidden`, `hidden`, `ng-hide`, or inside an element that is.
  package static let hidden = ElementTraits(rawValue: 1 << 0)
  /// `align=center`, `text-align:center`, `<center>`, or inside one.
  package static let centred = ElementTraits(rawValue: 1 << 1)
  /// A table drawn with lines: `border` above zero or a border in its style.
  package static let bordered = ElementTraits(rawValue: 1 << 2)
  /// `role=presentation` or `role=none`.
  package static let presentational = ElementTraits(rawValue: 1 << 3)
  /// Holds `<thead>`, `<caption>` or `<th>` of its own.
  package static let headed = ElementTraits(rawValue: 1 << 4)
  /// Inside `<form>`.
  package static let inForm = ElementTraits(rawValue: 1 << 5)
  /// Inside a table cell, inside a list item.
  package static let inCell = ElementTraits(rawValue: 1 << 6)
  package static let inListItem = ElementTraits(rawValue: 1 << 7)
}
