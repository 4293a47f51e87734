private import Foundation
private import Glibc
private import Synchronization

/// SIGINT and SIGTERM: the first one asks the work to stop where nothing is lost, the second one ends the process.
enum StopSignals {
  /// Does the work in a task of its own that the first signal cancels.
  static func cancelling<Value: Sendable>(
    _ work: @escaping @Sendable () async throws -> Value
  ) async -> Result<Value, any Error> {
    let task = Task { try await work() }
    watch { task.cancel() }
    return await task.result
  }

  /// Calls the closure once, when the first of the two signals comes.
  private static func watch(_ stop: @escaping @Sendable () -> Void) {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { return }
    let readEnd = ends[0]
    writeEnd.store(ends[1], ordering: .relaxed)
    Thread.detachNewThread {
      // Whoever started us may have blocked the signals; this thread at least takes them.
      var signals = sigset_t()
      unsafe sigemptyset(&signals)
      for number in stopSignals { unsafe sigaddset(&signals, number) }
      unsafe pthread_sigmask(SIG_UNBLOCK, &signals, nil)
      var byte: UInt8 = 0
      while unsafe read(readEnd, &byte, 1) < 0, errno == EINTR {}
      stop()
      // It stays to take the second signal, whose default effect ends the process.
      while true { pause() }
    }
    for number in stopSignals { _ = signal(number, received) }
  }
}

private let stopSignals = [SIGINT, SIGTERM]
private let writeEnd = Atomic<Int32>(-1)

/// Does only what a signal handler may do (signal-safety(7)): the next signal has its default effect, and a byte in the
/// pipe wakes the thread that waits.
private func received(_ number: Int32) {
  let before = errno
  _ = signal(SIGINT, SIG_DFL)
  _ = signal(SIGTERM, SIG_DFL)
  var byte: UInt8 = 1
  _ = unsafe write(writeEnd.load(ordering: .relaxed), &byte, 1)
  errno = before
}
