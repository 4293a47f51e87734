package import Archiving
package import Fetching
internal import WARC
package import Web

extension Arrival {
  /// Takes in what the fetch queue brought.
  ///
  /// Thrown when the head begins with no status line.
  package convenience init(_ exchange: Exchange, at: Timestamp) throws {
    var message = Message(
      requestHead: exchange.requestHead, responseHead: exchange.responseHead, head: exchange.head,
      status: exchange.status, body: exchange.body)
    switch exchange.completeness {
    case .complete: break
    case .unknown: message.isLengthKnown = false
    case .truncated(let reason): message.truncated = WARC.TruncationReason(reason.rawValue)
    }
    var route = Route(remoteAddress: exchange.remoteAddress)
    route.protocols = exchange.protocolLayers
    route.transport = exchange.tls.map { Transport($0) }
    route.fetchMilliseconds = exchange.timings.total / 1_000
    try self.init(url: exchange.url, at: at, message: message, route: route)
  }
}

extension Exchange {
  /// In the words of WARC-Protocol, from the highest layer down.
  fileprivate var protocolLayers: [String] {
    let http = protocolName == "HTTP/2" ? "h2" : protocolName.lowercased()
    guard let tls else { return [http] }
    // OpenSSL's name of TLS 1.0 is TLSv1.
    return [http, tls.version == "TLSv1" ? "tls/1.0" : tls.version.lowercased().replacing("tlsv", with: "tls/")]
  }
}

extension Arrival.Transport {
  fileprivate init(_ facts: TLSFacts) {
    self.init(
      cipher: facts.cipher, verifyError: facts.verifyError, certificates: facts.certificates,
      exceptions: facts.policy.map(\.exceptions))
  }
}

extension TLSPolicy {
  /// What departs from strict TLS, by the names of the portal file.
  fileprivate var exceptions: String {
    var parts: [String] = []
    if securityLevel < 2 { parts.append("securityLevel=\(securityLevel)") }
    if legacyRenegotiation { parts.append("legacyRenegotiation") }
    if allowUnverified { parts.append("allowUnverified") }
    return parts.joined(separator: " ")
  }
}
