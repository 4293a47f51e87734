#if DEBUG
  private import Foundation
  private import Glibc
  private import Synchronization
#endif

/// Places in the commit where tests kill the process: `FANGZHI_CRASH_AT=<name>` or `<name>:<n>` for the n-th time.
/// A release build has none.
enum CrashPoint {
  /// All of them, in the order of a visit's life.
  static let names =
    ["warcinfo", "response", "revisit", "request", "metadata"].flatMap { ["before-\($0)", "after-\($0)"] } + [
      "judging", "before-sync", "after-sync", "before-commit", "after-commit", "before-folder", "after-pages",
      "after-seal-rename", "after-index", "before-redaction", "after-redaction",
    ]

  @inline(__always)
  static func reach(_ name: @autoclosure () -> String) {
    #if DEBUG
      if let wanted { check(name(), wanted) }
    #endif
  }

  #if DEBUG
    private static let wanted: (name: String, visit: Int)? = {
      guard let text = ProcessInfo.processInfo.environment["FANGZHI_CRASH_AT"] else { return nil }
      let parts = text.split(separator: ":")
      guard names.contains(where: { $0 == parts.first ?? "" }) else { preconditionFailure("no crash point: \(text)") }
      return (String(parts[0]), parts.count > 1 ? Int(parts[1]) ?? 1 : 1)
    }()
    private static let reached = Mutex(0)

    private static func check(_ name: String, _ wanted: (name: String, visit: Int)) {
      precondition(names.contains(name) || name.hasSuffix("-resource"), "a crash point that is not listed: \(name)")
      guard name == wanted.name else { return }
      let count = reached.withLock { count in
        count += 1
        return count
      }
      if count == wanted.visit { kill(getpid(), SIGKILL) }
    }
  #endif
}
