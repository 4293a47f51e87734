/// What a TLS failure is called and which portal setting would allow it.
struct TLSDiagnosis: Equatable {
  /// OpenSSL's reason without its numbers: `dh key too small`.
  let reason: String
  /// A sentence with the setting as it is written in a portal's file; nil when no setting helps.
  let hint: String?

  /// `text`: libcurl's message; `verifyResult`: OpenSSL's X509_V_… number, 0 where verification was not the trouble.
  init(text: String, verifyResult: Int, policy: TLSPolicy) {
    reason = TLSDiagnosis.reason(in: text)
    hint = TLSDiagnosis.setting(for: reason.lowercased(), verifyResult: verifyResult, policy: policy)
  }

  /// `error:0A00018A:SSL routines::dh key too small` → its last part; other messages stay.
  private static func reason(in text: String) -> String {
    guard text.contains("error:"), let cut = text.lastIndex(of: ":") else { return text }
    return String(text[text.index(after: cut)...])
  }

  private static func setting(for reason: String, verifyResult: Int, policy: TLSPolicy) -> String? {
    func says(_ words: String...) -> Bool { words.contains { reason.contains($0) } }
    if says("cafile", "capath", "error setting certificate") { return "check `tls.caFile`" }
    if says("unsafe legacy renegotiation") { return advise("legacyRenegotiation", "true") }
    if let level = level(for: reason, verifyResult: verifyResult) {
      return policy.securityLevel > level ? advise("securityLevel", String(level)) : nil
    }
    if verifyResult != 0 || says("certificate problem", "subject name", "certificate verify failed") {
      return advise("allowUnverified", "true")
    }
    // The other side only says that it found nothing in common, so this is a guess, and the cheapest one.
    return says("handshake failure") && policy.securityLevel > 0
      ? advise("securityLevel", String(policy.securityLevel - 1)) : nil
  }

  /// The security level that would do; nil when the level is not the trouble.
  private static func level(for reason: String, verifyResult: Int) -> Int? {
    switch verifyResult {
    case 66, 67: return 1  // X509_V_ERR_EE_KEY_TOO_SMALL, X509_V_ERR_CA_KEY_TOO_SMALL
    case 68: return 0  // X509_V_ERR_CA_MD_TOO_WEAK
    default: break
    }
    let small = ["dh key too small", "ee key too small", "ca key too small", "key too small"]
    if small.contains(where: { reason.contains($0) }) { return 1 }
    // A TLS 1.0 server shows itself in several ways: by the version, or because SHA-1 is all it can sign with.
    let old = [
      "unsupported protocol", "protocol version", "no protocols available", "wrong ssl version",
      "legacy sigalg disallowed", "wrong signature type", "no suitable signature algorithm", "md too weak",
      "no suitable digest algorithm", "version too low",
    ]
    return old.contains { reason.contains($0) } ? 0 : nil
  }

  private static func advise(_ key: String, _ value: String) -> String {
    "`\"tls\": {\"\(key)\": \(value)}` in the portal's file (tls.\(key)) would allow it"
  }
}
