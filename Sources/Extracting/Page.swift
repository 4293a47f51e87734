internal import Web

/// One page as flat, immutable values: what the parser saw, told once, with no C type behind it.
///
/// Text lives in one arena of UTF-8 bytes; blocks, elements and links point into it by ranges, so that no `String`
/// is made for anything that is not kept.
package struct Page: Sendable {
  /// The text of all blocks, runs of white space (NBSP and U+3000 included) already one space.
  package let text: [UInt8]
  /// Element names outside the vocabulary, ids, classes, comments, addresses: everything that is not text.
  package let names: [UInt8]
  /// All elements in document order; `elements[0]` is a root above the whole page.
  package let elements: [Element]
  /// All blocks in document order.
  package let blocks: [Block]
  /// The data tables that blocks of kind `.table` name by index.
  package let tables: [Table]
  /// `<meta>` tags with a name (or property) and a content, in document order.
  package let metas: [MetaTag]
  /// The text of `<title>`, white space collapsed.
  package let titleTag: String
  /// The `lang` of `<html>`; empty without one.
  package let language: String
  /// Every address the page names, in document order.
  package let links: [PageLink]
  /// `<base href>`.
  package let baseReference: String?
  /// Comments that may be publisher's marks, with the place where they stand.
  package let marks: [CommentMark]
  /// The text of inline scripts, in order, up to a cap of 512 KiB in all.
  package let scripts: [String]
  /// What the parser had to cut.
  package let cuts: [PageCut]

  /// The text of a block.
  package func string(of block: Block) -> String { String(utf8: text.span.extracting(block.text)) }

  /// The text of a range of blocks, one a line, for messages and explanations.
  package func string(of range: Range<Int>) -> String {
    range.map { string(of: blocks[$0]) }.joined(separator: "\n")
  }

  /// The id attribute of an element; empty without one.
  package func id(of element: Element) -> String { string(element.id) }
  /// The class attribute of an element as it is written; empty without one.
  package func classes(of element: Element) -> String { string(element.classes) }

  /// The innermost table around an element, itself included; nil outside of tables.
  package func table(around element: Int) -> Int? {
    var index = element
    while index > 0 {
      if elements[index].tag == .table { return index }
      index = Int(elements[index].parent)
    }
    return nil
  }

  /// A piece of `names`.
  package func string(_ name: NameRange) -> String { String(decoding: names[name.range], as: UTF8.self) }
}

/// Why less than the whole page was read.
package enum PageCut: String, Sendable {
  /// The page is longer than `PageLimits.bytes`.
  case bytes
  /// Elements nest deeper than `PageLimits.depth`; what stands deeper is kept in the deepest element.
  case depth
  /// More elements than `PageLimits.elements`.
  case elements
  /// A tag has more attributes than `PageLimits.attributes`.
  case attributes
  /// A table has more grid cells than the cap.
  case table
}
