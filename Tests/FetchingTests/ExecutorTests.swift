import Foundation
import LoopbackServer
import Testing
import Web

@testable import Fetching

/// A queue runs the tasks that prefer it on the thread that moves its transfers (SE-0417).
@Suite("A fetch queue as an executor of tasks", .timeLimit(.minutes(2)))
struct ExecutorTests {
  let server: LoopbackServer
  let queue = FetchQueue()

  init() throws {
    server = try LoopbackServer()
    server.on("/page*", .html("hello"))
  }

  @Test("Tasks that prefer it, their children and the actors that they ask, run on one thread")
  func oneThread() async throws {
    let asked = try request(server.url("/page"))
    let log = ThreadLog()
    try await withTaskExecutorPreference(queue) {
      try await withThrowingTaskGroup { group in
        for _ in 0..<200 {
          group.addTask { [queue] in
            log.note()
            let exchange = try await queue.fetch(asked)
            #expect(exchange.status == 200)
            log.note()
            await log.noteInside()
          }
        }
        try await group.waitForAll()
      }
    }
    #expect(await log.threads.count == 1)
  }

  @Test("A task that comes back from elsewhere wakes the loop out of its sleep")
  func wakes() async {
    let log = ThreadLog()
    await withTaskExecutorPreference(queue) {
      for _ in 0..<100 {
        log.note()
        await withTaskExecutorPreference(globalConcurrentExecutor) { await Task.yield() }
      }
    }
    #expect(await log.threads.count == 1)
  }

  @Test("A task that never waits for anything does not keep transfers from their turn")
  func fairness() async throws {
    let asked = try request(server.url("/page"))
    try await withTaskExecutorPreference(queue) {
      try await withThrowingTaskGroup { group in
        group.addTask { while !Task.isCancelled { await Task.yield() } }
        group.addTask { [queue] in _ = try await queue.fetch(asked) }
        group.addTask { [queue] in _ = try await queue.fetch(asked) }
        for _ in 0..<2 { try await group.next() }
        group.cancelAll()
      }
    }
    #expect(server.hits.count == 2)
  }

  @Test("Tasks go on when the queue is shut down, and what they ask it for is refused")
  func afterTheEnd() async throws {
    let asked = try request(server.url("/page"))
    let cause = await withTaskExecutorPreference(queue) {
      await queue.shutDown()
      await Task.yield()
      return await queue.failure(asked)?.cause
    }
    #expect(cause == .cancelled)
    #expect(server.hits.isEmpty)
  }

  @Test("500 tasks that go from thread to thread while the queue is shut down all end")
  func racingEnd() async {
    for round in 0..<20 {
      let queue = FetchQueue()
      let ended = await withTaskGroup { group in
        for _ in 0..<25 {
          group.addTask(executorPreference: queue) {
            for _ in 0..<20 { await withTaskExecutorPreference(globalConcurrentExecutor) { await Task.yield() } }
            return 1
          }
        }
        for _ in 0..<round { await Task.yield() }
        await queue.shutDown()
        return await group.reduce(0, +)
      }
      #expect(ended == 25)
    }
  }
}

/// Which threads somebody was on.
private actor ThreadLog {
  private let seen = Seen()

  var threads: Set<UInt> { seen.all }

  nonisolated func note() { seen.insert() }

  func noteInside() { seen.insert() }

  private final class Seen: @unchecked Sendable {
    private let lock = NSLock()
    private var ids: Set<UInt> = []

    var all: Set<UInt> { lock.withLock { ids } }

    func insert() { lock.withLock { _ = ids.insert(UInt(pthread_self())) } }
  }
}
