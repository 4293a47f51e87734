internal import CCurl
internal import Web

/// One request on its way: what libcurl's callbacks have seen so far. Confined to the loop.
final class Transfer {
  /// Why we ended a transfer ourselves, which libcurl then reports as a failed write or an aborted callback.
  enum Stop { case bodyLimit, headLimit, contradictoryLengths, addressRefused }

  let ticket: Ticket
  let request: FetchRequest
  let easy: EasyHandle
  private let answer: Ticket.Answer
  private let lines: FieldLines
  private let addressGuard: AddressGuard

  private(set) var requestHead: [UInt8] = []
  private(set) var head: ResponseHead
  private(set) var body: [UInt8] = []
  private(set) var stop: Stop?
  /// The last address that the guard did not admit.
  private(set) var refusedAddress: String?
  /// Whether a socket was opened, to any address.
  private(set) var didOpenSocket = false
  private(set) var tls: TLSFacts?

  init(ticket: Ticket, request: FetchRequest, answer: Ticket.Answer, easy: EasyHandle) {
    self.ticket = ticket
    self.request = request
    self.answer = answer
    self.easy = easy
    lines = FieldLines(request.fieldLines)
    addressGuard = AddressGuard(request.options)
    head = ResponseHead(limit: request.options.maxHeaderBytes)
    configure()
    unsafe ccurl_set_headers(easy.pointer, lines.first)
    unsafe ccurl_set_share(easy.pointer, request.cookies?.share)
    listen()
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
    let fields = HeaderList(parsing: head.bytes)
    switch Framing(head: fields, status: head.status) {
    case .contradictory: return end(.contradictoryLengths)
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
    didOpenSocket = true
    return true
  }

  /// The request is about to go out on a connection, new or reused; false ends the transfer. The address is checked
  /// again, because a connection made for a request that may reach private addresses may be reused by one that may not.
  func willSend(to address: String) -> Bool {
    guard let address = IPAddress(address), addressGuard.admits(address) else {
      refusedAddress = address
      return end(.addressRefused)
    }
    if let session = unsafe ccurl_get_openssl(easy.pointer) {
      tls = unsafe TLSFacts(openSSL: session, url: request.url, policy: request.options.tls)
    }
    return true
  }

  private func end(_ reason: Stop) -> Bool {
    stop = reason
    return false
  }
}
