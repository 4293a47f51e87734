internal import Synchronization

/// One call of ``FetchQueue/fetch(_:)``, from before it is posted until its answer.
final class Ticket: Sendable {
  typealias Answer = CheckedContinuation<Result<Exchange, FetchError>, Never>

  private let cancelled = Atomic(false)

  /// Set before the loop is told, so that a cancellation which overtakes the start is seen by the start.
  func cancel() { cancelled.store(true, ordering: .releasing) }
  var isCancelled: Bool { cancelled.load(ordering: .acquiring) }
}

/// What the loop is asked to do.
enum Command: Sendable {
  case start(Ticket, FetchRequest, Ticket.Answer)
  case cancel(Ticket)
}

/// What the loop found when it looked: commands and jobs, oldest first.
struct Mail: Sendable {
  fileprivate(set) var commands: [Command] = []
  /// Pieces of tasks that run on the loop's thread.
  fileprivate(set) var jobs: [UnownedJob] = []
}

/// How others reach the loop: mail under a mutex, and a wake-up of its poll.
final class Mailbox: Sendable {
  private struct Contents: ~Copyable {
    var mail = Mail()
    var isClosed = false
    /// Set while the loop is in its poll, or about to be.
    var isAsleep = false
    /// Nil before the loop runs and after it ended.
    var waker: Waker?

    mutating func wake() {
      if isAsleep { waker?.wake() }
      isAsleep = false
    }
  }

  private let contents = Mutex(Contents())
  /// How often the loop looked into it: how busy the loop is.
  let turns = Atomic(0)

  /// Adds a command and wakes the loop where it sleeps; false after ``close()``.
  func post(_ command: Command) -> Bool { post { $0.commands.append(command) } }

  /// The same with a piece of a task.
  func post(_ job: UnownedJob) -> Bool { post { $0.jobs.append(job) } }

  private func post(_ add: (inout Mail) -> Void) -> Bool {
    contents.withLock { contents in
      guard !contents.isClosed else { return false }
      add(&contents.mail)
      contents.wake()
      return true
    }
  }

  /// Asks the loop to give up everything and end.
  func close() {
    contents.withLock { contents in
      contents.isClosed = true
      contents.wake()
    }
  }

  /// Takes out what is there.
  func empty() -> (mail: Mail, isClosed: Bool) {
    turns.add(1, ordering: .relaxed)
    return contents.withLock { contents in
      defer { contents.mail = Mail() }
      return (contents.mail, contents.isClosed)
    }
  }

  /// Waits by `poll`, unless there is mail: whoever posts meanwhile wakes it.
  func sleep(_ poll: () -> Void) {
    let hasNothing = contents.withLock { contents in
      contents.isAsleep = contents.mail.commands.isEmpty && contents.mail.jobs.isEmpty && !contents.isClosed
      return contents.isAsleep
    }
    if hasNothing { poll() }
    contents.withLock { $0.isAsleep = false }
  }

  /// Answers everybody with an error, where there is no loop to do it.
  func refuseAll(_ runJob: (UnownedJob) -> Void) {
    close()
    let mail = empty().mail
    for case .start(_, let request, let answer) in mail.commands {
      answer.fail(.unsupported, request.url, "libcurl cannot be started")
    }
    for job in mail.jobs { runJob(job) }
  }

  /// Tells whom to wake; nil before the loop's multi handle is freed.
  func connect(_ waker: Waker?) { contents.withLock { $0.waker = waker } }
}
