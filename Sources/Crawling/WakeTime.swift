internal import Scheduling

/// When a crawl that waits for the end of a task is woken although none ends.
///
/// Timers cannot be taken back: one that is superseded by an earlier one goes off for nothing.
struct WakeTime {
  private var next: Moment?

  /// Whether a timer has to be set to be woken by then; false when one is set already that goes off no later.
  mutating func mustBeSet(by moment: Moment) -> Bool {
    if let next, next <= moment { return false }
    next = moment
    return true
  }

  /// Takes note that the timer of that moment went off.
  mutating func wentOff(_ moment: Moment) { if next == moment { next = nil } }
}
