internal import Archiving
package import Cataloguing
package import Scheduling
private import Synchronization

/// Where a scheduled run stands: what its health file and its metrics say.
package struct RunStatus: Sendable, Hashable {
  package enum State: String, Sendable {
    /// No portal is due.
    case waiting
    case crawling
    case stopped
  }

  package var state = State.waiting
  package let started: Moment
  /// When this was true.
  package var at: Moment
  /// Portals whose round is under way.
  package var active: [String] = []
  /// When the next round of each portal begins.
  package var next: [String: Moment] = [:]
  /// When the last round of each portal was complete.
  package var last: [String: Moment] = [:]
  package var progress = CrawlProgress()
  /// Visits since the start, by portal and outcome.
  package var outcomes: [String: [Outcome: Int]] = [:]
  /// Addresses that stay queued, by portal, as the last round left them.
  package var queued: [String: Int] = [:]
  /// Why a portal was left alone in its last round.
  package var closed: [String: String] = [:]
  package var rounds = 0
  /// Change notices that were taken, and why the last batch was not; nil when it was.
  package var notices = 0
  package var noticeFailure: String?

  package init(started: Moment) {
    self.started = started
    at = started
  }
}

/// The status while it changes: written by the run, read by whoever asks.
final class RunBoard: Sendable {
  private let state: Mutex<RunStatus>

  init(started: Moment) { state = Mutex(RunStatus(started: started)) }

  var status: RunStatus { state.withLock { $0 } }

  func change(_ body: (inout RunStatus) -> Void) { state.withLock { body(&$0) } }

  /// Takes in what came of a round.
  ///
  /// - Parameter done: the portals whose round is complete.
  func take(_ report: CrawlReport, of portals: [Portal], done: [String], at now: Moment) {
    state.withLock { status in
      status.rounds += 1
      for portal in portals {
        status.queued[portal.id] = report.queued[portal.id] ?? 0
        status.closed[portal.id] = report.closed[portal.id]
      }
      for portal in done { status.last[portal] = now }
    }
  }

  /// Takes in what a crawl tells.
  func take(_ news: CrawlNews, at now: Moment) {
    state.withLock { status in
      status.at = now
      switch news {
      case .progress(let progress): status.progress = progress
      case .visit(let kept, let portal):
        status.outcomes[portal, default: [:]][kept.capture.outcome, default: 0] += 1
      }
    }
  }
}

/// Lets one through every ten seconds.
final class Pulse: Sendable {
  private let last = Mutex(Moment(milliseconds: 0))

  func beats(at now: Moment) -> Bool {
    last.withLock { last in
      if abs(now - last) < .seconds(10) { return false }
      last = now
      return true
    }
  }
}
