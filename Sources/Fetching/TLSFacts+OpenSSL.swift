private import CCurl
internal import Web

extension TLSFacts {
  /// Reads them off an OpenSSL connection (`SSL *`) whose handshake is over.
  init(openSSL session: UnsafeMutableRawPointer, url: CrawlURL, policy: TLSPolicy) {
    let result = unsafe copenssl_verify_result(session)
    let host = url.host.hasPrefix("[") ? String(url.host.dropFirst().dropLast()) : url.host
    let isNamed = unsafe copenssl_names(session, host, url.address == nil ? 0 : 1) == 1
    version = unsafe text(copenssl_version(session))
    cipher = unsafe text(copenssl_cipher(session))
    verified = result == 0 && isNamed
    let chainError = result == 0 ? nil : unsafe text(copenssl_verify_text(result))
    verifyError = chainError ?? (isNamed ? nil : "the certificate does not name \(host)")
    certificates = unsafe (0..<copenssl_certificate_count(session)).compactMap { unsafe certificate(session, $0) }
    self.policy = policy.isStrict ? nil : policy
  }
}

private func text(_ pointer: UnsafePointer<CChar>?) -> String {
  unsafe pointer.map { unsafe String(cString: $0) } ?? ""
}

private func certificate(_ session: UnsafeMutableRawPointer, _ index: Int32) -> [UInt8]? {
  let size = unsafe copenssl_certificate_der(session, index, nil)
  guard size > 0 else { return nil }
  return unsafe [UInt8](unsafeUninitializedCapacity: Int(size)) { buffer, count in
    count = unsafe max(0, Int(copenssl_certificate_der(session, index, buffer.baseAddress)))
  }
}
