/// Everything found for one key, best first by rank; equals keep page order.
struct Candidates<Value: Equatable> {
  struct Candidate {
    let value: Value
    /// Lower is better.
    let rank: Int
  }

  private(set) var all: [Candidate] = []

  mutating func add(_ value: Value, rank: Int) { all.append(Candidate(value: value, rank: rank)) }

  var best: Value? { all.min { $0.rank < $1.rank }?.value }
}

extension Candidates<PrintedDate> {
  /// The best one; of those as good that name the same day, the one that says more.
  var bestDate: PrintedDate? {
    guard let best = all.min(by: { $0.rank < $1.rank }) else { return nil }
    let rivals = all.filter { $0.rank / 10 == best.rank / 10 && $0.value.day == best.value.day }
    return rivals.max { $0.value.precision.rank < $1.value.precision.rank }?.value ?? best.value
  }
}

/// How much a finding is worth, from where it stands: visible beside the title first, then what the page declares in
/// `<meta>`, then what stands elsewhere, then the address. Ranks of one ten are equally good.
enum EvidenceRank {
  static let besideTitle = 0
  static let afterBody = 10
  static let undated = 20
  static let bareDate = 30
  static let meta = 40
  static let otherMeta = 50
  static let insideBody = 60
  static let weak = 70
  static let url = 80
}
