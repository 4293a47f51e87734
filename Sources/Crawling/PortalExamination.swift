internal import Extracting
package import Fetching
internal import Scheduling
internal import WARC
internal import Web

/// `fangzhi doctor`: asks a host a dozen questions, robots.txt first and obeyed, and says what a portal file should hold.
///
/// Nothing is archived: what it fetches is looked at and forgotten.
package struct PortalExamination: Sendable {
  let inquiry: PortalInquiry
  /// A path that no portal has.
  private let unknownPath: String

  /// - Parameters:
  ///   - token: letters and digits that no path of the portal ends with.
  ///   - pause: waits so many seconds.
  package init(
    fetching: FetchQueue, config: Config, token: String, pause: @escaping @Sendable (Double) async throws -> Void
  ) {
    inquiry = PortalInquiry(fetching: fetching, config: config, pause: pause)
    unknownPath = "/fangzhi-\(token).html"
  }

  /// Examines a host that no portal file names.
  ///
  /// - Throws: `CancellationError` only; what does not answer is a finding.
  package func examine(host: String, allowsPrivate: Bool) async throws -> PortalDiagnosis {
    try await examine(PortalDiagnosis(Portal(undescribed: host, allowsPrivate: allowsPrivate)), isKnown: false)
  }

  /// Examines a portal's first host, and whether its entries answer.
  package func examine(_ portal: Portal) async throws -> PortalDiagnosis {
    try await examine(PortalDiagnosis(portal), isKnown: true)
  }

  private func examine(_ begun: PortalDiagnosis, isKnown: Bool) async throws -> PortalDiagnosis {
    var diagnosis = begun
    guard let robots = try await reach(&diagnosis) else { return diagnosis }
    let home = robots.home
    guard robots.access.verdict(for: home, agent: "Fangzhi").isAllowed else {
      diagnosis.add(.obstacle, "robots", "the home page is disallowed: \(robots.access.note)")
      return diagnosis
    }
    guard let page = try await look(at: home, &diagnosis) else { return diagnosis }
    if isKnown {
      try await checkEntries(robots.access, &diagnosis)
    } else {
      try await findEntries(from: page, robots.access, &diagnosis)
    }
    try await askForNothing(home, page, &diagnosis)
    return diagnosis
  }

  // MARK: Pages

  /// Looks at the home page.
  ///
  /// - Returns: nil when it is none that a program gets to see.
  private func look(at home: CrawlURL, _ diagnosis: inout PortalDiagnosis) async throws -> PortalAnswer? {
    let answer: PortalAnswer
    switch try await inquiry.ask(home, diagnosis.portal) {
    case .failure(let error):
      diagnosis.add(.obstacle, "home", "\(home): \(error.code): \(error.message)")
      return nil
    case .success(let found): answer = found
    }
    if let refusal = answer.refusal {
      diagnosis.add(
        .obstacle, "home",
        "\(refusal.state.rawValue): \(refusal.markers.joined(separator: ", ")) (\(answer.exchange.status))")
      return nil
    }
    guard answer.exchange.status == 200 else {
      diagnosis.add(.obstacle, "home", "\(answer.url) answers \(answer.exchange.status)")
      return nil
    }
    describe(answer, &diagnosis)
    return answer
  }

  private func describe(_ answer: PortalAnswer, _ diagnosis: inout PortalDiagnosis) {
    let extraction = answer.extraction
    let site = extraction.metadata.site
    let title = site.name ?? (extraction.page.titleTag.isEmpty ? nil : extraction.page.titleTag)
    diagnosis.add(.fine, "home", "\(answer.url): \(title ?? "without a title"), \(answer.body.count) bytes")
    if diagnosis.portal.name == nil { diagnosis.portal.name = title }
    if diagnosis.portal.siteIDCode == nil { diagnosis.portal.siteIDCode = site.idCode }
    diagnosis.add(.fine, "charset", "\(extraction.charset.charset), by \(extraction.charset.source.rawValue)")
    let family = CMSFamily.recognised(in: answer.body)?.name
    diagnosis.add(.note, "cms", family ?? "no family that is known: pages are read by their text")
  }

  /// A page that nobody has tells how the portal says that something is not there.
  private func askForNothing(_ home: CrawlURL, _ page: PortalAnswer, _ diagnosis: inout PortalDiagnosis) async throws {
    guard let url = home.resolve(unknownPath), case .success(let answer) = try await inquiry.ask(url, diagnosis.portal)
    else {
      return
    }
    switch answer.exchange.status {
    case 404, 410: diagnosis.add(.fine, "unknown-path", "an unknown path answers \(answer.exchange.status)")
    case 200 where answer.body == page.body:
      diagnosis.add(.warning, "unknown-path", "an unknown path answers with the home page: deletions cannot be told")
    case 200 where answer.extraction.kind == .error:
      diagnosis.add(.note, "unknown-path", "an unknown path answers 200 with a page that says so: recognised")
    case 200:
      diagnosis.add(.warning, "unknown-path", "an unknown path answers 200 like any page: deletions cannot be told")
    case let status: diagnosis.add(.note, "unknown-path", "an unknown path answers \(status)")
    }
  }
}
