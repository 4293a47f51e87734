/// What the extractor refuses to be dragged into; each cut is named in `Page.cuts`.
package struct PageLimits: Sendable {
  /// Longest decoded page in UTF-8 bytes; the rest is cut. 64 MiB.
  package var bytes = 64 << 20
  /// Deepest nesting that is recorded; deeper text is kept in the deepest element. 2,000.
  package var depth = 2_000
  /// Most elements that are recorded; text of later ones is kept in their parents. 500,000.
  package var elements = 500_000
  /// Most attributes of one tag: libxml2 compares each with all before it. 512.
  package var attributes = 512
  /// Most bytes of inline scripts that are kept. 512 KiB.
  package var scriptBytes = 512 << 10
  /// Most links that are kept. 50,000.
  package var links = 50_000

  package init() {}
}
