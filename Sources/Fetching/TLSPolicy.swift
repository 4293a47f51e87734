/// What is asked of a TLS server. The defaults are libssl's; each weaker setting is opted into by a portal's file
/// (`tls`), for that portal only, and recorded with the capture.
package struct TLSPolicy: Sendable, Hashable, Codable {
  /// OpenSSL's security level (SSL_CTX_set_security_level(3)). 2, the default: libssl's own choice. 1: Diffie-Hellman
  /// groups and RSA keys of 1,024 bits. 0: TLS 1.0 and 1.1, and certificates signed with SHA-1 as well.
  package var securityLevel = 2
  /// Whether servers that do not know RFC 5746 (secure renegotiation) are accepted.
  package var legacyRenegotiation = false
  /// Whether a certificate that cannot be verified is recorded instead of refused.
  package var allowUnverified = false
  /// A PEM file of certificate authorities that replaces the system's; nil: the system's.
  package var caFile: String?

  package init() {}

  /// Absent keys have their defaults. Throws `DecodingError` for a level outside 0…2.
  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    securityLevel = try values.decodeIfPresent(Int.self, forKey: .securityLevel) ?? securityLevel
    legacyRenegotiation = try values.decodeIfPresent(Bool.self, forKey: .legacyRenegotiation) ?? legacyRenegotiation
    allowUnverified = try values.decodeIfPresent(Bool.self, forKey: .allowUnverified) ?? allowUnverified
    caFile = try values.decodeIfPresent(String.self, forKey: .caFile)
    guard (0...2).contains(securityLevel) else {
      throw DecodingError.dataCorruptedError(
        forKey: .securityLevel, in: values, debugDescription: "tls.securityLevel is \(securityLevel), not 0, 1 or 2")
    }
  }

  /// Whether nothing is weaker than libssl's defaults.
  package var isStrict: Bool { securityLevel >= 2 && !legacyRenegotiation && !allowUnverified }

  /// OpenSSL's cipher list for this policy; nil: libcurl's own.
  ///
  /// libcurl keeps connections apart by cipher list but not by SSL_CTX options, so the list is written in another way
  /// where ``legacyRenegotiation`` is on: a connection made under it is never reused without it.
  var cipherList: String? {
    switch (securityLevel >= 2, legacyRenegotiation) {
    case (true, false): nil
    case (true, true): "DEFAULT:@SECLEVEL=2"
    case (false, false): "DEFAULT@SECLEVEL=\(max(0, securityLevel))"
    case (false, true): "DEFAULT:@SECLEVEL=\(max(0, securityLevel))"
    }
  }
}
