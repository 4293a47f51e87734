internal import Cataloguing
internal import Extracting
internal import Web

/// Finds addresses of one portal whose title and text are equal: one of them stands for all.
struct Twins {
  let holdings: Holdings
  let export: DocumentExport
  /// Who stands for the members of large families: asking anew for each member would cost the square.
  private var known: [Family: AddressID] = [:]

  private struct Family: Hashable {
    let portal: String
    let title: String?
    let text: Digest
    let parts: [Digest]
  }

  private struct Member {
    let address: Address
    let version: Version

    /// A document that stands where it was before one that moved, then the one that was found first.
    var rank: (Int, Int, String) {
      (address.standing.state == .current ? 0 : 1, version.sequence, address.id.hex)
    }
  }

  private static let largeFamily = 32
  private static let noText = PlainText.digest(of: "")

  init(holdings: Holdings, export: DocumentExport) {
    self.holdings = holdings
    self.export = export
  }

  /// The other addresses that a version stands for; nil when another address stands for it.
  mutating func aliases(of version: Version, at address: Address) throws -> [String]? {
    // That two documents have no text does not make them one.
    if version.text == Self.noText { return [] }
    let family = try family(of: version, at: address)
    if let head = known[family], head != address.id { return nil }
    let own = Member(address: address, version: version)
    let others = try members(of: family, besides: own)
    let all = others + [own]
    let head = all.min { $0.rank < $1.rank }?.address.id ?? address.id
    if all.count > Self.largeFamily { known[family] = head }
    return head == address.id ? Set(others.map(\.address.url)).sorted() : nil
  }

  private func family(of version: Version, at address: Address) throws -> Family {
    Family(
      portal: export.selection.portal(of: address.host), title: version.title, text: version.text,
      parts: try texts(ofPartsOf: version))
  }

  private func members(of family: Family, besides own: Member) throws -> [Member] {
    var members: [Member] = []
    for version in try holdings.catalogue.versions(withText: family.text)
    where version.address != own.address.id && version.title == family.title {
      guard let address = try holdings.catalogue.address(version.address), export.takes(version, of: address),
        try self.family(of: version, at: address) == family, try holdings.firstPage(of: address).id == address.id
      else { continue }
      members.append(Member(address: address, version: version))
    }
    return members
  }

  /// The texts of an article's other pages as they are now.
  private func texts(ofPartsOf version: Version) throws -> [Digest] {
    try holdings.catalogue.parts(of: version.id, at: version.address).compactMap { part in
      guard let page = try holdings.catalogue.address(part.address), let id = page.version else { return nil }
      return try holdings.catalogue.version(id, of: page.id)?.text
    }
  }
}
