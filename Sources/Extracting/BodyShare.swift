/// How much of a page's own text ended in the body: text that repeats on the host, links and chrome are no text of its
/// own. A share far below what is usual on a host says that a document was lost in cleaning.
struct BodyShare: Sendable, Hashable {
  /// 0 to 100.
  let percent: Int

  /// Pages with less text of their own say nothing.
  private static let fewest: Int32 = 200

  /// Nil for a page with hardly any text of its own.
  init?(_ labelled: [LabelledBlock], _ reading: PageReading) {
    var own: Int32 = 0
    var body: Int32 = 0
    for block in labelled {
      let scalars = reading.page.blocks[block.index].evidence.plainScalars
      switch reading.natures[block.index].kind {
      case .prose, .short, .table: own += scalars
      case .hidden, .image, .link, .chrome, .template: continue
      }
      if block.label == .body { body += scalars }
    }
    guard own >= BodyShare.fewest else { return nil }
    percent = Int(body * 100 / own)
  }

  /// What a host's pages usually have: the median; nil when too few of them have a body.
  static func usual(_ shares: [BodyShare]) -> Int? {
    let percents = shares.map(\.percent).filter { $0 > 0 }.sorted()
    return percents.count < SiteTemplate.minimumPages ? nil : percents[percents.count / 2]
  }

  /// Whether this is far below.
  func isFarBelow(_ usual: Int) -> Bool { percent * 3 < usual }
}
