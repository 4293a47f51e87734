internal import Fetching
internal import Scheduling
internal import Web

extension PortalExamination {
  /// Finds the scheme and the TLS settings with which the host answers, and its robots.txt.
  ///
  /// - Returns: nil when it does not.
  func reach(_ diagnosis: inout PortalDiagnosis) async throws -> (home: CrawlURL, access: RobotsAccess)? {
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
          diagnosis.portal.limits.delaySeconds = max(inquiry.delay(for: diagnosis.portal), min(300, delay))
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
    PortalAnswer, FetchError
  > {
    let strict = diagnosis.portal.tls
    for _ in 0..<4 {
      let result = try await inquiry.ask(url, diagnosis.portal)
      guard case .failure(let error) = result, case .tls(_, let hint?) = error.cause else { return result }
      guard diagnosis.portal.tls.weaken(asIn: hint) else {
        diagnosis.portal.tls = strict
        return result
      }
    }
    return try await inquiry.ask(url, diagnosis.portal)
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
