package import Web

/// What a page offers for reading its metadata, in page order.
package struct MetadataEvidence: Sendable {
  package var metas: [Meta] = []
  /// `<title>`, as written.
  package var titleTag = ""
  /// The `lang` attribute of `<html>`.
  package var declaredLanguage: String?
  /// The address that answered.
  package var url: CrawlURL?
  package var httpLastModified: Timestamp?
  package var lines: [MetadataLine] = []
  package var tables: [MetadataTable] = []

  /// One `<meta>`; `name` is the value of `name`, `property` or `itemprop`.
  package struct Meta: Hashable, Sendable {
    package var name: String
    package var content: String

    package init(name: String, content: String) {
      self.name = name
      self.content = content
    }
  }

  package init() {}
}

/// Where a line stands to the body.
package enum BodyPosition: Hashable, Sendable {
  case before, inside, after
}

/// One line of text as the reader sees it: a block's text between breaks.
package struct MetadataLine: Hashable, Sendable {
  package var text: String
  package var label: BlockLabel
  /// 1…6 for `<h1>`…`<h6>`.
  package var headingLevel: Int?
  package var locator: String
  /// Which block of the page it belongs to.
  package var blockIndex: Int
  package var position: BodyPosition

  package init(
    text: String, label: BlockLabel, headingLevel: Int? = nil, locator: String = "", blockIndex: Int = 0,
    position: BodyPosition
  ) {
    self.text = text
    self.label = label
    self.headingLevel = headingLevel
    self.locator = locator
    self.blockIndex = blockIndex
    self.position = position
  }
}

/// A table beside the body that may be the disclosure table.
package struct MetadataTable: Hashable, Sendable {
  package var table: Table
  package var locator: String
  package var position: BodyPosition

  package init(table: Table, locator: String = "", position: BodyPosition) {
    self.table = table
    self.locator = locator
    self.position = position
  }
}
