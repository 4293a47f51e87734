import Foundation
import LoopbackServer
import Testing

private let environment = ProcessInfo.processInfo.environment
private let soakPages = environment["FANGZHI_SOAK"].flatMap { Int($0) } ?? 0

/// `make soak`: a portal of 100,000 invented pages, crawled with memory sampled every second.
@Suite(
  "A crawl of very many pages",
  .enabled(if: soakPages > 0, "FANGZHI_SOAK is not set: how many pages to invent"), .timeLimit(.minutes(240)))
struct SoakTests {
  @Test("needs no more memory at its end than at its beginning, and finds every page once")
  func flat() async throws {
    let place = try Workplace()
    let server = place.server
    let farm = EndlessFarm(articles: soakPages, on: server)
    try place.writePortal()
    // FANGZHI_PROGRAM is the release build; its figures are the ones that count.
    let program = environment["FANGZHI_PROGRAM"].map { URL(filePath: $0) } ?? Workplace.program
    let crawl = try place.start(program, ["crawl", "--max-wait", "0", "-q"])
    let watch = MemoryWatch(of: crawl.processIdentifier) { server.hitCount }
    let ending = try await crawl.end()
    let samples = await watch.samples
    #expect(ending.status == 0, "\(ending.errors)")
    let asked = place.asked
    #expect(asked.count == farm.count && Set(asked).count == farm.count, "\(asked.count) of \(farm.count)")
    let figures = SoakFigures(samples, pages: farm.count)
    print(figures.text)
    #expect(figures.growth <= 12_000, "kB more at the end than at a tenth of the way")
  }
}

/// A portal whose pages are written when they are asked for: columns of twenty lists with a hundred articles each.
struct EndlessFarm {
  private static let listsOfColumn = 20
  private static let articlesOfList = 100
  private let lists: Int
  private let articles: Int

  /// Its pages: home, lists, articles.
  var count: Int { 1 + lists + articles }

  init(articles: Int, on server: LoopbackServer) {
    self.articles = articles
    lists = (articles + Self.articlesOfList - 1) / Self.articlesOfList
    let farm = self
    server.on("/robots.txt", .plain("User-agent: *\nDisallow: /admin/\n"))
    server.on("/") { _ in .html(farm.home) }
    server.on("/lm*") { .html(farm.list($0.path)) }
    server.on("/art/*") { .html(farm.article($0.path)) }
  }

  private var home: String {
    let columns = (lists + Self.listsOfColumn - 1) / Self.listsOfColumn
    let links = (0..<columns).map { "<li><a href=\"/lm\($0)/index.html\">第\($0)栏目</a></li>" }.joined()
    return "<html><head><title>长河区人民政府</title></head><body><ul>\(links)</ul></body></html>"
  }

  /// `/lm3/index.html`, `/lm3/index_1.html` …
  private func list(_ path: String) -> String {
    let numbers = path.split { !$0.isNumber }.compactMap { Int($0) }
    let (column, page) = (numbers.first ?? 0, numbers.count > 1 ? numbers[1] : 0)
    let list = column * Self.listsOfColumn + page
    let items = list * Self.articlesOfList..<min(articles, (list + 1) * Self.articlesOfList)
    let links = items.map { "<li><a href=\"/art/2026/\($0).html\">关于第\($0)项事务的公告</a><span>2026-10-08</span></li>" }
    let pages = min(Self.listsOfColumn, lists - column * Self.listsOfColumn)
    return """
      <html><head><title>第\(column)栏目</title></head><body><ul>\(links.joined())</ul>
      <script>createPageHTML(\(pages), \(page), "index", "html");</script></body></html>
      """
  }

  private func article(_ path: String) -> String {
    let number = path.split { !$0.isNumber }.compactMap { Int($0) }.last ?? 0
    let related = (1...8).map { "<li><a href=\"/art/2026/\((number + $0 * 7) % articles).html\">相关公告</a></li>" }
    let text = (1...12).map { line in
      "<p>本公告第\(line)条：编号\(number)的事务由第\((number * 31 + line) % 977)组承办，计划用时\((number + line * 13) % 241)日，"
        + "经费\((number * line) % 90_001)元，办结后应当将结果送交登记处，并在十个工作日内予以公示。</p>"
    }
    return """
      <!DOCTYPE html><html><head><meta charset="utf-8"><title>关于第\(number)项事务的公告</title>
      <meta name="PubDate" content="2026-10-08 09:00"></head><body>
      <div class="nav"><a href="/">首页</a> <a href="/lm0/index.html">栏目</a></div>
      <div class="article"><h1>关于第\(number)项事务的公告</h1>\(text.joined())</div>
      <div class="side"><ul>\(related.joined())</ul></div><div class="footer">主办：长河区人民政府办公室</div></body></html>
      """
  }
}

/// Samples what a process uses every second until it ends.
struct MemoryWatch {
  struct Sample: Sendable {
    let pages: Int
    let seconds: Double
    /// Resident memory in kB, and the part of it that no file backs.
    let resident: Int
    let anonymous: Int
    /// Seconds of the processor.
    let cpu: Double
  }

  private let task: Task<[Sample], Never>

  init(of process: Int32, pages: @escaping @Sendable () -> Int) {
    task = Task {
      let began = ContinuousClock.now
      var samples: [Sample] = []
      while let (resident, anonymous) = Self.memory(of: process), let cpu = Self.processor(of: process) {
        let time = began.duration(to: .now) / .seconds(1)
        samples.append(Sample(pages: pages(), seconds: time, resident: resident, anonymous: anonymous, cpu: cpu))
        try? await Task.sleep(for: .seconds(1))
      }
      return samples
    }
  }

  var samples: [Sample] { get async { await task.value } }

  private static func memory(of process: Int32) -> (Int, Int)? {
    guard let text = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8) else { return nil }
    func value(_ name: String) -> Int? {
      text.split(separator: "\n").first { $0.hasPrefix(name) }?.split { !$0.isNumber }.first.flatMap { Int($0) }
    }
    return value("VmRSS:").map { ($0, value("RssAnon:") ?? 0) }
  }

  /// Fields 14 and 15 of proc_pid_stat(5), in hundredths of a second.
  private static func processor(of process: Int32) -> Double? {
    guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
      let fields = text.split(separator: ")").last?.split(separator: " "), fields.count > 12,
      let user = Double(fields[11]), let system = Double(fields[12])
    else { return nil }
    return (user + system) / 100
  }
}

/// What the samples say.
struct SoakFigures {
  private let samples: [MemoryWatch.Sample]
  private let pages: Int

  init(_ samples: [MemoryWatch.Sample], pages: Int) {
    self.samples = samples
    self.pages = pages
  }

  private func sample(at share: Double) -> MemoryWatch.Sample? {
    samples.first { Double($0.pages) >= share * Double(pages) } ?? samples.last
  }

  /// kB of memory of its own that the crawl has more at its end than at a tenth of the way.
  var growth: Int { (sample(at: 1)?.anonymous ?? .max) - (sample(at: 0.1)?.anonymous ?? 0) }

  var text: String {
    guard let last = samples.last else { return "no samples" }
    let rate = Int(Double(pages) / last.seconds)
    var lines = [
      "\(pages) pages in \(Int(last.seconds)) s: \(rate) pages/s, "
        + "\((last.cpu / Double(pages) * 100_000).rounded() / 100) CPU s per 1000, "
        + "peak \(samples.map(\.resident).max() ?? 0) kB resident"
    ]
    for share in [0.1, 0.25, 0.5, 0.75, 1] {
      guard let sample = sample(at: share) else { continue }
      lines.append("  \(Int(share * 100)) %: \(sample.resident) kB resident, \(sample.anonymous) kB of it its own")
    }
    return lines.joined(separator: "\n")
  }
}
