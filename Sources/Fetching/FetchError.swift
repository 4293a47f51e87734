package import Web

/// Why a request has no response: nothing of it is evidence, though the failure itself is an outcome.
///
/// Once the head of a response was received whole, whatever happens is an ``Exchange`` with a truncated body, not this.
package struct FetchError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The closed list of what can go wrong.
  package enum Cause: Sendable, Equatable {
    /// Thrown when the host's name has no address, or nobody answers for it.
    case nameNotResolved
    /// Thrown when no address of the host accepts a connection.
    case connectionFailed
    /// Thrown when lookup, connection and TLS handshake exceed ``FetchOptions/connectTimeoutSeconds``.
    case connectionTimedOut
    /// Thrown when the head of a response is not whole within ``FetchOptions/totalTimeoutSeconds``, or too slow to come.
    case timedOut
    /// Thrown when TLS fails; the hint is the portal setting that would allow it, nil when none would.
    case tls(reason: String, hint: String?)
    /// Thrown when the host leads to an address that is not public, and ``FetchOptions/allowPrivateAddresses`` is off.
    case addressRefused(String)
    /// Thrown when the configured proxy cannot be used or refuses.
    case proxyFailed
    /// Thrown when what came back is not HTTP, or contradicts itself about its length.
    case malformedResponse
    /// Thrown when the heads exceed ``FetchOptions/maxHeaderBytes``, or a line libcurl's own 100 KiB.
    case headTooLarge
    /// Thrown when the connection is closed without a byte of answer.
    case emptyReply
    /// Thrown when the connection ends inside the response's head.
    case disconnected
    /// Thrown when libcurl cannot do what was asked: an option it lacks, a URL it cannot read.
    case unsupported
    /// Thrown when the task was cancelled, or the queue shut down.
    case cancelled
  }

  package let cause: Cause
  package let url: CrawlURL
  /// The words of libcurl, OpenSSL or the system, in English.
  package let detail: String

  package init(_ cause: Cause, url: CrawlURL, detail: String) {
    self.cause = cause
    self.url = url
    self.detail = detail
  }

  /// The cause's name as it stands in outcomes and logs: stable.
  package var code: String {
    switch cause {
    case .nameNotResolved: "nameNotResolved"
    case .connectionFailed: "connectionFailed"
    case .connectionTimedOut: "connectionTimedOut"
    case .timedOut: "timedOut"
    case .tls: "tls"
    case .addressRefused: "addressRefused"
    case .proxyFailed: "proxyFailed"
    case .malformedResponse: "malformedResponse"
    case .headTooLarge: "headTooLarge"
    case .emptyReply: "emptyReply"
    case .disconnected: "disconnected"
    case .unsupported: "unsupported"
    case .cancelled: "cancelled"
    }
  }

  package var description: String { message }
}
