package import Scheduling

extension ScheduledRun {
  /// The clock and how to wait for it.
  package struct Time: Sendable {
    package let now: @Sendable () -> Moment
    /// Returns when the clock shows that moment. Thrown when the task was cancelled.
    package let wait: @Sendable (Moment) async throws -> Void

    package init(now: @escaping @Sendable () -> Moment, wait: @escaping @Sendable (Moment) async throws -> Void) {
      self.now = now
      self.wait = wait
    }
  }
}
