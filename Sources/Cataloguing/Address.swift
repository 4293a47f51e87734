package import Web

/// One address and what is known of it.
package struct Address: Sendable, Hashable {
  package let id: AddressID
  /// The identity: host and target, no scheme.
  package let key: String
  /// The form in which it was last visited.
  package var url: String
  package let host: String
  package var standing: AddressStanding
  /// The version that is current; nil before the first one.
  package var version: VersionID?
  /// Whether `pages/` holds its folder.
  package var hasFolder: Bool
  /// The number of its last visit.
  package var lastVisit: Int?
  /// The number of the last visit that brought the document itself, not a 304.
  package var fullVisit: Int?

  package init(
    id: AddressID, key: String, url: String, host: String, standing: AddressStanding = AddressStanding(),
    version: VersionID? = nil, hasFolder: Bool = false, lastVisit: Int? = nil,
    fullVisit: Int? = nil
  ) {
    self.id = id
    self.key = key
    self.url = url
    self.host = host
    self.standing = standing
    self.version = version
    self.hasFolder = hasFolder
    self.lastVisit = lastVisit
    self.fullVisit = fullVisit
  }
}
