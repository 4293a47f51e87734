package import Web

/// How much a link promises to lead to annual reports (portals.md §5.2): by its text and by the words of its address.
package enum LinkScore {
  /// 5 and more: a column of annual reports, or a report. 2 to 4: a column above one. 0: nothing known. Below 0: a
  /// document that only looks like one.
  package static func score(text: some StringProtocol, url: CrawlURL) -> Int {
    let title = FoldedTitle(text)
    if decoys.contains(where: { title.contains($0) }) { return -5 }
    return score(title) + (slugs(of: url) ? 2 : 0)
  }

  private static func score(_ title: FoldedTitle) -> Int {
    if title.scalars.isEmpty { return 0 }
    if reportColumns.contains(where: { title.contains($0) }) { return 5 }
    if ReportTitle(String(String.UnicodeScalarView(title.scalars))).isReport { return 5 }
    if disclosure.contains(where: { title.contains($0) }) { return 3 }
    if parts.contains(where: { title.contains($0) }) || isYear(title) { return 2 }
    return 0
  }

  private static let reportColumns = scalars([
    "政府信息公开年报", "信息公开年报", "政府信息公开年度报告", "政府信息公开工作年度报告", "信息公开年度报告",
  ])
  private static let disclosure = scalars([
    "政府信息公开", "信息公开", "政务公开", "法定主动公开内容", "信息公开目录", "监督保障", "年度报告",
  ])
  private static let parts = scalars(["各镇街", "街道", "乡镇", "镇(街道)", "各部门", "部门年报"])
  private static let decoys = scalars([
    "政府网站工作年度报表", "年度工作报表", "政府网站年度报表", "政府工作报告", "法治政府建设年度报告", "法治政府建设", "预算", "决算",
    "统计年鉴", "统计公报", "企业年报", "年度计划", "年报制度", "年报格式", "年度报告格式", "年度报告制度",
  ])

  private static func scalars(_ words: [String]) -> [[Unicode.Scalar]] { words.map { Array($0.unicodeScalars) } }

  /// 2020, 2020年, 2020年度.
  private static func isYear(_ title: FoldedTitle) -> Bool {
    let digits = title.scalars.prefix(4)
    guard digits.count == 4, digits.starts(with: "20"), digits.allSatisfy({ ("0"..."9").contains($0) }) else {
      return false
    }
    return ["", "年", "年度"].contains { title.scalars.dropFirst(4).elementsEqual($0.unicodeScalars) }
  }

  /// Whether a folder of the path is one of the usual slugs, a year in it or not: `xxgknb`, `gknb2020`, `2020nb`.
  private static func slugs(of url: CrawlURL) -> Bool {
    url.path.utf8.split(separator: 0x2F).contains { segment in
      let stem = segment.prefix { $0 != UInt8(ascii: ".") }
      let letters = stem.filter { !(0x30...0x39).contains($0) }
      let figures = stem.count - letters.count
      guard figures == 0 || figures == 4 else { return false }
      let word = String(decoding: letters, as: UTF8.self)
      return figures == 4 ? yearSlugs.contains(word) : columnSlugs.contains(word)
    }
  }

  private static let columnSlugs: Set<String> = [
    "xxgknb", "zfxxgknb", "zfxxgkndbg", "xxgkndbg", "gbmxxgkndbg", "qgbmxxgknb", "gknb", "ndbg", "sxgknb", "nb",
    "zxjd",
  ]
  private static let yearSlugs: Set<String> = ["gknb", "xxgknb", "zfxxgknb", "sxgknb", "n", "nb", "ndbg"]
}
