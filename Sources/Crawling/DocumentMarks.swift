internal import Extracting
internal import Scheduling
internal import Web

/// What two documents of nearly the same text must share to be one.
struct DocumentMarks: Hashable {
  private let title: String
  private let organ: String?
  private let year: Int?

  init(title: String, organ: String?, published: String?, text: String) {
    self.title = title.filter { !$0.isWhitespace }
    self.organ = organ
    // Of a report that its title does not date, the period in its text; of others the year of publication.
    let period = ReportTitle.period(in: text)
    year = ReportTitle(title).year ?? period ?? published.flatMap { Int($0.prefix(4)) }
  }

  init(_ document: Document) {
    let metadata = document.metadata
    self.init(
      title: metadata.title ?? "", organ: metadata.sourceOrgResolved ?? metadata.sourceOrg,
      published: metadata.published?.value, text: document.text)
  }

  /// The same title, or the same organ and year; another year, or another organ, is another document whatever its title.
  func agree(with other: DocumentMarks) -> Bool {
    if let year, let another = other.year, year != another { return false }
    if let organ, let another = other.organ, !organ.contains(another), !another.contains(organ) { return false }
    if !title.isEmpty, title == other.title { return true }
    return organ != nil && organ == other.organ && year != nil && year == other.year
  }
}
