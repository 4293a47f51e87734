internal import CCurl
internal import Web

/// The loop that moves all transfers: it lives in one block of one serial queue from its first line to its last, so
/// nothing of it needs a lock.
struct TransferLoop: ~Copyable {
  private struct Call {
    let ticket: Ticket
    let request: FetchRequest
    let answer: Ticket.Answer
  }

  private let mailbox: Mailbox
  private let multi: MultiHandle
  private var admission: Admission<Call>
  private var running: [Int: Transfer] = [:]
  private var idle: [EasyHandle] = []
  private var names: NamedAddresses
  private let runJob: (UnownedJob) -> Void

  /// Nil when libcurl cannot be started: no memory.
  ///
  /// - Parameter runJob: runs one piece of a task on the thread that calls it.
  init?(
    mailbox: Mailbox, limit: Int, limitPerHost: Int, names: NamedAddresses, runJob: @escaping (UnownedJob) -> Void
  ) {
    guard let multi = MultiHandle(connections: limit) else { return nil }
    self.names = names
    self.runJob = runJob
    self.mailbox = mailbox
    self.multi = multi
    admission = Admission(limit: limit, limitPerHost: limitPerHost)
  }

  /// Runs until the mailbox is closed; then everything under way is given up.
  consuming func run() {
    mailbox.connect(multi.waker)
    while readMail() {
      startAdmitted()
      multi.perform()
      collect()
      // Places became free while others wait: no time to sleep.
      if startAdmitted() { continue }
      // libcurl wakes the poll for its own timers; the bound is for the day when it forgets one.
      mailbox.sleep { multi.poll(milliseconds: running.isEmpty ? 60_000 : 1_000) }
    }
    mailbox.connect(nil)
    giveUp()
  }

  /// How often jobs may post further ones before transfers have their turn.
  private static let looks = 64

  /// Does what it says, jobs first until they post no more: what they want fetched starts with the rest.
  ///
  /// - Returns: false once the mailbox is closed.
  private mutating func readMail() -> Bool {
    for _ in 0..<Self.looks {
      let (mail, isClosed) = mailbox.empty()
      for job in mail.jobs { runJob(job) }
      for command in mail.commands {
        switch command {
        case .start(let ticket, let request, let answer):
          admit(Call(ticket: ticket, request: request, answer: answer))
        case .cancel(let ticket): cancel { $0 === ticket }
        }
      }
      if mail.jobs.isEmpty || isClosed { return !isClosed }
    }
    return true
  }

  private mutating func admit(_ call: Call) {
    if call.ticket.isCancelled {
      call.answer.fail(.cancelled, call.request.url, "before it started")
    } else if let address = AddressGuard(call.request.options).refusal(of: call.request.url) {
      call.answer.fail(.addressRefused(address.text), call.request.url, "as written in the URL")
    } else {
      admission.enqueue(call, host: call.request.url.authority)
    }
  }

  /// True when at least one was started.
  @discardableResult private mutating func startAdmitted() -> Bool {
    var didStart = false
    while let call = admission.next() {
      start(call)
      didStart = true
    }
    return didStart
  }

  private mutating func start(_ call: Call) {
    guard let easy = idle.popLast() ?? EasyHandle() else {
      admission.leave(host: call.request.url.authority)
      return call.answer.fail(.unsupported, call.request.url, "libcurl has no memory for another transfer")
    }
    let transfer = Transfer(
      ticket: call.ticket, request: call.request, answer: call.answer, easy: easy, sockets: multi.sockets,
      name: names.line(for: call.request.url))
    running[easy.id] = transfer
    if let refusal = easy.refusal {
      return end(transfer, .failure(FetchError(.unsupported, url: call.request.url, detail: refusal)))
    }
    multi.add(easy)
  }

  private mutating func collect() {
    while let (id, code) = multi.nextFinished() {
      guard let transfer = running[id] else { continue }
      if transfer.needsFreshConnection {
        multi.remove(transfer.easy)
        transfer.prepareFreshConnection()
        multi.add(transfer.easy)
      } else {
        end(transfer, transfer.result(code))
      }
    }
  }

  private mutating func end(_ transfer: Transfer, _ result: Result<Exchange, FetchError>) {
    multi.remove(transfer.easy)
    running[transfer.easy.id] = nil
    admission.leave(host: transfer.request.url.authority)
    transfer.finish(result)
    // A transfer that failed may leave its handle with a buffer, and libcurl then refuses CURLOPT_BUFFERSIZE: after a name
    // that did not resolve the handle's next request would fail as well.
    if case .success = result { idle.append(transfer.easy) }
  }

  private mutating func cancel(where fits: (Ticket) -> Bool) {
    for call in admission.remove(where: { fits($0.ticket) }) {
      call.answer.fail(.cancelled, call.request.url, "while it waited for a connection")
    }
    for transfer in running.values.filter({ fits($0.ticket) }) {
      end(transfer, .failure(FetchError(.cancelled, url: transfer.request.url, detail: "under way")))
    }
  }

  private mutating func giveUp() {
    cancel { _ in true }
    idle.removeAll()
  }
}

extension Ticket.Answer {
  /// Resumes with an error.
  func fail(_ cause: FetchError.Cause, _ url: CrawlURL, _ detail: String) {
    resume(returning: .failure(FetchError(cause, url: url, detail: detail)))
  }
}
