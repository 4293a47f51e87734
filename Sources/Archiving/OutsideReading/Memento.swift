internal import Cataloguing
public import Foundation
internal import Web

/// An address of which an archive holds something: an original resource in the words of RFC 7089 §1.1.
public struct OriginalResource: Sendable, Hashable {
  /// The form in which it was last visited.
  public let url: String
  public let host: String
  /// `current`, `moved`, `gone`, `blocked` or `failing`, as docs/formats.md says.
  public let state: String
  /// The id of its current version; nil as long as there is none.
  public let version: String?

  let address: Address

  init(_ address: Address) {
    url = address.url
    host = address.host
    state = address.standing.state.rawValue
    version = address.version?.text
    self.address = address
  }
}

/// One version of a resource: what stood there at a time, a memento in the words of RFC 7089 §1.1.
public struct Memento: Sendable, Hashable {
  public let resource: OriginalResource
  /// `<14 digits>-<12 hexadecimal digits>`: the name of its folder in `pages/`.
  public let id: String
  /// When it was first seen.
  public let captured: Date
  /// `article`, `report`, `list`, `home`, `attachment`, `error`, `challenge` or `other`.
  public let kind: String
  public let title: String?
  /// ISO 8601, as precise as it was printed; nil where no date is printed.
  public let published: String?
  /// SHA-256 of the body as served, its content coding undone.
  public let rawSHA256: String
  /// SHA-256 of the cleaned content: equal where nothing but the surroundings differ.
  public let contentSHA256: String
  /// The codes of the warnings on its document.
  public let warnings: [String]

  let version: Version

  init(_ version: Version, of resource: OriginalResource) {
    self.resource = resource
    id = version.id.text
    captured = Date(timeIntervalSince1970: TimeInterval(version.id.captured.seconds))
    kind = version.kind
    title = version.title
    published = version.published
    rawSHA256 = version.body.hex
    contentSHA256 = version.content.hex
    warnings = version.warnings
    self.version = version
  }
}
