/// A block with what it is to the reader, and why.
package struct LabelledBlock: Sendable {
  package let block: Block
  package var label: BlockLabel
  /// One short clause, for example `vocabulary: 责任编辑`.
  package var reason: String

  package init(block: Block, label: BlockLabel, reason: String) {
    self.block = block
    self.label = label
    self.reason = reason
  }
}
