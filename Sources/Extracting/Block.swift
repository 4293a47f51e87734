/// The smallest piece that gets a label: a run of text between two block borders, a data table, or an image.
package struct Block: Sendable {
  /// Where the text stands in `Page.text`; empty for a table or image.
  package let text: Range<Int>
  package var content: BlockContent
  /// The innermost element that holds all of the block.
  package let element: Int
  package let evidence: BlockEvidence
}

/// What a block holds.
package enum BlockContent: Sendable, Hashable {
  case text
  /// `<h1>` … `<h6>`.
  case heading(level: Int)
  /// The first block of a list item. `ordered` under `<ol>`.
  case listItem(ordered: Bool)
  /// A block inside `<blockquote>`.
  case quote
  /// A data table: index in `Page.tables`.
  case table(Int)
  case image(PageImage)
}

/// An image as the page names it.
package struct PageImage: Sendable, Hashable {
  /// The raw `src` (or lazy-loading attribute).
  package let source: String
  /// The `alt` text; empty without one.
  package let alternative: String
}

/// What was counted while the block was read.
package struct BlockEvidence: Sendable, Hashable {
  /// Length in Unicode scalars, one for a run of blanks.
  package var scalars: Int32 = 0
  /// Scalars inside `<a href>`.
  package var linkScalars: Int32 = 0
  /// Number of links that begin in the block.
  package var links: Int32 = 0
  /// Sentence punctuation: ，。；：！？、 and their ASCII kin after a letter.
  package var punctuation: Int32 = 0
  /// Scalars in Han, kana or hangul.
  package var ideographs: Int32 = 0
  /// Scalars inside `<b>`, `<strong>` or a heading.
  package var boldScalars: Int32 = 0
  package var traits: BlockTraits = []

  /// Scalars outside of links.
  package var plainScalars: Int32 { scalars - linkScalars }
}

/// Yes-or-no evidence of a block.
package struct BlockTraits: OptionSet, Sendable, Hashable {
  package let rawValue: UInt16

  package init(rawValue: UInt16) { self.rawValue = rawValue }

  /// Inside an element that is not shown.
  package static let hidden = BlockTraits(rawValue: 1 << 0)
  package static let centred = BlockTraits(rawValue: 1 << 1)
  /// Follows the block before it after `<br>` inside the same element.
  package static let afterBreak = BlockTraits(rawValue: 1 << 2)
  /// The source indents it with U+3000 or NBSP, as Chinese paragraphs are.
  package static let indented = BlockTraits(rawValue: 1 << 3)
  /// Inside a table cell.
  package static let inCell = BlockTraits(rawValue: 1 << 4)
  package static let inListItem = BlockTraits(rawValue: 1 << 5)
  package static let inForm = BlockTraits(rawValue: 1 << 6)
}
