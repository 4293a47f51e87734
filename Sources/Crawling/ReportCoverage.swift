internal import Archiving
internal import Cataloguing
internal import Extracting
internal import Scheduling
internal import Web

/// Whether the archive has one organ's annual report of one year.
package struct ReportCoverage: Sendable, Hashable {
  package enum State: String, Sendable, CaseIterable {
    case published
    /// Published after the day that the regulation of 2019 sets: 31 January for organs (article 49), 31 March for
    /// governments (article 50).
    case late
    case missing
    /// Not found, and the portal could not be read either.
    case unknown
  }

  package let portal: String
  package let organ: String
  package let name: String
  package let year: Int
  package var state: State
  /// Where the report stands.
  package var url: String?
  /// When it was published, by its own word, ISO 8601.
  package var published: String?

  func write(to list: inout JSONWriter) {
    list.object { one in
      one.member("portal", portal)
      one.member("organ", organ)
      one.member("name", name)
      one.member("year", year)
      one.member("state", state.rawValue)
      one.member("url", ifPresent: url)
      one.member("published", ifPresent: published)
    }
  }
}

/// The annual reports of a portal's organs that the archive has.
struct ReportedYears {
  private struct Found {
    let url: String
    let published: String?
  }

  private let portal: Portal
  private var found: [String: [Int: Found]] = [:]

  init(_ portal: Portal, shelf: RecordShelf) async throws {
    self.portal = portal
    let names = OrganNames(portal.organs.map { ($0.id, [$0.name] + $0.aliases) })
    for host in portal.hosts {
      for version in try shelf.catalogue.currentVersions(ofKinds: ["report", "attachment"], host: host) {
        try await add(version, names, shelf)
      }
    }
  }

  private mutating func add(_ version: Version, _ names: OrganNames, _ shelf: RecordShelf) async throws {
    guard let title = version.title, ReportTitle(title).isReport,
      let address = try shelf.catalogue.address(version.address)
    else { return }
    let published = version.published.flatMap { Int($0.prefix(4)) }
    guard let year = ReportTitle.year(title: title, period: nil, published: published)?.year else { return }
    let organ = try await organ(of: version, at: address, title, names, shelf)
    // The first one that was published is the report; corrections are versions or come later.
    guard let organ, found[organ]?[year].flatMap(\.published).map({ $0 <= version.published ?? "" }) != true else {
      return
    }
    found[organ, default: [:]][year] = Found(url: address.url, published: version.published)
  }

  /// By the title; where that names none, by the source that the page names.
  private func organ(
    of version: Version, at address: Address, _ title: String, _ names: OrganNames, _ shelf: RecordShelf
  ) async throws -> String? {
    if let organ = names.organ(in: title) { return organ }
    let metadata = try await shelf.document(of: version, at: address).metadata
    return ([metadata.sourceOrgResolved, metadata.sourceOrg].compactMap { $0 } + metadata.issuers)
      .lazy.compactMap { names.organ(in: $0) }.first
  }

  /// What the archive has of one organ and year.
  func coverage(of organ: PortalOrgan, year: Int, isUnreadable: Bool) -> ReportCoverage {
    var coverage = ReportCoverage(
      portal: portal.id, organ: organ.id, name: organ.name, year: year, state: isUnreadable ? .unknown : .missing)
    guard let report = found[organ.id]?[year] else { return coverage }
    coverage.url = report.url
    coverage.published = report.published
    let isLate = report.published.map { String($0.prefix(10)) > "\(year + 1)-\(organ.deadline)" } ?? false
    coverage.state = isLate ? .late : .published
    return coverage
  }
}

extension PortalOrgan {
  /// The last day, month and day, on which its report is in time; governments have until the end of March.
  fileprivate var deadline: String {
    switch level {
    case .department, .town, .subdistrict, .zone: "01-31"
    case .province, .city, .district, nil: "03-31"
    }
  }
}
