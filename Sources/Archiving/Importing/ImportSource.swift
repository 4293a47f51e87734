internal import Foundation
internal import WARC
internal import Web

/// The provenance of imported captures: the file that they came out of, and who made it.
struct ImportSource {
  let file: ForeignFile
  let warcinfos: [WARCFields]

  /// The block of its `resource` record: name, size, digest, and what its warcinfo records and data package say.
  var fields: WARCFields {
    var fields = WARCFields()
    fields.add("file", file.name)
    fields.add("bytes", String(file.bytes))
    fields.add("sha256", file.digest.hex)
    for (name, value) in file.about where name.utf8.allSatisfy({ Self.isPlain($0) }) {
      fields.add("wacz-\(name)", value)
    }
    for warcinfo in warcinfos {
      for field in warcinfo.fields { fields.add("warcinfo-\(field.name)", field.value) }
    }
    return fields
  }

  static let urn = "urn:fangzhi:import:"

  private static func isPlain(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x5F
      || byte == 0x2D
  }
}

extension Archive {
  /// Writes where imported captures come from, once a run and before the first of them.
  func describe(_ source: ImportSource) throws {
    guard importsDescribed.insert(source.file.digest).inserted else { return }
    try step {
      try begin()
      _ = try append(
        .resource(
          id: newRecordID(), targetURI: ImportSource.urn + source.file.digest.hex, date: now(),
          contentType: WARCFields.mediaType, block: source.fields.serialized(), warcinfoID: warcinfo))
    }
  }
}
