/// An address the page names.
package struct PageLink: Sendable, Hashable {
  /// What kind of statement it is.
  package enum Kind: String, Sendable, CaseIterable {
    case anchor, area, frame, image, canonical, next, previous, alternate, refresh, script, viewer, base
  }

  /// The address as written, entities decoded, white space trimmed; not resolved.
  package let reference: String
  /// The text between the tags, or `title`, or `alt`.
  package var text: String
  package let kind: Kind
  /// The attribute (or script statement) it came from: `href`, `src`, `onclick`, `content`, `location`.
  package let origin: String
  /// The `rel` attribute; empty without one.
  package let rel: String
  /// Index of the block it stands in, or of the block that follows; `blocks.count` after the last.
  package let block: Int
}

/// A `<meta>` tag as written.
package struct MetaTag: Sendable, Hashable {
  /// `name`, or `property`, or `http-equiv`.
  package let name: String
  package let content: String

  package init(name: String, content: String) {
    self.name = name
    self.content = content
  }
}

/// A comment that may be a publisher's mark.
package struct CommentMark: Sendable, Hashable {
  /// The comment's text, trimmed, at most 120 bytes.
  package let text: String
  /// Index of the block that follows.
  package let block: Int
  /// Index of the element that holds it.
  package let element: Int
}
