internal import Extracting

/// A metadata field that changed, by its key in `document.json`.
package struct FieldChange: Hashable, Sendable {
  package let name: String
  /// Nil when the field was absent; the values of a list joined by `；`.
  package let old: String?
  package let new: String?
}

extension FieldChange {
  /// What two documents say about themselves, where it differs, in the order of `document.json`.
  static func changes(from old: Metadata, to new: Metadata) -> [FieldChange] {
    zip(fields(of: old), fields(of: new)).compactMap { before, after in
      before.value == after.value ? nil : FieldChange(name: before.name, old: before.value, new: after.value)
    }
  }

  /// Judgements on the page and evidence for other fields are left out; validity is what an office decides.
  private static func fields(of metadata: Metadata) -> [(name: String, value: String?)] {
    [
      ("title", metadata.title), ("language", metadata.language), ("kind", metadata.kind.rawValue),
      ("published", metadata.published?.value), ("written", metadata.written?.value),
      ("source_org", metadata.sourceOrg), ("issuers", joined(metadata.issuers)), ("doc_number", metadata.docNumber),
      ("index_number", metadata.indexNumber), ("topic", joined(metadata.topic)), ("validity", metadata.validity),
      ("column", joined(metadata.column)),
    ]
  }

  private static func joined(_ values: [String]) -> String? { values.isEmpty ? nil : values.joined(separator: "；") }
}
