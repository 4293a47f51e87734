internal import Extracting
internal import Fetching
internal import Scheduling
internal import Web

extension PortalExamination {
  /// Columns that are followed from the home page, and from the best of those.
  private static let breadth = 3

  /// Looks for the places where a crawl should begin.
  func findEntries(
    from page: PortalAnswer, _ access: RobotsAccess, _ diagnosis: inout PortalDiagnosis
  ) async throws {
    var entries = [PortalEntry(kind: .home, url: page.url)]
    var seen: Set<CrawlURL> = [page.url]
    var columns = self.columns(on: page, diagnosis.portal, access).filter { seen.insert($0.url).inserted }
    for _ in 0..<2 {
      var deeper: [ColumnLink] = []
      for column in columns.prefix(Self.breadth) {
        guard let answer = try await open(column, &diagnosis) else { continue }
        entries.append(column.entry)
        if column.score < 5 {
          deeper += self.columns(on: answer, diagnosis.portal, access).filter { $0.score >= 5 }
        }
      }
      columns = deeper.filter { seen.insert($0.url).inserted }
    }
    if entries.count == 1 {
      diagnosis.add(.warning, "list", "no column of annual reports is linked from the home page: add one by hand")
    }
    if case .rules(let rules) = access, let map = rules.sitemaps.compactMap({ page.url.resolve($0) }).first {
      try await count(map, &diagnosis)
    }
    diagnosis.portal.entries = entries
  }

  /// Opens a column and notes how it goes on; nil when it does not answer, or not to a program.
  private func open(_ column: ColumnLink, _ diagnosis: inout PortalDiagnosis) async throws -> PortalAnswer? {
    guard case .success(let answer) = try await inquiry.ask(column.url, diagnosis.portal),
      answer.exchange.status == 200, answer.refusal == nil
    else { return nil }
    let links = Discovery.links(in: answer.extraction, at: answer.url)
    let adapters = Set(links.filter { $0.kind == .pagination || $0.kind == .api }.map(\.adapter)).sorted()
    let pages = adapters.isEmpty ? "one page" : "goes on by \(adapters.joined(separator: ", "))"
    diagnosis.add(
      .fine, "list", "\(column.url): \(column.text.isEmpty ? "-" : column.text), \(links.count) links, \(pages)")
    return answer
  }

  /// Links of a page that promise annual reports, the best first.
  private func columns(on page: PortalAnswer, _ portal: Portal, _ access: RobotsAccess) -> [ColumnLink] {
    Discovery.links(in: page.extraction, at: page.url).filter { $0.kind == .link && portal.covers($0.url) }
      .map { ColumnLink(url: $0.url, text: $0.text, score: LinkScore.score(text: $0.text, url: $0.url)) }
      .filter { $0.score >= 2 && access.verdict(for: $0.url, agent: "Fangzhi").isAllowed }
      .sorted { $0.score > $1.score }
  }

  private func count(_ map: CrawlURL, _ diagnosis: inout PortalDiagnosis) async throws {
    guard case .success(let answer) = try await inquiry.ask(map, diagnosis.portal), answer.exchange.status == 200 else {
      return diagnosis.add(.warning, "sitemap", "\(map) is named in robots.txt and does not answer")
    }
    let links = Discovery.links(inSitemap: answer.body, at: answer.url)
    diagnosis.add(.fine, "sitemap", "\(map), named in robots.txt: \(links.count) addresses")
  }

  /// Whether the entries of a portal file answer, and whether its own rules admit them.
  func checkEntries(_ access: RobotsAccess, _ diagnosis: inout PortalDiagnosis) async throws {
    let portal = diagnosis.portal
    let scope: Scope?
    do { scope = try portal.makeScope() } catch {
      diagnosis.add(.obstacle, "entry", error.description)
      scope = nil
    }
    for (index, entry) in portal.entries.enumerated() {
      let name = "entries[\(index)] \(entry.url)"
      if let verdict = scope?.verdict(for: entry.url, depth: 0), !verdict.isAccepted {
        diagnosis.add(.warning, "entry", "\(name): the portal's own rules exclude it: \(verdict.rule)")
        continue
      }
      guard access.verdict(for: entry.url, agent: "Fangzhi").isAllowed else {
        diagnosis.add(.warning, "entry", "\(name): robots.txt disallows it")
        continue
      }
      switch try await inquiry.ask(entry.url, portal) {
      case .failure(let error): diagnosis.add(.warning, "entry", "\(name): \(error.code): \(error.message)")
      case .success(let answer): describe(answer, of: entry, name, &diagnosis)
      }
    }
  }

  private func describe(
    _ answer: PortalAnswer, of entry: PortalEntry, _ name: String, _ diagnosis: inout PortalDiagnosis
  ) {
    if let refusal = answer.refusal {
      return diagnosis.add(.warning, "entry", "\(name): \(refusal.state.rawValue)")
    }
    guard answer.exchange.status == 200 else {
      return diagnosis.add(.warning, "entry", "\(name): \(answer.exchange.status); look for its new address")
    }
    let moved = answer.url == entry.url ? "" : ", now at \(answer.url)"
    diagnosis.add(
      moved.isEmpty ? .fine : .note, "entry", "\(name): \(answer.extraction.kind.rawValue)\(moved)")
  }
}

/// A link that promises a column of annual reports, or the way to one.
private struct ColumnLink {
  let url: CrawlURL
  let text: String
  let score: Int

  var entry: PortalEntry { PortalEntry(kind: url.path.contains("/gkmlpt") ? .gkmlpt : .column, url: url) }
}
