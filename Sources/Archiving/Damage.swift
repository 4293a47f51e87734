internal import Web

/// One thing that is wrong in an archive: what, and exactly where.
package struct Damage: Sendable, Hashable, CustomStringConvertible {
  /// The closed list of what can be wrong.
  package enum Kind: String, Sendable, CaseIterable {
    /// A file that should be there is not.
    case missingFile = "missing_file"
    /// A file that nothing knows of.
    case unknownFile = "unknown_file"
    /// Bytes that are no whole, intact record: torn, flipped, overwritten.
    case unreadableRecord = "unreadable_record"
    /// A block or payload does not have the digest that its record states.
    case wrongDigest = "wrong_digest"
    /// Two records have one id.
    case repeatedRecordID = "repeated_record_id"
    /// A revisit refers to no record of the archive that holds its payload.
    case unresolvedRevisit = "unresolved_revisit"
    /// A visit's line does not say what its records say.
    case wrongChainLine = "wrong_chain_line"
    /// A visit's head does not follow from the one before: something was changed, removed or moved.
    case brokenChain = "broken_chain"
    /// Catalogue and WARC disagree.
    case catalogueDisagrees = "catalogue_disagrees"
    /// SQLite finds the catalogue file itself damaged.
    case catalogueDamaged = "catalogue_damaged"
    /// A sealed file's index is missing or is not what the file gives.
    case wrongIndex = "wrong_index"
    /// A published checkpoint does not follow from the chain: what it vouched for was changed, or it was.
    case wrongCheckpoint = "wrong_checkpoint"
    /// A file in `pages/` is missing or is not what the WARC gives.
    case wrongPage = "wrong_page"
  }

  /// A place of the archive and what stands there.
  package struct Place: Sendable, Hashable, CustomStringConvertible {
    /// Relative to the archive's folder.
    package let file: String
    package let offset: Int
    package let message: String

    init(_ file: String, at offset: Int, _ message: String) {
      self.file = file
      self.offset = offset
      self.message = message
    }

    package var description: String { "\(file) byte \(offset)  \(message)" }
  }

  package let kind: Kind
  /// Relative to the archive's folder.
  package let file: String
  /// The first byte concerned; nil when it is about the whole file.
  package let offset: Int?
  package let message: String

  package init(_ kind: Kind, _ file: String, at offset: Int? = nil, _ message: String) {
    self.kind = kind
    self.file = file
    self.offset = offset
    self.message = message
  }

  package var description: String {
    "\(kind.rawValue)  \(file)\(offset.map { " byte \($0)" } ?? "")  \(message)"
  }

  package var json: [UInt8] {
    var writer = JSONWriter(.compact)
    writer.object { damage in
      damage.member("kind", kind.rawValue)
      damage.member("file", file)
      damage.member("offset", ifPresent: offset)
      damage.member("message", message)
    }
    return writer.bytes
  }
}
