internal import Cataloguing
internal import Extracting
internal import Web

/// Something that `pages/` is to show once the group is committed.
enum PageWork: Sendable {
  /// A version's folder.
  case version(AddressIdentity, VersionID, raw: [UInt8], Document)
  /// `latest` is to point at that version.
  case latest(AddressIdentity, VersionID)
  /// A version's folder is to go.
  case removal(AddressIdentity, VersionID)
  /// One more line of `captures.jsonl`.
  case line(AddressIdentity, Capture)
  /// All lines of `captures.jsonl` anew.
  case timeline(AddressIdentity)
}
