package import Web

/// One request and the response to it, byte for byte as far as HTTP's framing allows: what the archive keeps of a visit.
package struct Exchange: Sendable {
  /// The address that was asked for.
  package let url: CrawlURL
  /// The request's head as it was sent, the empty line included. Of HTTP/2 in HTTP/1's notation.
  package let requestHead: [UInt8]
  /// The final response's head as it was received, the empty line included; 1xx responses, a proxy's answer to CONNECT
  /// and trailers are not in it. Of HTTP/2 in HTTP/1's notation.
  package let responseHead: [UInt8]
  /// ``responseHead``, read.
  package let head: HeaderList
  /// The status code.
  package let status: Int
  /// `HTTP/1.0`, `HTTP/1.1` or `HTTP/2`.
  package let protocolName: String
  /// The body: chunking undone, content coding (gzip) kept.
  package let body: [UInt8]
  /// Whether the body is the whole body.
  package let completeness: Completeness
  /// What libcurl says about a body that was cut, in English; nil unless truncated.
  package let truncationDetail: String?
  /// The address connected to, without a port: `192.0.2.1`, `2001:db8::1`.
  package let remoteAddress: String
  package let remotePort: Int
  /// Nil for http.
  package let tls: TLSFacts?
  package let timings: Timings
  /// Whether the response came with a Transfer-Encoding (which is undone in ``body``).
  package let hadTransferCoding: Bool
  /// Seconds from the answer that Retry-After asks to wait; 0 for a date in the past, nil without a readable one.
  package let retryAfterSeconds: Int?
  /// The first Location value as it was sent; bytes that are not UTF-8 stand percent-encoded. Nil without the field.
  package let location: String?
}

/// How much of a body arrived.
package enum Completeness: Sendable, Hashable {
  /// The length that was announced, the last chunk, or HTTP/2's end of stream.
  case complete
  /// Neither length nor chunking: the connection was closed, which a whole body and a cut one have in common.
  case unknown
  /// Evidence, never a version.
  case truncated(TruncationReason)
}

/// Why a body was cut, in the words of WARC/1.1 §5.13.
package enum TruncationReason: String, Sendable, Hashable, CaseIterable {
  /// At our own limit, ``FetchOptions/maxBodyBytes``.
  case length
  /// It took too long, or it came too slowly.
  case time
  /// The connection ended early, or its framing became unreadable.
  case disconnect
}

/// Microseconds since the start of the transfer, each until that point was reached; 0 for what was not needed (a
/// connection that was reused has no lookup, no connect, no TLS).
package struct Timings: Sendable, Hashable {
  package var nameLookup = 0
  package var connect = 0
  package var tls = 0
  package var firstByte = 0
  package var total = 0
}

/// What TLS said about the other side.
package struct TLSFacts: Sendable, Hashable {
  /// `TLSv1.3`.
  package var version: String
  /// OpenSSL's name of the cipher: `TLS_AES_256_GCM_SHA384`.
  package var cipher: String
  /// Whether the chain leads to a known authority and the leaf names the host.
  package var verified: Bool
  /// Why not; nil when verified.
  package var verifyError: String?
  /// The chain that the server sent, leaf first, each in DER.
  package var certificates: [[UInt8]]
  /// The weaker policy that the request was made under; nil for the defaults.
  package var policy: TLSPolicy?
}
