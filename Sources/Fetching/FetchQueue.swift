private import Dispatch
package import Web

/// Fetches one URL at a time per call and many at once: connections are kept alive and shared by all calls.
///
/// A labelled serial queue owns libcurl's multi handle; its one block is the loop around `curl_multi_poll`. No thread of
/// Swift's own pool is ever held, and while nothing is under way nothing runs.
///
/// It is an executor of tasks as well (SE-0417): a task that prefers it runs on the loop's thread, between transfers, so
/// that thousands of short visits are made without one change of threads. While such a task computes, transfers wait:
/// what takes long belongs elsewhere.
package final class FetchQueue: TaskExecutor {
  private let queue = DispatchQueue(label: "fangzhi.fetch")
  let mailbox = Mailbox()

  /// At most `maxConnections` exchanges at once, `maxConnectionsPerHost` of them with one `host[:port]`; further calls
  /// wait in order, and their time limits begin when they start.
  ///
  /// - Parameter names: stands before the system's resolver, as hosts(5) does: the address of a host's name, or nil where
  ///   the system is to be asked. It is asked for every request, and its answers are not kept; default: none.
  package init(
    maxConnections: Int = 64, maxConnectionsPerHost: Int = 64,
    names: (@Sendable (String) -> IPAddress?)? = nil
  ) {
    let mailbox = mailbox
    // Not held by its own loop, which would then never end; a task that prefers the queue holds it.
    let executor = unsafe asUnownedTaskExecutor()
    let runJob = { @Sendable (job: UnownedJob) in unsafe job.runSynchronously(on: executor) }
    queue.async {
      let loop = TransferLoop(
        mailbox: mailbox, limit: max(1, maxConnections), limitPerHost: max(1, maxConnectionsPerHost),
        names: NamedAddresses(names), runJob: runJob)
      if let loop { loop.run() } else { mailbox.refuseAll(runJob) }
    }
  }

  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    if mailbox.post(job) { return }
    // The loop ended or is about to: tasks go on behind it.
    queue.async { unsafe job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }

  deinit { mailbox.close() }

  /// Sends one request and returns what came back; redirects are not followed. Cancelling the task ends it at once.
  package nonisolated(nonsending) func fetch(_ request: FetchRequest) async throws(FetchError) -> Exchange {
    let ticket = Ticket()
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { (answer: Ticket.Answer) in
        if !mailbox.post(.start(ticket, request, answer)) {
          answer.fail(.cancelled, request.url, "the fetch queue was shut down")
        }
      }
    } onCancel: {
      ticket.cancel()
      _ = mailbox.post(.cancel(ticket))
    }
    return try result.get()
  }

  /// Gives up what is under way (``FetchError/Cause/cancelled``), closes all connections, and returns when that is done.
  package func shutDown() async {
    mailbox.close()
    // The queue is serial, so this block runs after the loop's.
    await withCheckedContinuation { done in queue.async { done.resume() } }
  }
}
