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
  /// Where its document stands now; nil unless it moved. It stays known while the address only fails.
  package var movedTo: String?

  package init(state: AddressState = .failing, goneDays: Int = 0, goneDay: String? = nil, movedTo: String? = nil) {
    self.state = state
    self.goneDays = goneDays
    self.goneDay = goneDay
    self.movedTo = movedTo
  }

  /// The standing once its document was recognised at that URL.
  package func moved(to url: String) -> AddressStanding {
    AddressStanding(state: .moved, goneDays: goneDays, goneDay: goneDay, movedTo: url)
  }

  /// The standing after a visit that ended so on that day (`yyyymmdd`).
  ///
  /// An address counts as gone only after `confirmations` different days (archive layout §5), so that an outage of
  /// a day never reads as a deletion; one whose document moved has it elsewhere and is never gone.
  ///
  /// - Parameter target: where the answer pointed; nil when it did not.
  package func after(
    _ outcome: Outcome, on day: String, confirmations: Int, target: String? = nil
  ) -> AddressStanding {
    switch outcome {
    case _ where outcome.isGood: return AddressStanding(state: .current)
    case .moved: return AddressStanding(state: .moved, movedTo: target ?? movedTo)
    case .redirect:
      return state == .current ? AddressStanding(state: .current) : with(.moved, goneDays: 0, goneDay: nil)
    case .gone: return movedTo == nil ? confirmedGone(on: day, confirmations: confirmations) : with(.moved)
    case .blocked: return with(.blocked)
    case .disallowed, .excluded: return self
    default: return with(.failing)
    }
  }

  private func with(_ state: AddressState) -> AddressStanding { with(state, goneDays: goneDays, goneDay: goneDay) }

  private func with(_ state: AddressState, goneDays: Int, goneDay: String?) -> AddressStanding {
    AddressStanding(state: state, goneDays: goneDays, goneDay: goneDay, movedTo: movedTo)
  }

  private func confirmedGone(on day: String, confirmations: Int) -> AddressStanding {
    let days = goneDay == day ? goneDays : goneDays + 1
    let isGone = state == .gone || days >= confirmations
    return AddressStanding(state: isGone ? .gone : .failing, goneDays: days, goneDay: day)
  }
}
