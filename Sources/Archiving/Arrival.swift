package import WARC
package import Web

/// One answer as it arrived, before anything is made of it: what the WARC keeps.
package final class Arrival: Sendable {
  package let url: CrawlURL
  /// When the request began; the date of every record of the visit.
  package let at: Timestamp
  /// The request as it is stored: as sent, without secrets; nil when nobody kept it.
  package let request: ArchivedRequest?
  /// The response as it is stored, content coding kept.
  package let response: ArchivedResponse
  package let head: HeaderList
  package let status: Int
  /// Why the body is not whole; nil when it is, or when nobody can tell.
  package let truncated: TruncationReason?
  /// Whether the server said how long the body is, so that a whole one can be told from a cut one.
  package let isLengthKnown: Bool
  /// From the highest layer down: `["h2", "tls/1.3"]`.
  package let protocols: [String]
  package let remoteAddress: String
  package let transport: Transport?
  package let fetchMilliseconds: Int
  /// The body with its content coding undone, as far as that was possible.
  package let decoded: DecodedBody
  /// SHA-256 of the decoded body.
  package let body: Digest

  /// How the connection was secured; nil for plain http.
  package struct Transport: Sendable {
    package let cipher: String
    /// Why the certificate could not be verified; nil when it was.
    package let verifyError: String?
    /// The chain as the server sent it, DER, leaf first.
    package let certificates: [[UInt8]]
    /// The portal's exceptions that were in force, for example `securityLevel=1`; nil without any.
    package let exceptions: String?

    package init(cipher: String, verifyError: String?, certificates: [[UInt8]], exceptions: String?) {
      self.cipher = cipher
      self.verifyError = verifyError
      self.certificates = certificates
      self.exceptions = exceptions
    }
  }

  /// What came over the wire.
  package struct Message: Sendable {
    /// Empty when nobody kept it.
    package var requestHead: [UInt8]
    package var responseHead: [UInt8]
    /// ``responseHead``, read.
    package var head: HeaderList
    package var status: Int
    package var body: [UInt8]
    package var truncated: TruncationReason?
    package var isLengthKnown: Bool

    package init(
      requestHead: [UInt8], responseHead: [UInt8], head: HeaderList? = nil, status: Int, body: [UInt8],
      truncated: TruncationReason? = nil, isLengthKnown: Bool = true
    ) {
      self.requestHead = requestHead
      self.responseHead = responseHead
      self.head = head ?? HeaderList(parsing: responseHead)
      self.status = status
      self.body = body
      self.truncated = truncated
      self.isLengthKnown = isLengthKnown
    }
  }

  /// How the way there was.
  package struct Route: Sendable {
    package var protocols: [String] = ["http/1.1"]
    package var remoteAddress: String
    package var transport: Transport?
    package var fetchMilliseconds: Int = 0

    package init(remoteAddress: String) { self.remoteAddress = remoteAddress }
  }

  /// Takes an answer in: hashes it and undoes its content coding.
  ///
  /// - Throws: when the head begins with no status line.
  package init(
    url: CrawlURL, at: Timestamp, message: Message, route: Route
  ) throws(ArchivedResponseProblem) {
    self.url = url
    self.at = at
    request = message.requestHead.isEmpty ? nil : ArchivedRequest(sentHead: message.requestHead)
    response = try ArchivedResponse(receivedHead: message.responseHead, body: message.body)
    head = message.head
    status = message.status
    truncated = message.truncated
    isLengthKnown = message.isLengthKnown
    protocols = route.protocols
    remoteAddress = route.remoteAddress
    transport = route.transport
    fetchMilliseconds = route.fetchMilliseconds
    decoded = Self.decode(message.body, head: head, url: url, cap: Self.maxDecodedBytes)
    body = decoded.bytes == response.body ? response.payloadDigest : Digest(of: decoded.bytes)
  }

  /// The most bytes that a compressed body may unpack to: 256 MiB, the size of the largest attachment.
  package static let maxDecodedBytes = 256 << 20

  /// SHA-256 of the body as sent.
  package var payload: Digest { response.payloadDigest }

  /// Undoes the content coding of a body.
  static func decode(_ body: [UInt8], head: HeaderList, url: CrawlURL, cap: Int) -> DecodedBody {
    let codings = ContentCoding.list(head["Content-Encoding"])
    // A .gz file is a document itself; only pages come compressed unasked.
    let isGzipFile =
      !body.isEmpty && (url.path.hasSuffix("gz") || head["Content-Type"]?.contains("gzip") == true)
    return ContentCoding.decode(body, codings: codings, sniffing: !isGzipFile, cap: cap)
  }
}
