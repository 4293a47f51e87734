/// The organs of one portal by their names, for telling whose annual report a title announces.
package struct OrganNames: Sendable {
  private let names: [(id: String, name: String)]

  /// - Parameter organs: each one's id with all names it goes by.
  package init(_ organs: [(id: String, names: [String])]) {
    names = organs.flatMap { organ in organ.names.map { (organ.id, String($0.filter { !$0.isWhitespace })) } }
      .filter { !$0.1.isEmpty }.sorted { $0.1.unicodeScalars.count > $1.1.unicodeScalars.count }
  }

  /// The organ that a title names; nil when it names none of them.
  ///
  /// The longest name counts, and it must end where the organ's name ends: 青禾区 is not meant in 青禾区财政局.
  package func organ(in title: some StringProtocol) -> String? {
    let folded = FoldedTitle(title)
    return names.first { folded.names($0.name) }?.id
  }
}

extension FoldedTitle {
  fileprivate func names(_ organ: String) -> Bool {
    var rest = scalars[...]
    while let place = rest.firstPlace(of: organ) {
      rest = rest[place.upperBound...]
      if rest.isPastName { return true }
    }
    return false
  }
}

extension ArraySlice<Unicode.Scalar> {
  /// Whether what comes next is no part of an organ's name any more.
  fileprivate var isPastName: Bool {
    var tail = self
    for suffix in ["人民政府", "办事处", "办公室", "管理委员会"] where tail.starts(with: suffix) {
      tail = tail.dropFirst(suffix.unicodeScalars.count)
      break
    }
    guard let next = tail.first else { return true }
    if ("0"..."9").contains(next) || next.properties.generalCategory.isPunctuation { return true }
    return ["政府信息", "信息公开", "政务公开", "关于", "年度", "本级"].contains { tail.starts(with: $0) }
  }
}

extension Unicode.GeneralCategory {
  fileprivate var isPunctuation: Bool {
    switch self {
    case .openPunctuation, .closePunctuation, .dashPunctuation, .otherPunctuation, .initialPunctuation,
      .finalPunctuation, .connectorPunctuation:
      true
    default: false
    }
  }
}
