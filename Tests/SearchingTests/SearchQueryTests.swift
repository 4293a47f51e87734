import Searching
import Testing

@Suite("Queries")
struct SearchQueryTests {
  @Test("Each query reads as in the table", arguments: table("queries.tsv"))
  func expression(line: [String]) throws {
    #expect(try SearchQuery(line[0]).fts5Expression == line[1])
  }

  @Test("A query without a word is refused", arguments: ["", "  ", "。！", "\"\"", "-", "*"])
  func empty(text: String) {
    #expect(throws: SearchQueryError.empty) { try SearchQuery(text) }
  }

  @Test("A query that only excludes is refused")
  func onlyExcludes() {
    #expect(throws: SearchQueryError.onlyExcludes) { try SearchQuery("-转载") }
  }
}

@Suite("Snippets")
struct SnippetTests {
  @Test("What was found is marked in the text's own characters")
  func marks() throws {
    let snippet = Snippet(of: "我局已將政府資訊公開條例印發各鎮。", for: try SearchQuery("资讯公开 印发"))
    #expect(snippet.text == "我局已將政府資訊公開條例印發各鎮。")
    #expect(marked(snippet) == ["資訊公開", "印發"])
  }

  @Test("The stretch with most terms is shown, cut at both ends")
  func bestStretch() throws {
    let filler = String(repeating: "其他内容暂且不论。", count: 40)
    let text = "预算。" + filler + "本年度财政预算与决算。" + filler + "财政。"
    let snippet = Snippet(of: text, for: try SearchQuery("财政 预算 决算"), length: 40)
    #expect(marked(snippet) == ["财政预算", "决算"])
    #expect(snippet.text.hasPrefix("…") && snippet.text.hasSuffix("…"))
    #expect(snippet.text.unicodeScalars.count == 42)
  }

  @Test("A single character, a prefix and words side by side are found as the index finds them")
  func sameRules() throws {
    #expect(marked(Snippet(of: "2018年度第5号", for: try SearchQuery("2018年"))) == ["2018年"])
    #expect(marked(Snippet(of: "investment plan", for: try SearchQuery("invest*"))) == ["investment"])
    #expect(marked(Snippet(of: "信息 公开", for: try SearchQuery("\"信息 公开\""))) == ["信息 公开"])
    #expect(marked(Snippet(of: "国办发〔2018〕123号", for: try SearchQuery("发〔2018〕123"))) == ["发〔2018〕123"])
    #expect(marked(Snippet(of: "信息处公开", for: try SearchQuery("\"信息公开\""))) == [])
  }

  @Test("Without a hit the beginning is shown")
  func beginning() throws {
    let snippet = Snippet(of: "第一行\n第二行\t表格", for: try SearchQuery("没有"), length: 6)
    #expect(snippet == Snippet(text: "第一行 第二…", hits: []))
  }

  private func marked(_ snippet: Snippet) -> [String] {
    let scalars = Array(snippet.text.unicodeScalars)
    return snippet.hits.map { String(String.UnicodeScalarView(scalars[$0])) }
  }
}
