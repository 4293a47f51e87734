/// Whether a title is that of an annual report on the disclosure of government information, 政府信息公开年报
/// (portals.md §5.2). Decided by the title alone: slugs lie.
package struct ReportTitle: Hashable, Sendable {
  /// Whether it is one.
  package let isReport: Bool
  /// The year the title names; nil without one.
  package let year: Int?

  package init(_ title: some StringProtocol) {
    let folded = FoldedTitle(title)
    isReport = folded.namesReport && !folded.isAboutReports
    year = folded.year
  }

  /// The year that a title names, when nothing else is asked of it; nil without one.
  package static func year(in title: some StringProtocol) -> Int? { FoldedTitle(title).year }

  /// The year a report is about, and how we know: by the title, else by 统计期限自…年 in the text, else the year before
  /// it was published, which is inferred.
  package static func year(title: String, period: Int?, published: Int?) -> ReportYear? {
    if let year = year(in: title) { return ReportYear(year: year, source: .title) }
    if let period { return ReportYear(year: period, source: .period) }
    return published.map { ReportYear(year: $0 - 1, source: .published) }
  }

  /// The year in 统计期限自2020年1月1日, when the text has such a place.
  package static func period(in text: some StringProtocol) -> Int? {
    let scalars = FoldedTitle(text).scalars
    guard let place = scalars.firstPlace(of: "统计期限自") else { return nil }
    return scalars[place.upperBound...].leadingYear
  }
}

/// A report's year and where it was read.
package struct ReportYear: Hashable, Sendable, Codable {
  package enum Source: String, Hashable, Sendable, Codable {
    case title, period
    /// Inferred: the year before publication.
    case published
  }
  package let year: Int
  package let source: Source
}

extension FoldedTitle {
  /// `信息公开(?:工作)?(?:20\d\d年度?)?(?:工作)?(?:年度)?(?:工作)?(?:报告|年报)`
  fileprivate var namesReport: Bool {
    var rest = scalars[...]
    while let place = rest.firstPlace(of: "信息公开") {
      rest = rest[place.upperBound...]
      var tail = rest
      tail.drop("工作")
      if tail.leadingYear != nil {
        tail = tail.dropFirst(5)
        tail.drop("度")
      }
      tail.drop("工作")
      tail.drop("年度")
      tail.drop("工作")
      if tail.starts(with: "报告") || tail.starts(with: "年报") { return true }
    }
    return false
  }

  /// `(报告|年报)(格式|制度)|通知$|报表|指南|关于.*(编制|发布|报送).*(通知|方案)`: documents about reports.
  fileprivate var isAboutReports: Bool {
    if ["报告格式", "报告制度", "年报格式", "年报制度", "报表", "指南"].contains(where: { contains($0) }) { return true }
    if scalars.suffix(2).elementsEqual("通知".unicodeScalars) { return true }
    guard let about = scalars.firstPlace(of: "关于") else { return false }
    let rest = scalars[about.upperBound...]
    return ["编制", "发布", "报送"].contains { verb in
      guard let place = rest.firstPlace(of: verb) else { return false }
      let tail = rest[place.upperBound...]
      return tail.firstPlace(of: "通知") != nil || tail.firstPlace(of: "方案") != nil
    }
  }

  /// The first 20xx年.
  fileprivate var year: Int? {
    scalars.indices.lazy.compactMap { scalars[$0...].leadingYear }.first
  }
}
