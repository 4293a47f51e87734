package import Cataloguing
internal import WARC
package import Web

/// A document that was found at another address than before, as a `resource` record of `warc/` tells it: the visits alone
/// do not say it, and a rebuild must come to the same state.
package struct DocumentMove: Sendable, Hashable {
  /// Where it stands, or stood.
  package struct Place: Sendable, Hashable {
    /// The address's key.
    package let key: String
    package let url: String
    package let version: VersionID

    package init(key: String, url: String, version: VersionID) {
      self.key = key
      self.url = url
      self.version = version
    }

    package init(_ address: Address, _ version: VersionID) {
      self.init(key: address.key, url: address.url, version: version)
    }

    package var address: AddressID { AddressIdentity(key: key).id }
  }

  package let from: Place
  package let to: Place
  /// In how many bits the fingerprints of both texts differ; nil for the very same text.
  package let distance: Int?

  package init(from: Place, to: Place, distance: Int?) {
    self.from = from
    self.to = to
    self.distance = distance
  }
}

extension DocumentMove {
  /// The record's target is this and the old address's id.
  static let urn = "urn:fangzhi:move:"

  var fields: WARCFields {
    var fields = WARCFields()
    fields.add("from", from.url)
    fields.add("fromKey", from.key)
    fields.add("fromVersion", from.version.text)
    fields.add("to", to.url)
    fields.add("toKey", to.key)
    fields.add("toVersion", to.version.text)
    fields.add("likeness", distance.map { "simhash \($0)" } ?? "text")
    return fields
  }

  /// Reads a record back; nil for one that others wrote.
  init?(_ record: WARCRecord) {
    let fields = WARCFields(parsing: record.block)
    guard let from = Place(fields, "from"), let to = Place(fields, "to"), let likeness = fields["likeness"] else {
      return nil
    }
    self.init(from: from, to: to, distance: likeness.split(separator: " ").last.flatMap { Int($0) })
  }
}

extension DocumentMove.Place {
  fileprivate init?(_ fields: WARCFields, _ name: String) {
    guard let url = fields[name], let key = fields[name + "Key"],
      let version = fields[name + "Version"].flatMap({ VersionID($0) })
    else { return nil }
    self.init(key: key, url: url, version: version)
  }
}

extension Archive {
  /// Writes down where documents stand now, in the group: their old addresses are `moved` from the next commit on.
  package func record(_ moves: [DocumentMove]) throws {
    for move in moves {
      try step {
        try begin()
        _ = try append(
          .resource(
            id: newRecordID(), targetURI: DocumentMove.urn + move.from.address.hex, date: now(),
            contentType: WARCFields.mediaType, block: move.fields.serialized(), warcinfoID: warcinfo))
        try recall(move)
      }
    }
  }

  /// Moves the old address on; one that the archive does not know is passed over.
  func recall(_ move: DocumentMove) throws {
    guard var address = try catalogue.address(move.from.address) else { return }
    address.standing = address.standing.moved(to: move.to.url)
    try catalogue.save(address)
    touched.touch(address.id, at: chain.sequence + 1)
    try catalogue.markCurrent(address.shownVersion, of: address.id)
  }
}
