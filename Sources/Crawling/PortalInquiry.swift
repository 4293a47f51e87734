internal import Extracting
internal import Fetching
internal import WARC
internal import Web

/// Asks a portal for one address after another, unhurried as a crawl, and keeps nothing of it.
struct PortalInquiry: Sendable {
  private let fetching: FetchQueue
  private let settings: FetchSettings
  private let userAgent: String
  /// Waits so many seconds: between two requests to the host.
  private let pause: @Sendable (Double) async throws -> Void

  init(fetching: FetchQueue, config: Config, pause: @escaping @Sendable (Double) async throws -> Void) {
    self.fetching = fetching
    self.pause = pause
    settings = config.fetching
    userAgent = Road.userAgent(contact: config.contact)
  }

  /// Seconds between two requests: the portal's own, else the usual ones, none for private addresses.
  func delay(for portal: Portal) -> Double {
    portal.limits.delaySeconds ?? (portal.allowPrivateAddresses ? 0 : settings.delaySeconds)
  }

  /// Asks for an address and follows redirects on the portal's hosts, five at most.
  ///
  /// - Throws: `CancellationError` only; what does not answer is a failure.
  func ask(_ url: CrawlURL, _ portal: Portal) async throws -> Result<PortalAnswer, FetchError> {
    var next = url
    let cookies = CookieJar()
    for _ in 0...5 {
      try await pause(delay(for: portal))
      let options = settings.options(
        userAgent: userAgent, isAttachment: false, tls: portal.tls, allowsPrivate: portal.allowPrivateAddresses)
      let exchange: Exchange
      do { exchange = try await fetching.fetch(FetchRequest(url: next, options: options, cookies: cookies)) } catch {
        if error.cause == .cancelled { throw CancellationError() }
        return .failure(error)
      }
      guard (300..<400).contains(exchange.status), let target = exchange.location.flatMap({ next.resolve($0) }),
        portal.covers(target)
      else { return .success(PortalAnswer(exchange, at: next)) }
      next = target
    }
    return .failure(FetchError(.malformedResponse, url: url, detail: "more than five redirects"))
  }
}

/// What a portal answered, read as far as an examination needs it.
struct PortalAnswer {
  /// Where the answer stood, after redirects.
  let url: CrawlURL
  let exchange: Exchange
  /// Without its content codings.
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

  init(_ exchange: Exchange, at url: CrawlURL) {
    self.url = url
    self.exchange = exchange
    let codings = ContentCoding.list(exchange.head["Content-Encoding"])
    body = ContentCoding.decode(exchange.body, codings: codings, sniffing: true, cap: 16 << 20).bytes
  }
}
