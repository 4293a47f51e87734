internal import Extracting
package import Fetching
internal import Scheduling
internal import WARC
internal import Web

/// `fangzhi doctor`: asks a host a dozen questions, robots.txt first and obeyed, and says what a portal file should hold.
///
/// Nothing is archived: what it fetches is looked at and forgotten.
package struct PortalExamination: Sendable {
  private let fetching: FetchQueue
  private let config: Config
  private let userAgent: String
  /// Waits so many seconds: between two requests to the host.
  private let pause: @Sendable (Double) async throws -> Void
  /// A path that no portal has.
  private let unknownPath: String

  /// - Parameters:
  ///   - token: letters and digits that no path of the portal ends with.
  ///   - pause: waits so many seconds.
  package init(
    fetching: FetchQueue, config: Config, token: String, pause: @escaping @Sendable (Double) async throws -> Void
  ) {
    self.fetching = fetching
    self.config = config
    self.pause = pause
    userAgent = Road.userAgent(contact: config.contact)
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

  // MARK: Requests

  struct Answer {
    let url: CrawlURL
    let exchange: Exchange
    let body: [UInt8]

    var type: (type: MediaType?, charset: String?) {
      exchange.head["Content-Type"].map { MediaType.parse($0) } ?? (nil, nil)
    }

    var extraction: Extraction {
      Extractor().extract(
        PageInput(
          body: body, url: url, declaredType: type.type, headerCharset: type.charset, status: exchange.status))
    }

    var refusal: AccessRefusal? {
      AccessRefusal.recognise(status: exchange.status, head: exchange.head, body: body)
    }
  }

  /// Asks for an address and follows redirects on the portal's hosts, five at most.
  func ask(_ url: CrawlURL, _ portal: Portal) async throws -> Result<Answer, FetchError> {
    var next = url
    let cookies = CookieJar()
    for _ in 0...5 {
      let delay = portal.allowPrivateAddresses ? 0 : config.fetching.delaySeconds
      try await pause(portal.limits.delaySeconds ?? delay)
      let options = config.fetching.options(
        userAgent: userAgent, isAttachment: false, tls: portal.tls, allowsPrivate: portal.allowPrivateAddresses)
      let exchange: Exchange
      do { exchange = try await fetching.fetch(FetchRequest(url: next, options: options, cookies: cookies)) } catch {
        if error.cause == .cancelled { throw CancellationError() }
        return .failure(error)
      }
      if (300..<400).contains(exchange.status), let target = exchange.location.flatMap({ next.resolve($0) }),
        portal.covers(target)
      {
        next = target
        continue
      }
      let codings = ContentCoding.list(exchange.head["Content-Encoding"])
      let body = ContentCoding.decode(exchange.body, codings: codings, sniffing: true, cap: 16 << 20).bytes
      return .success(Answer(url: next, exchange: exchange, body: body))
    }
    return .failure(FetchError(.malformedResponse, url: url, detail: "more than five redirects"))
  }

  // MARK: robots.txt, TLS

  /// Finds the scheme and the TLS settings with which the host answers, and its robots.txt.
  ///
  /// - Returns: nil when it does not.
  private func reach(_ diagnosis: inout PortalDiagnosis) async throws -> (home: CrawlURL, access: RobotsAccess)? {
    let host = diagnosis.portal.hosts[0]
    let known = diagnosis.portal.entries.first?.url.scheme
    for scheme in known == "http" ? ["http", "https"] : ["https", "http"] {
      guard let home = CrawlURL("\(scheme)://\(host)/"), let file = home.resolve("/robots.txt") else { continue }
      switch try await shakeHands(file, &diagnosis) {
      case .success(let answer):
        describe(answer.exchange.tls, &diagnosis)
        let access = RobotsAccess(status: answer.exchange.status, body: answer.body)
        diagnosis.add(access.weight, "robots", access.note)
        if let delay = access.crawlDelay(for: "Fangzhi") {
          let own = diagnosis.portal.limits.delaySeconds
          let usual = diagnosis.portal.allowPrivateAddresses ? 0 : config.fetching.delaySeconds
          diagnosis.portal.limits.delaySeconds = max(own ?? usual, min(300, delay))
        }
        return access.weight == .obstacle ? nil : (home, access)
      case .failure(let error):
        diagnosis.add(.warning, scheme == "https" ? "tls" : "http", "\(scheme): \(error.code): \(error.message)")
      }
    }
    diagnosis.add(.obstacle, "robots", "\(host) answers neither over https nor over http")
    return nil
  }

  /// Weakens TLS step by step as far as the server needs it; a certificate that cannot be verified is for a person to
  /// accept.
  private func shakeHands(_ url: CrawlURL, _ diagnosis: inout PortalDiagnosis) async throws -> Result<
    Answer, FetchError
  > {
    let strict = diagnosis.portal.tls
    for _ in 0..<4 {
      let result = try await ask(url, diagnosis.portal)
      guard case .failure(let error) = result, case .tls(_, let hint?) = error.cause else { return result }
      guard diagnosis.portal.tls.weaken(asIn: hint) else {
        diagnosis.portal.tls = strict
        return result
      }
    }
    return try await ask(url, diagnosis.portal)
  }

  private func describe(_ tls: TLSFacts?, _ diagnosis: inout PortalDiagnosis) {
    guard let tls else {
      return diagnosis.add(.warning, "tls", "http only: nothing says that the answers are the portal's")
    }
    let policy = diagnosis.portal.tls
    if policy.isStrict { return diagnosis.add(.fine, "tls", "\(tls.version), \(tls.cipher), verified") }
    var needs: [String] = []
    if policy.securityLevel < 2 { needs.append("securityLevel \(policy.securityLevel)") }
    if policy.legacyRenegotiation { needs.append("legacyRenegotiation") }
    if policy.allowUnverified { needs.append("allowUnverified (\(tls.verifyError ?? "verified all the same"))") }
    diagnosis.add(.warning, "tls", "\(tls.version), \(tls.cipher), only with tls: \(needs.joined(separator: ", "))")
  }

  // MARK: Pages

  /// Looks at the home page.
  ///
  /// - Returns: nil when it is none that a program gets to see.
  private func look(at home: CrawlURL, _ diagnosis: inout PortalDiagnosis) async throws -> Answer? {
    let answer: Answer
    switch try await ask(home, diagnosis.portal) {
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

  private func describe(_ answer: Answer, _ diagnosis: inout PortalDiagnosis) {
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
  private func askForNothing(_ home: CrawlURL, _ page: Answer, _ diagnosis: inout PortalDiagnosis) async throws {
    guard let url = home.resolve(unknownPath), case .success(let answer) = try await ask(url, diagnosis.portal) else {
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

extension TLSPolicy {
  /// Takes over the setting that a failure's hint names; false when it names none that may be taken unasked.
  fileprivate mutating func weaken(asIn hint: String) -> Bool {
    let before = self
    if hint.contains("tls.legacyRenegotiation") { legacyRenegotiation = true }
    if hint.contains("tls.securityLevel") { securityLevel = max(0, hint.contains("\": 1}") ? 1 : 0) }
    return self != before
  }
}
