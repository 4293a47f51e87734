import Foundation
import LoopbackServer
import Synchronization
import Testing
import Web

@testable import Fetching

@Suite("Cancellation and the end of a queue", .timeLimit(.minutes(2)))
struct CancellationTests {
  let server: LoopbackServer
  let queue = FetchQueue()

  init() throws {
    server = try LoopbackServer()
    FaultPortal.install(on: server)
    server.on("/page*", .html("hello"))
  }

  @Test("A task cancelled before it asks is told so, and nothing is sent")
  func beforeStart() async throws {
    let asked = try request(server.url("/page"))
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      return await queue.failure(asked)
    }
    task.cancel()
    #expect(await task.value?.cause == .cancelled)
    #expect(server.hits.isEmpty)
  }

  @Test("A cancellation that races with the start is never lost")
  func racingStart() async throws {
    let asked = try request(server.url("/fault/silent"))
    for _ in 1...300 {
      let task = Task { await queue.failure(asked) }
      task.cancel()
      #expect(await task.value?.cause == .cancelled)
    }
  }

  @Test("A transfer is ended at once in the middle of its body")
  func midBody() async throws {
    let asked = try request(server.url("/fault/stalled-body"))
    let task = Task { await queue.failure(asked) }
    while server.hits.isEmpty { await Task.yield() }
    let start = ContinuousClock.now
    task.cancel()
    #expect(await task.value?.cause == .cancelled)
    #expect(start.duration(to: .now) < .seconds(2))
    #expect(try await queue.fetch(request(server.url("/page"))).status == 200)
  }

  @Test("One that waits for a place is taken out of the line; the others go on")
  func whileWaiting() async throws {
    let narrow = FetchQueue(maxConnections: 1)
    let (silent, page) = try (request(server.url("/fault/silent")), request(server.url("/page")))
    let first = Task { await narrow.failure(silent) }
    while server.hits.isEmpty { await Task.yield() }
    let second = Task { await narrow.failure(page) }
    let third = Task { try await narrow.fetch(page).status }
    second.cancel()
    #expect(await second.value?.cause == .cancelled)
    first.cancel()
    #expect(await first.value?.cause == .cancelled)
    #expect(try await third.value == 200)
  }

  @Test("2,000 transfers, half of them cancelled at random: each is answered once")
  func stress() async throws {
    let answered = Tally()
    let paths = ["/page", "/fault/gzip", "/fault/chunked-30-megabytes", "/fault/short-body", "/fault/early-hints"]
    let small = testOptions { $0.maxBodyBytes = 4_096 }
    var random = SplitMix(state: 20_261_120)
    await withTaskGroup(of: Void.self) { group in
      for index in 0..<2_000 {
        let path = index % 40 == 0 ? paths[2] : paths[[0, 1, 3, 4][index % 4]]
        guard let asked = try? request(server.url(path), small) else { continue }
        let task = Task { await queue.failure(asked) }
        group.addTask {
          let error = await task.value
          answered.count.withLock {
            switch error?.cause {
            case nil: $0.done += 1
            case .cancelled: $0.cancelled += 1
            default: $0.other += 1
            }
          }
        }
        if random.next().isMultiple(of: 2) {
          let delay = random.next() % 20
          group.addTask {
            try? await Task.sleep(for: .milliseconds(delay))
            task.cancel()
          }
        }
      }
    }
    let result = answered.count.withLock { $0 }
    #expect(result.done + result.cancelled == 2_000)
    #expect(result.other == 0)
    #expect(result.done > 500)
    #expect(try await queue.fetch(request(server.url("/page"))).status == 200)
  }

  @Test("Shutting down gives up what is under way, and later calls are refused")
  func shutDown() async throws {
    let (silent, page) = try (request(server.url("/fault/silent")), request(server.url("/page")))
    let waiting = Task { await queue.failure(silent) }
    while server.hits.isEmpty { await Task.yield() }
    await queue.shutDown()
    #expect(await waiting.value?.cause == .cancelled)
    #expect(await queue.failure(page)?.cause == .cancelled)
    await queue.shutDown()
  }

  @Test("A queue that is let go ends its loop")
  func release() async throws {
    var short: FetchQueue? = FetchQueue()
    weak let watched = short
    _ = try await short?.fetch(request(server.url("/page")))
    short = nil
    #expect(watched == nil)
  }
}

@Suite("What a queue costs", .timeLimit(.minutes(1)), .serialized)
struct QueueCostTests {
  @Test("Queues hold no thread of Swift's pool: more of them than cores, all waiting, and tasks still run")
  func poolIsFree() async throws {
    let server = try LoopbackServer()
    FaultPortal.install(on: server)
    let queues = (0..<16).map { _ in FetchQueue() }
    let silent = try request(server.url("/fault/silent"))
    let waiting = queues.map { queue in Task { await queue.failure(silent) } }
    while server.hits.count < 16 { await Task.yield() }
    let sum = await withTaskGroup(of: Int.self) { group in
      for number in 1...100 {
        group.addTask {
          await Task.yield(); return number
        }
      }
      return await group.reduce(0, +)
    }
    #expect(sum == 5_050)
    for task in waiting { task.cancel() }
    for task in waiting { #expect(await task.value?.cause == .cancelled) }
  }

  @Test("The loop sleeps while nothing is under way, and while a server says nothing")
  func idle() async throws {
    let server = try LoopbackServer()
    FaultPortal.install(on: server)
    let queue = FetchQueue()
    _ = try await queue.fetch(request(server.url("/fault/gzip")))
    #expect(try await turns(of: queue) <= 1)
    let silent = try request(server.url("/fault/silent"))
    let waiting = Task { await queue.failure(silent) }
    while server.hits.count < 2 { await Task.yield() }
    #expect(try await turns(of: queue) <= 6)
    waiting.cancel()
    #expect(await waiting.value?.cause == .cancelled)
  }

  /// How often the loop turns within 1.2 seconds.
  private func turns(of queue: FetchQueue) async throws -> Int {
    try await Task.sleep(for: .milliseconds(100))
    let before = queue.mailbox.turns.load(ordering: .relaxed)
    try await Task.sleep(for: .milliseconds(1_200))
    return queue.mailbox.turns.load(ordering: .relaxed) - before
  }

  @Test("At most so many exchanges of one host run at once")
  func perHost() async throws {
    let server = try LoopbackServer()
    let running = Crowd()
    server.on("/slow*") { _ in
      running.count.withLock {
        $0.now += 1; $0.most = max($0.most, $0.now)
      }
      Thread.sleep(forTimeInterval: 0.01)
      running.count.withLock { $0.now -= 1 }
      return .html("x")
    }
    let queue = FetchQueue(maxConnections: 16, maxConnectionsPerHost: 3)
    try await withThrowingTaskGroup(of: Int.self) { group in
      for index in 0..<40 {
        let asked = try request(server.url("/slow?\(index)"))
        group.addTask { try await queue.fetch(asked).status }
      }
      for try await status in group { #expect(status == 200) }
    }
    #expect(running.count.withLock { $0.most } <= 3)
    #expect(server.connections <= 3)
  }
}

/// A reproducible random sequence.
struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}

private final class Tally: Sendable {
  let count = Mutex((done: 0, cancelled: 0, other: 0))
}

private final class Crowd: Sendable {
  let count = Mutex((now: 0, most: 0))
}
