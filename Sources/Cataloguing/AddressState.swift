/// What an address is now, concluded from all its visits.
package enum AddressState: String, Sendable, Hashable, CaseIterable, Codable {
  /// Its latest version stands there.
  case current
  /// Its document moved to another address, or it only ever pointed elsewhere.
  case moved
  /// It was found gone on as many different days as the portal asks for.
  case gone
  /// The host declines programs there.
  case blocked
  /// The last visits gave nothing usable, and too few of them to call it gone.
  case failing
}

/// The state of one address with what is needed to move it on by one more visit.
package struct AddressStanding: Sendable, Hashable {
  package var state: AddressState
  /// On how many different days in a row it was found gone.
  package var goneDays: Int
  /// The last such day, `yyyymmdd`, UTC.
  package var goneDay: String?

  package init(state: AddressState = .failing, goneDays: Int = 0, goneDay: String? = nil) {
    self.state = state
    self.goneDays = goneDays
    self.goneDay = goneDay
  }

  /// The standing after a visit that ended so on that day (`yyyymmdd`).
  ///
  /// An address counts as gone only after `confirmations` different days (archive layout §5), so that an outage of
  /// a day never reads as a deletion.
  package func after(_ outcome: Outcome, on day: String, confirmations: Int) -> AddressStanding {
    switch outcome {
    case _ where outcome.isGood: return AddressStanding(state: .current)
    case .moved: return AddressStanding(state: .moved)
    case .redirect: return AddressStanding(state: state == .current ? .current : .moved)
    case .gone: return confirmedGone(on: day, confirmations: confirmations)
    case .blocked: return AddressStanding(state: .blocked, goneDays: goneDays, goneDay: goneDay)
    case .disallowed, .excluded: return self
    default: return AddressStanding(state: .failing, goneDays: goneDays, goneDay: goneDay)
    }
  }

  private func confirmedGone(on day: String, confirmations: Int) -> AddressStanding {
    let days = goneDay == day ? goneDays : goneDays + 1
    let isGone = state == .gone || days >= confirmations
    return AddressStanding(state: isGone ? .gone : .failing, goneDays: days, goneDay: day)
  }
}
