private import CCurl
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
    /// The loop's multi handle while it runs: waking is the one thing that libcurl allows from other threads.
    var multi: UnsafeMutableRawPointer?
  }

  private let contents = Mutex(Contents())

  /// Adds a command and wakes the loop; false after ``close()``.
  func post(_ command: Command) -> Bool {
    contents.withLock { contents in
      guard !contents.isClosed else { return false }
      contents.commands.append(command)
      if contents.commands.count == 1 { unsafe wake(contents.multi) }
      return true
    }
  }

  /// Asks the loop to give up everything and end.
  func close() {
    contents.withLock { contents in
      contents.isClosed = true
      unsafe wake(contents.multi)
    }
  }

  /// Takes the commands out, oldest first.
  func empty() -> (commands: [Command], isClosed: Bool) {
    contents.withLock { contents in
      defer { contents.commands.removeAll() }
      return (contents.commands, contents.isClosed)
    }
  }

  /// Tells whom to wake; nil before the handle is freed.
  func connect(_ multi: UnsafeMutableRawPointer?) {
    // The address leaves the loop's thread here, for `curl_multi_wakeup` alone, and under the mutex only.
    nonisolated(unsafe) let multi = unsafe multi
    contents.withLock { unsafe $0.multi = multi }
  }
}

private func wake(_ multi: UnsafeMutableRawPointer?) {
  if let multi = unsafe multi { unsafe curl_multi_wakeup(multi) }
}
