package import Web

/// Addresses that lead a crawler in circles or into endless rooms.
package struct Traps: Hashable, Sendable {
  /// Longer addresses are refused. 2,048 bytes.
  package var longestURL = 2_048
  /// More path segments are refused. 20.
  package var mostSegments = 20
  /// A segment that comes more often is refused; one of figures, as in dates, may come twice as often. 2.
  package var mostRepeats = 2
  /// More hops from a seed are refused. 20.
  package var mostHops = 20
  /// A page number above this is none. 9,999.
  package var highestPage = 9_999

  package init() {}

  /// The trap that an address is, nil when it is none.
  package func trap(_ url: CrawlURL, hops: Int) -> Trap? { structural(url, hops: hops) ?? soft(url) }

  /// What no rule of a portal lifts: the form of the address itself is the evidence.
  package func structural(_ url: CrawlURL, hops: Int) -> Trap? {
    if url.text.utf8.count > longestURL { return Trap(.urlLength, "") }
    if hops > mostHops { return Trap(.hops, "") }
    let path = url.text.utf8.span.extracting(url.pathPlace)
    let segments = PathSegments(path).places
    if segments.count > mostSegments { return Trap(.pathDepth, "") }
    // Three of a kind need three segments.
    guard segments.count > mostRepeats else { return nil }
    for (index, segment) in segments.enumerated() {
      var count = 1
      for other in segments[(index + 1)...] where other.count == segment.count {
        if zip(segment, other).allSatisfy({ path[$0] == path[$1] }) { count += 1 }
      }
      guard count > mostRepeats else { continue }
      let isNumber = segment.allSatisfy { (0x30...0x39).contains(path[$0]) }
      if count > (isNumber ? 2 * mostRepeats : mostRepeats) {
        return Trap(.repeatedSegment, String(utf8: path.extracting(segment)))
      }
    }
    return nil
  }

  /// What a rule of a portal lifts when it names it.
  package func soft(_ url: CrawlURL) -> Trap? {
    let words = URLWords(url)
    return searchTrap(words) ?? calendarTrap(words) ?? sessionTrap(words) ?? pageTrap(words)
  }
}

/// A trap that an address was found to be.
package struct Trap: Hashable, Sendable {
  /// The raw value is the rule's name in `explain` and in reports.
  package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    case urlLength = "trap:url-length"
    case hops = "trap:hops"
    case pathDepth = "trap:path-depth"
    case repeatedSegment = "trap:repeated-segment"
    case search = "trap:search"
    case calendar = "trap:calendar"
    case session = "trap:session"
    case pageNumber = "trap:page-number"
    /// A list that goes on without new links: see ``ListRun``.
    case listRun = "trap:list-without-new-links"
  }

  package let kind: Kind
  /// The segment or parameter that gave it away, in lower case; empty when the whole address did.
  package let evidence: String

  init(_ kind: Kind, _ evidence: some StringProtocol) {
    self.kind = kind
    self.evidence = String(evidence)
  }

  /// `trap:search (was5)`.
  package var rule: String { evidence.isEmpty ? kind.rawValue : "\(kind.rawValue) (\(evidence))" }
}

// MARK: What portals have

extension Traps {
  /// Search pages of portals: TRS (`/was5/`, `/igs/front/`), Hanweb (`/jrobotfront/`, `/jsearch/`) and plain ones.
  private func searchTrap(_ words: URLWords) -> Trap? {
    // Kaipuyun's lists for programs live under /common/search/ too.
    if words.parameters.contains(where: { $0.name == "_isjson" }) { return nil }
    if let stem = words.stems.first(where: { searchSegments.contains($0) }) { return Trap(.search, stem) }
    return words.parameters.first { searchParameters.contains($0.name) }.map { Trap(.search, $0.name) }
  }

  private func calendarTrap(_ words: URLWords) -> Trap? {
    if let stem = words.stems.first(where: namesCalendar) { return Trap(.calendar, stem) }
    if words.parameters.isEmpty { return nil }
    let names = Set(words.parameters.map(\.name))
    if let name = names.first(where: { $0.hasPrefix("calendar") }) { return Trap(.calendar, name) }
    if !names.isDisjoint(with: ["year", "nian"]), let month = names.first(where: { ["month", "yue"].contains($0) }) {
      return Trap(.calendar, month)
    }
    return words.parameters.first { dayParameters.contains($0.name) && isDay($0.value) }.map {
      Trap(.calendar, $0.name)
    }
  }

  private func namesCalendar(_ stem: String) -> Bool { stem.hasPrefix("calendar") || stem.hasPrefix("rili") }

  private func sessionTrap(_ words: URLWords) -> Trap? {
    SessionParameters().first(in: words).map { Trap(.session, $0) }
  }

  private func pageTrap(_ words: URLWords) -> Trap? {
    if let page = words.parameters.first(where: { ListPage.parameters.contains($0.name) }),
      let number = Int(page.value), number > highestPage
    {
      return Trap(.pageNumber, page.name)
    }
    guard let file = words.segments.last, let number = ListPage.number(inFile: file), number > highestPage else {
      return nil
    }
    return Trap(.pageNumber, words.stems.last ?? file)
  }

  /// 20260101, 2026-01-01, 2026-1-1, 2026/1/1.
  private func isDay(_ value: String) -> Bool {
    let parts = value.replacing("%2f", with: "/").split { $0 == "-" || $0 == "/" }
    guard parts.allSatisfy({ Int($0) != nil }), let first = parts.first, first.hasPrefix("19") || first.hasPrefix("20")
    else { return false }
    return parts.count == 3 && first.utf8.count == 4 || parts.count == 1 && first.utf8.count == 8
  }
}

private let searchSegments: Set<String> = [
  "search", "searchs", "searchlist", "searchresult", "searchresults", "searchpage", "searchindex", "advsearch",
  "advancedsearch", "sitesearch", "fullsearch", "fulltextsearch", "dosearch", "tosearch", "gotosearch", "wssearch",
  "webscan", "jsearch", "jsearchfront", "isearch", "zsearch", "esearch", "was5", "igs", "jrobot", "jrobotfront",
  "sousuo", "ssjg", "zhss", "qwss", "znss",
]

private let searchParameters: Set<String> = [
  "q", "qt", "wd", "kw", "query", "querystring", "keyword", "keywords", "searchword", "searchwords", "searchtext",
  "searchkey", "searchcontent", "searchvalue", "search",
]

private let dayParameters: Set<String> = ["date", "day", "riqi", "startdate", "enddate", "begindate"]
