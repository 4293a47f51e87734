/// Whether a document is an annual report on the disclosure of government information (政府信息公开条例 art. 49–50).
struct ReportTitle {
  let isReport: Bool

  /// By the title; without a telling one by at least three of the six prescribed headings.
  init(_ title: String, _ blocks: [DocumentBlock]) {
    let title = title.filter { !$0.isWhitespace }
    if ReportTitle.isAboutReports(title) {
      isReport = false
    } else {
      isReport = ReportTitle.names(title) || ReportTitle.headings(blocks) >= 3
    }
  }

  /// `信息公开`, then any of 工作, 年度 and a year, then 报告 or 年报.
  private static func names(_ title: String) -> Bool {
    for opening in ["信息公开", "資訊公開", "信息公開"] {
      var rest = title[...]
      while let place = rest.utf8Range(of: opening) {
        rest = rest[place.upperBound...]
        if endsAsReport(rest) { return true }
      }
    }
    return false
  }

  private static func endsAsReport(_ text: Substring) -> Bool {
    var rest = text
    for _ in 0..<6 {
      if ["报告", "年报", "報告", "年報"].contains(where: { rest.hasPrefix($0) }) { return true }
      if let word = ["工作", "年度", "年", "情况", "情況"].first(where: { rest.hasPrefix($0) }) {
        rest = rest.dropFirst(word.count)
      } else if let first = rest.first, first.isNumber || "（）()".contains(first) {
        rest = rest.drop { $0.isNumber || "（）()".contains($0) }
      } else {
        return false
      }
    }
    return false
  }

  /// Forms, guides and notices about reports are none.
  private static func isAboutReports(_ title: String) -> Bool {
    let bytes = Array(title.utf8)
    if papers.contains(where: { bytes.contains($0) }) { return true }
    return title.hasSuffix("通知") || title.hasSuffix("方案") || bytes.contains(about) && bytes.contains(making)
  }

  private static let papers = ["报表", "指南", "格式", "制度", "审计报告"].map { Array($0.utf8) }
  private static let about = Array("关于".utf8)
  private static let making = Array("编制".utf8)

  /// How many of the six prescribed headings stand in short lines of the body; three are enough to know.
  private static func headings(_ blocks: [DocumentBlock]) -> Int {
    var found: Set<Int> = []
    for block in blocks {
      guard let line = line(of: block), line.utf8.count <= 120 else { continue }
      let bytes = Array(line.utf8)
      for (index, name) in names.enumerated() where bytes.contains(name) { found.insert(index) }
      if found.count >= 3 { break }
    }
    return found.count
  }

  private static func line(of block: DocumentBlock) -> String? {
    switch block.content {
    case .heading(let text, _, _), .paragraph(let text, .some): text
    default: nil
    }
  }

  private static let names = [
    "总体情况", "主动公开政府信息情况", "收到和处理政府信息公开申请", "行政复议、行政诉讼", "存在的主要问题及改进", "其他需要报告的事项",
  ].map { Array($0.utf8) }
}
