internal import Crawling
private import Foundation
private import Glibc
private import Synchronization

/// The one line on a terminal that shows how far a crawl is; plain lines where standard error is none.
final class ProgressLine: Sendable {
  private let isTerminal = isatty(STDERR_FILENO) == 1
  private let isQuiet: Bool
  private let state = Mutex((isShown: false, lastPlain: -30.0))

  init(isQuiet: Bool) { self.isQuiet = isQuiet }

  /// Shows where the crawl stands.
  func show(_ progress: CrawlProgress) {
    if isQuiet { return }
    state.withLock { state in
      if isTerminal {
        state.isShown = true
        return write("\r\u{1B}[K" + Self.text(progress))
      }
      // A log needs no line a second.
      guard progress.seconds - state.lastPlain >= 30 else { return }
      state.lastPlain = progress.seconds
      write(Self.text(progress) + "\n")
    }
  }

  /// Makes room for a line of another kind.
  func clear() {
    state.withLock { state in
      if state.isShown { write("\r\u{1B}[K") }
      state.isShown = false
    }
  }

  private static func text(_ progress: CrawlProgress) -> String {
    let rate = progress.rate
    var text = "\(progress.visits) visited, \(progress.queued) queued, \(progress.inFlight) under way, "
    text += String(format: "%.1f/s, ", rate) + "\(progress.hosts) hosts waiting"
    if rate > 0, progress.queued > 0 { text += ", " + eta(Double(progress.queued) / rate) + " left" }
    return text
  }

  private static func eta(_ seconds: Double) -> String {
    let minutes = Int(seconds / 60)
    return minutes < 1 ? "\(Int(seconds)) s" : minutes < 120 ? "\(minutes) min" : "\(minutes / 60) h"
  }

  private func write(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data(text.utf8)) }
}
