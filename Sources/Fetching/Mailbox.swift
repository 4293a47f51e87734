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

/// How other threads reach the loop: commands under a mutex, and a wake-up of its poll.
final class Mailbox: Sendable {
  private struct Contents: ~Copyable {
    var commands: [Command] = []
    var isClosed = false
    /// Nil before the loop runs and after it ended.
    var waker: Waker?
  }

  private let contents = Mutex(Contents())

  /// Adds a command and wakes the loop; false after ``close()``.
  func post(_ command: Command) -> Bool {
    contents.withLock { contents in
      guard !contents.isClosed else { return false }
      contents.commands.append(command)
      if contents.commands.count == 1 { contents.waker?.wake() }
      return true
    }
  }

  /// Asks the loop to give up everything and end.
  func close() {
    contents.withLock { contents in
      contents.isClosed = true
      contents.waker?.wake()
    }
  }

  /// Takes the commands out, oldest first.
  func empty() -> (commands: [Command], isClosed: Bool) {
    contents.withLock { contents in
      defer { contents.commands.removeAll() }
      return (contents.commands, contents.isClosed)
    }
  }

  /// Answers everybody with an error, where there is no loop to do it.
  func refuseAll() {
    close()
    for case .start(_, let request, let answer) in empty().commands {
      answer.fail(.unsupported, request.url, "libcurl cannot be started")
    }
  }

  /// Tells whom to wake; nil before the loop's multi handle is freed.
  func connect(_ waker: Waker?) { contents.withLock { $0.waker = waker } }
}
