private import Web

extension FetchError {
  /// What happened, where, and what can be done about it.
  package var message: String { "\(url.text): \(what) (\(detail))\(advice.map { "; \($0)" } ?? "")" }

  private var what: String {
    switch cause {
    case .nameNotResolved: "the name \(url.host) has no address"
    case .connectionFailed: "no connection to \(url.authority)"
    case .connectionTimedOut: "no connection to \(url.authority) in time"
    case .timedOut: "no answer in time"
    case .tls(let reason, _): "TLS failed: \(reason)"
    case .addressRefused(let address): "\(address) is not a public address"
    case .proxyFailed: "the proxy failed"
    case .malformedResponse: "the answer is not valid HTTP"
    case .headTooLarge: "the head of the answer is too large"
    case .emptyReply: "the connection was closed without an answer"
    case .disconnected: "the connection ended inside the head of the answer"
    case .unsupported: "the request cannot be made"
    case .cancelled: "cancelled"
    }
  }

  private var advice: String? {
    switch cause {
    case .nameNotResolved: "check the host's name and this machine's name servers"
    case .connectionFailed: "check that the site is up and that this machine can reach it"
    case .connectionTimedOut, .timedOut, .emptyReply, .disconnected: "it is tried again later"
    case .tls(_, let hint): hint
    case .addressRefused:
      "if the host is meant, allow it: `\"allowPrivateAddresses\": true` in the portal's file, or --allow-private"
    case .proxyFailed: "check the proxy's address in the configuration"
    case .malformedResponse, .headTooLarge: "look at the site in a browser; there is no setting that accepts this"
    case .unsupported: "check the URL and the configuration; libcurl 7.85 or newer is needed"
    case .cancelled: nil
    }
  }
}
