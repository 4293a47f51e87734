internal import CCurl
internal import Web

/// One request on its way: what libcurl's callbacks have seen so far. Confined to the loop.
final class Transfer {
  /// Why we ended a transfer ourselves, which libcurl then reports as a failed write or an aborted callback.
  enum Stop: Equatable {
    case bodyLimit, headLimit, addressRefused, strayBytes
    case malformed(String)
  }

  let ticket: Ticket
  let request: FetchRequest
  let easy: EasyHandle
  private let answer: Ticket.Answer
  private let lines: StringList
  private let names: StringList
  private let addressGuard: AddressGuard
  private let sockets: SocketTable

  private(set) var requestHead: [UInt8] = []
  private(set) var head: ResponseHead
  /// ``head``, read once it is whole, and what it says of the body.
  private(set) var fields = HeaderList()
  private(set) var framing = Framing.untilClose
  private(set) var body: [UInt8] = []
  private(set) var stop: Stop?
  /// The last address that the guard did not admit.
  private(set) var refusedAddress: String?
  /// The sockets that were opened for it, to any address.
  private(set) var openedSockets: [Int32] = []
  private(set) var tls: TLSFacts?

  /// - Parameter name: what libcurl is told of the host's name; nil: nothing.
  init(
    ticket: Ticket, request: FetchRequest, answer: Ticket.Answer, easy: EasyHandle, sockets: SocketTable, name: String?
  ) {
    self.ticket = ticket
    self.request = request
    self.answer = answer
    self.easy = easy
    lines = StringList(request.fieldLines)
    names = StringList([name].compactMap { $0 })
    self.sockets = sockets
    addressGuard = AddressGuard(request.options)
    head = ResponseHead(limit: request.options.maxHeaderBytes)
    configure()
    unsafe ccurl_set_headers(easy.pointer, lines.first)
    unsafe ccurl_set_names(easy.pointer, names.first)
    unsafe ccurl_set_share(easy.pointer, request.cookies?.share)
    listen(sockets)
  }

  /// Hands over the result; the easy handle may be used again after that.
  func finish(_ result: Result<Exchange, FetchError>) {
    easy.reset()
    answer.resume(returning: result)
  }
}

// MARK: What libcurl tells

extension Transfer {
  /// A line of a head or a trailer; false ends the transfer.
  func receive(line: UnsafeRawBufferPointer) -> Bool {
    let wasWhole = head.isWhole
    guard unsafe head.append(line) else { return end(wasWhole ? .bodyLimit : .headLimit) }
    return wasWhole || !head.isWhole || beginBody()
  }

  private func beginBody() -> Bool {
    fields = HeaderList(parsing: head.bytes)
    framing = Framing(head: fields, status: head.status)
    if head.status == 101 { return end(.malformed("101 Switching Protocols, which nobody asked for")) }
    switch framing {
    case .contradictory: return end(.malformed("several Content-Length values that differ"))
    case .length(let length):
      body.reserveCapacity(min(length, request.options.maxBodyBytes, 1 << 20))
    case .chunked where fields["Content-Length"] != nil:
      // RFC 9112 §6.3, rule 3: such a message may smuggle another one; nothing more is read from its connection.
      easy.set(CURLOPT_FORBID_REUSE, true)
    default: break
    }
    return true
  }

  /// A piece of body; false ends the transfer, with what fits kept.
  func receive(body piece: UnsafeRawBufferPointer) -> Bool {
    let room = request.options.maxBodyBytes - body.count
    unsafe body.append(contentsOf: piece.prefix(room))
    return piece.count <= room || end(.bodyLimit)
  }

  /// A piece of the request's head. A request that libcurl repeats on a new connection begins anew, and so does the one
  /// that follows a CONNECT.
  func sent(head piece: UnsafeRawBufferPointer) {
    if requestHead.suffix(4) == [0x0D, 0x0A, 0x0D, 0x0A] { requestHead.removeAll() }
    unsafe requestHead.append(contentsOf: piece)
  }

  /// An address that libcurl is about to connect to; false refuses it.
  func mayConnect(to address: IPAddress?) -> Bool {
    guard let address, addressGuard.admits(address) else {
      refusedAddress = address?.text ?? "an address of another family"
      return false
    }
    return true
  }

  /// A socket that was opened for it.
  func didOpen(_ socket: Int32) { openedSockets.append(socket) }

  /// The request is about to go out on a connection, new or reused; false ends the transfer. The address is checked
  /// again, because a connection made for a request that may reach private addresses may be reused by one that may not.
  func willSend(on route: SocketTable.Route) -> Bool {
    guard let address = IPAddress(route.remoteAddress), addressGuard.admits(address) else {
      refusedAddress = route.remoteAddress
      return end(.addressRefused)
    }
    let session = unsafe ccurl_get_openssl(easy.pointer)
    if easy.number(CURLINFO_NUM_CONNECTS) > 0 {
      sockets.record(route, among: openedSockets)
    } else if unsafe !isHTTP2(session), sockets.hasStrayBytes(route) {
      return end(.strayBytes)
    }
    if let session = unsafe session {
      tls = unsafe TLSFacts(openSSL: session, url: request.url, policy: request.options.tls)
    }
    return true
  }

  /// Sets what libcurl has no option for on a new connection's `SSL_CTX *`; false when OpenSSL cannot do it.
  func prepareTLS(_ context: UnsafeMutableRawPointer) -> Bool {
    let policy = request.options.tls
    if policy.allowUnverified {
      // libcurl loads no authorities where it need not verify; OpenSSL verifies all the same, and its verdict is
      // recorded. A file that cannot be read leaves that verdict at "unverified".
      _ = unsafe copenssl_trust(context, policy.caFile ?? easy.string(CURLINFO_CAINFO))
    }
    return unsafe !policy.legacyRenegotiation || copenssl_allow_legacy_servers(context) == 1
  }

  /// HTTP/2's frames say what they belong to.
  private func isHTTP2(_ session: UnsafeMutableRawPointer?) -> Bool {
    unsafe session.map { unsafe copenssl_is_http2($0) == 1 } ?? false
  }

  /// Whether the transfer ended before its request was sent, on a connection that cannot be trusted.
  var needsFreshConnection: Bool { stop == .strayBytes }

  /// Makes the transfer ready to be started once more, on a connection of its own.
  func prepareFreshConnection() {
    stop = nil
    requestHead = []
    easy.set(CURLOPT_FRESH_CONNECT, true)
  }

  private func end(_ reason: Stop) -> Bool {
    stop = reason
    return false
  }
}
