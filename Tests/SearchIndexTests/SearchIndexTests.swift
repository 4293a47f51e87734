import Cataloguing
import Foundation
import Searching
import Testing
import Web

@Suite("Search in the catalogue")
struct SearchIndexTests {
  @Test("Every word of one to five characters is found exactly where it stands")
  func agreesWithScan() throws {
    let store = try TestCatalogue()
    var documents = SyntheticDocuments(seed: 7, words: 400)
    let texts = (0..<150).map { _ in documents.text(bytes: 300) }
    for (number, text) in texts.enumerated() { try store.add("\(number)", text: text) }
    var random = Random(state: 9)
    for _ in 0..<300 {
      let runs = texts.randomElement(using: &random)?.unicodeScalars.split { !(0x4E00...0x9FFF).contains($0.value) }
      let scalars = Array(try #require(runs?.filter { $0.count >= 6 }.randomElement(using: &random)))
      let start = Int.random(in: 0...scalars.count - 5, using: &random)
      let word = String(String.UnicodeScalarView(scalars[start..<start + Int.random(in: 1...5, using: &random)]))
      let found = try store.catalogue.search(SearchQuery("\"\(word)\""), limit: 1_000).map(\.url)
      let expected = texts.indices.filter { folded(texts[$0]).contains(folded(word)) }
      #expect(Set(found) == Set(expected.map { "https://www.yunxi.example/\($0)" }), "\(word)")
    }
  }

  private func folded(_ text: String) -> [UInt32] { text.unicodeScalars.map { Folding.standard.fold($0.value) } }

  @Test("Simplified and traditional queries find each other, and the text keeps its characters")
  func scripts() throws {
    let store = try TestCatalogue()
    try store.add("s", title: "政府信息公开条例", text: "国务院办公厅关于答复的说明")
    try store.add("t", title: "政府資訊公開條例", text: "國務院辦公廳關於答覆的說明")
    for word in ["国务院办公厅", "國務院辦公廳", "答复", "答覆", "条例", "條例"] {
      #expect(try store.catalogue.search(SearchQuery(word)).count == 2, "\(word)")
    }
    let hit = try #require(try store.catalogue.search(SearchQuery("资讯")).first)
    #expect(hit.title == "政府資訊公開條例" && hit.snippet.text == "國務院辦公廳關於答覆的說明")
  }

  @Test("Numbers, signs and single characters")
  func numbers() throws {
    let store = try TestCatalogue()
    try store.add("a", title: "通知", text: "云政办〔2026〕3号文件自2026年1月起施行，金额1,204.5万元。")
    for word in ["〔2026〕3号", "2026年1月", "1,204.5", "元", "年", "云政办〔2026〕", "施行", "通", "通知 元"] {
      #expect(try store.catalogue.search(SearchQuery(word)).count == 1, "\(word)")
    }
    for word in ["2027年", "行施", "办政", "04", "通知 -施行"] {
      #expect(try store.catalogue.search(SearchQuery(word)).isEmpty, "\(word)")
    }
  }

  @Test("A document with the word in its title comes first")
  func titleFirst() throws {
    let store = try TestCatalogue()
    try store.add("body", title: "工作动态", text: String(repeating: "预算安排。", count: 5))
    try store.add("title", title: "2025年预算", text: "详见附件。")
    #expect(try store.catalogue.search(SearchQuery("预算")).map(\.title) == ["2025年预算", "工作动态"])
  }

  @Test("An old document with the word in its title is not lost among thousands of matches")
  func manyMatches() throws {
    let store = try TestCatalogue()
    try store.catalogue.beginGroup()
    try store.add("old", title: "预算公开", text: "说明。")
    for number in 0..<2_400 { try store.add("\(number)", title: "动态", text: "本周预算会议第\(number)次。", isIndexed: false) }
    try store.catalogue.commitGroup()
    try store.catalogue.indexAllTexts()
    let hits = try store.catalogue.search(SearchQuery("预算"), limit: 5)
    #expect(hits.count == 5 && hits.first?.title == "预算公开")
  }

  @Test("A hit tells page, version, date and what was found")
  func hit() throws {
    let store = try TestCatalogue()
    try store.add("a", title: "公告", text: "现将预算公开。", kind: "report", published: "2026-01-20")
    let hit = try #require(try store.catalogue.search(SearchQuery("预算")).first)
    #expect(hit.url == "https://www.yunxi.example/a" && hit.published == "2026-01-20" && hit.kind == "report")
    #expect(hit.snippet == Snippet(text: "现将预算公开。", hits: [2..<4]))
    #expect(hit.version == VersionID(captured: Timestamp(seconds: 1_790_000_000), body: Digest(of: "现将预算公开。".utf8)))
  }

  @Test("In a file with pages the hit tells its page")
  func page() throws {
    let store = try TestCatalogue()
    try store.add(
      "a.pdf", text: "第一页说明。\n第二页预算。\n第二页续。\n第四页决算。", kind: "attachment",
      pages: [PageStart(page: 1, offset: 0), PageStart(page: 2, offset: 7), PageStart(page: 4, offset: 20)])
    for (word, page) in [("说明", 1), ("预算", 2), ("续", 2), ("决算", 4)] {
      #expect(try store.catalogue.search(SearchQuery(word)).map(\.page) == [page], "\(word)")
    }
    try store.add("a.html", text: "没有页码的说明")
    #expect(try store.catalogue.search(SearchQuery("没有页码")).map(\.page) == [nil])
  }

  @Test("A reader next to the writer searches too, and checks the index")
  func reader() throws {
    let store = try TestCatalogue()
    try store.add("a", text: "预算公开")
    let reader = try Catalogue(path: store.path, access: .reading)
    #expect(try reader.search(SearchQuery("预算")).count == 1)
    #expect(try reader.searchIndexProblems() == [])
    try reader.close()
  }
}

@Suite("Search narrowed")
struct SearchFilterTests {
  @Test(
    "Each filter keeps what it names",
    arguments: [
      ("host", "www.b.example", "2"), ("from", "2025-06-01", "23"), ("from", "2025", "123"), ("to", "2025", "12"),
      ("to", "2025-03", "1"), ("to", "2025-03-09", "1"), ("kind", "report", "3"), ("organ", "财政", "13"),
    ])
  func filters(name: String, value: String, expected: String) throws {
    let store = try TestCatalogue()
    try store.add("1", host: "www.a.example", text: "预算", organ: "云溪县财政局", published: "2025-03-09")
    try store.add("2", host: "www.b.example", text: "预算", organ: "云溪县教育局", published: "2025-10-27T15:24+08:00")
    // Captured on 2026-09-21; no date is printed.
    try store.add("3", host: "www.a.example", text: "预算", kind: "report", organ: "云溪县财政局")
    var filter = SearchFilter()
    switch name {
    case "host": filter.host = value
    case "from": filter.from = value
    case "to": filter.to = value
    case "kind": filter.kind = value
    default: filter.organ = value
    }
    let hits = try store.catalogue.search(SearchQuery("预算"), filter: filter)
    #expect(hits.compactMap { $0.url.last.map(String.init) }.sorted().joined() == expected)
  }
}

@Suite("The search index kept current")
struct SearchUpkeepTests {
  private let address = AddressIdentity(key: "www.yunxi.example/a").id

  @Test("Only the current version is found, all on demand")
  func versions() throws {
    let store = try TestCatalogue()
    try store.add("a", text: "预算一百万元", version: 1_790_000_000)
    try store.add("a", text: "预算二百万元", version: 1_790_100_000)
    var filter = SearchFilter()
    #expect(try store.catalogue.search(SearchQuery("预算")).map(\.snippet.text) == ["预算二百万元"])
    filter.allVersions = true
    #expect(try store.catalogue.search(SearchQuery("预算"), filter: filter).count == 2)
    let first = VersionID(captured: Timestamp(seconds: 1_790_000_000), body: Digest(of: "预算一百万元".utf8))
    try store.catalogue.markCurrent(first, of: address)
    #expect(try store.catalogue.search(SearchQuery("预算")).map(\.version) == [first])
    try store.catalogue.markCurrent(nil, of: address)
    #expect(try store.catalogue.search(SearchQuery("预算")).isEmpty)
  }

  @Test("A version indexed again, removed or emptied leaves nothing behind")
  func removal() throws {
    let store = try TestCatalogue()
    let version = VersionID(captured: Timestamp(seconds: 1_790_000_000), body: Digest(of: "甲".utf8))
    try store.add("a", text: "甲")
    for text in ["预算公开", "决算公开"] {
      try store.catalogue.index(
        SearchEntry(address: address, version: version, title: "", text: text, kind: "article"))
      try store.catalogue.indexAllTexts()
    }
    #expect(try store.catalogue.search(SearchQuery("预算")).isEmpty)
    #expect(try store.catalogue.search(SearchQuery("决算")).count == 1)
    #expect(try store.catalogue.searchIndexProblems() == [])
    try store.catalogue.removeFromSearch(version, of: address)
    #expect(try store.catalogue.search(SearchQuery("决算")).isEmpty)
    #expect(try store.catalogue.searchIndexProblems() == [])
    try store.add("b", text: "预算")
    try store.catalogue.removeSearchEntries()
    try store.catalogue.optimizeSearch()
    #expect(try !store.catalogue.lacksSearchIndex, "nothing is lacking where there are no versions")
    #expect(try store.catalogue.search(SearchQuery("预算")).isEmpty)
    #expect(try store.catalogue.searchIndexProblems() == [])
  }

  @Test("A group that is abandoned leaves nothing in the index, indexed or waiting")
  func groups() throws {
    let store = try TestCatalogue()
    try store.catalogue.beginGroup()
    try store.add("a", text: "预算")
    try store.add("b", text: "预算", isIndexed: false)
    try store.catalogue.abandonGroup()
    #expect(try store.catalogue.search(SearchQuery("预算")).isEmpty)
    #expect(try store.catalogue.waitingTexts == 0)
    try store.catalogue.beginGroup()
    try store.add("c", text: "预算")
    try store.add("d", text: "预算")
    try store.catalogue.commitGroup()
    #expect(try store.catalogue.search(SearchQuery("预算")).count == 2)
    #expect(try store.catalogue.searchIndexProblems() == [])
  }

  @Test("Texts wait for the index and enter it in their order, as many as are asked for")
  func waiting() throws {
    let store = try TestCatalogue()
    for name in ["a", "b", "c", "d", "e"] { try store.add(name, text: "预算\(name)", isIndexed: false) }
    #expect(try store.catalogue.waitingTexts == 5 && store.catalogue.search(SearchQuery("预算")).isEmpty)
    #expect(try store.catalogue.searchIndexProblems() == [], "what waits is no damage")
    #expect(try store.catalogue.indexTexts(limit: 2) == 2)
    #expect(try Set(store.catalogue.search(SearchQuery("预算")).map(\.snippet.text)) == ["预算a", "预算b"])
    #expect(try store.catalogue.waitingTexts == 3)
    #expect(try store.catalogue.indexTexts(limit: 10) == 3)
    #expect(try store.catalogue.indexTexts(limit: 10) == 0)
    #expect(try store.catalogue.search(SearchQuery("预算")).count == 5)
    #expect(try store.catalogue.searchIndexProblems() == [])
  }

  @Test("A waiting text that is replaced or removed never enters the index")
  func waitingRemoved() throws {
    let store = try TestCatalogue()
    try store.add("a", text: "预算", isIndexed: false)
    try store.add("b", text: "决算", isIndexed: false)
    let version = VersionID(captured: Timestamp(seconds: 1_790_000_000), body: Digest(of: "预算".utf8))
    try store.catalogue.removeFromSearch(version, of: address)
    try store.catalogue.indexAllTexts()
    #expect(try store.catalogue.search(SearchQuery("预算")).isEmpty)
    #expect(try store.catalogue.search(SearchQuery("决算")).count == 1)
    #expect(try store.catalogue.searchIndexProblems() == [])
  }
}

@Suite("Search in a large archive", .enabled(if: ProcessInfo.processInfo.environment["FANGZHI_MEASURE"] != nil))
struct SearchMeasurement {
  @Test("100,000 documents of 3 KB")
  func measure() throws {
    let store = try TestCatalogue()
    var documents = SyntheticDocuments(seed: 1)
    let clock = ContinuousClock()
    var spent = Duration.zero
    var busy = 0.0
    for batch in 0..<100 {
      let texts = (0..<1_000).map { _ in documents.text(bytes: 3_000) }
      let before = threadSeconds()
      spent += try clock.measure {
        try store.catalogue.beginGroup()
        for (number, text) in texts.enumerated() {
          let day = "20\(10 + batch % 16)-0\(1 + number % 9)-1\(number % 10)"
          let title = documents.word(number % 997) + documents.word(batch)
          try store.add(
            "\(batch)-\(number)", host: "h\(number % 50).example", title: title, text: text, published: day,
            isIndexed: false)
        }
        try store.catalogue.commitGroup()
        try store.catalogue.indexAllTexts()
      }
      busy += threadSeconds() - before
    }
    print("index: 100000 documents in \(spent), CPU \(Int(busy)) s, \(try store.size() / 1_000_000) MB")
    try queries(store, documents, "as indexed")
    print("optimize: \(try clock.measure { try store.catalogue.optimizeSearch() }), \(try store.size() / 1_000_000) MB")
    try queries(store, documents, "optimized")
  }

  private func queries(_ store: TestCatalogue, _ documents: SyntheticDocuments, _ state: String) throws {
    let two = (0..<30_000).filter { documents.word($0).unicodeScalars.count == 2 }
    var filter = SearchFilter()
    filter.host = "h7.example"
    let cases: [(String, String, SearchFilter)] = [
      ("most frequent word", documents.word(two[0]), SearchFilter()),
      ("10th", documents.word(two[9]), SearchFilter()), ("1000th", documents.word(two[999]), SearchFilter()),
      ("15000th", documents.word(two[15_000]), SearchFilter()), ("one host", documents.word(two[0]), filter),
      ("two words", documents.word(two[0]) + " " + documents.word(two[9]), SearchFilter()),
      ("four characters", documents.word(two[0]) + documents.word(two[9]), SearchFilter()),
      ("one character", String(documents.word(two[0]).prefix(1)), SearchFilter()), ("a number", "2025", SearchFilter()),
      ("either", documents.word(two[0]) + " OR " + documents.word(two[9]), SearchFilter()),
      ("without", documents.word(two[0]) + " -" + documents.word(two[9]), SearchFilter()),
    ]
    for (name, text, filter) in cases {
      let query = try SearchQuery(text)
      var count = 0
      let clock = ContinuousClock()
      let before = threadSeconds()
      let times = try (0..<7).map { _ in
        try clock.measure { count = try store.catalogue.search(query, filter: filter).count }
      }.sorted()
      let busy = Int((threadSeconds() - before) / 7 * 1e6)
      print(
        "\(state): \(name): CPU \(busy) µs, fastest \(times[0]), median \(times[3]), slowest \(times[6]), \(count) hits"
      )
      #expect(busy < 100_000)
    }
  }
}

/// The CPU time of this thread, which a busy machine does not lengthen.
private func threadSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
