/// Whether a request to a host may start.
package enum Permission: Hashable, Sendable {
  case ready
  /// The circuit has rested: one request may start, for a page known to be good; for the home page when none is known.
  case probe
  /// `until` is `Moment.distantFuture` when only the end of a request in flight can change it.
  case wait(until: Moment, reason: WaitReason)

  /// What holds when both must agree, as a host and its address do: the longest wait, else the probe, else ready.
  package func joined(with other: Permission) -> Permission {
    switch (self, other) {
    case (.wait(let mine, _), .wait(let theirs, _)): mine < theirs ? other : self
    case (.wait, _): self
    case (_, .wait): other
    case (.probe, _), (_, .probe): .probe
    case (.ready, .ready): .ready
    }
  }
}

extension Moment {
  /// Later than anything that is ever planned.
  package static let distantFuture = Moment(milliseconds: .max)
}

/// Why a host has to wait; the raw values stand in `status`, in reports and in the catalogue.
package enum WaitReason: String, Sendable, Codable, CaseIterable {
  /// The pause between two requests.
  case delay
  /// As many requests are in flight as the host is allowed.
  case connections
  /// The host said Retry-After.
  case retryAfter = "retry-after"
  /// 429 or 503 without Retry-After.
  case refused
  /// Five different URLs in a row without a byte of answer.
  case circuitOpen = "circuit-open"
  /// Challenges instead of pages: the host declines programs.
  case challenged
  /// The day's requests are spent.
  case dailyBudget = "daily-budget"
  case workingHours = "working-hours"
  /// A person said pause.
  case paused
}
