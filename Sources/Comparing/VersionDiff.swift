package import Extracting

/// What changed between two versions of a document: what it says, not how its page is made.
///
/// Counters, footers, templates and file names are no part of a `Document`, so a page that changed in those alone
/// differs in nothing here.
package struct VersionDiff: Hashable, Sendable {
  package let metadata: [FieldChange]
  package let text: TextDiff
  /// Only tables that differ.
  package let tables: [TableDiff]
  package let attachments: [AttachmentChange]

  /// Compares two cleaned documents; digests of attachments make replaced files visible.
  ///
  /// Both must come from the same release of the extractor, else its progress shows as change. The time is bounded:
  /// beyond a fixed amount of work a stretch of text is told as replaced instead of aligned.
  package init(
    from old: Document, to new: Document, oldDigests: AttachmentChange.Digests = [:],
    newDigests: AttachmentChange.Digests = [:]
  ) {
    metadata = FieldChange.changes(from: old.metadata, to: new.metadata)
    let pairing = TablePairing(old.tables, new.tables)
    text = TextDiff(from: old.blocks, to: new.blocks, tables: pairing)
    tables = TableDiff.differences(pairing)
    attachments = AttachmentChange.changes(
      from: old.attachments, to: new.attachments, oldDigests: oldDigests, newDigests: newDigests)
  }

  /// Whether both say the same.
  package var isEmpty: Bool { metadata.isEmpty && text.isEmpty && tables.isEmpty && attachments.isEmpty }
}
