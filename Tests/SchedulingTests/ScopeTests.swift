import Testing
import Web

@testable import Scheduling

@Suite("Scope") struct ScopeTests {
  private func scope(_ rules: [(ScopeRule.Decision, ScopeRule.Kind, String)] = [], maxDepth: Int? = nil) throws -> Scope
  {
    try Scope(
      hosts: ["www.example.gov.cn", "xxgk.example.gov.cn:8080"],
      rules: rules.enumerated().map { try ScopeRule($1.0, $1.1, $1.2, origin: "scope[\($0)]") }, maxDepth: maxDepth)
  }

  private func verdict(_ scope: Scope, _ text: String, depth: Int = 1, type: URLType? = nil) -> String {
    let verdict = scope.verdict(for: url(text), depth: depth, type: type)
    return "\(verdict.decision.rawValue) by \(verdict.rule)"
  }

  @Test("a portal's hosts are in, every other host is out and the rule says so") func hosts() throws {
    let scope = try scope()
    let home = "accepted by hosts: accept host www.example.gov.cn"
    #expect(verdict(scope, "http://www.example.gov.cn/") == home)
    #expect(verdict(scope, "https://www.example.gov.cn/") == home)
    #expect(
      verdict(scope, "http://www.example.gov.cn:81/") == "rejected by default: no rule accepts www.example.gov.cn:81")
    #expect(scope.verdict(for: url("http://xxgk.example.gov.cn:8080/"), depth: 0).isAccepted)
    #expect(!scope.verdict(for: url("http://xxgk.example.gov.cn/"), depth: 0).isAccepted)
    #expect(!scope.verdict(for: url("http://notwww.example.gov.cn/"), depth: 0).isAccepted)
  }

  @Test("the last rule that matches decides") func lastMatch() throws {
    let scope = try scope([
      (.reject, .prefix, "/"), (.accept, .prefix, "/zwgk/"), (.reject, .regex, #"/zwgk/\d{4}/old"#),
      (.accept, .host, "*.sub.example.gov.cn"), (.reject, .type, "image"),
    ])
    #expect(verdict(scope, "http://www.example.gov.cn/x/") == "rejected by scope[0]: reject prefix /")
    #expect(verdict(scope, "http://www.example.gov.cn/zwgk/a.html") == "accepted by scope[1]: accept prefix /zwgk/")
    #expect(verdict(scope, "http://www.example.gov.cn/zwgk/2019/old.html").hasPrefix("rejected by scope[2]"))
    #expect(verdict(scope, "http://a.sub.example.gov.cn/").hasPrefix("accepted by scope[3]"))
    #expect(verdict(scope, "http://a.sub.example.gov.cn/a.PNG").hasPrefix("rejected by scope[4]"))
    #expect(verdict(scope, "http://a.sub.example.gov.cn/a", type: .image).hasPrefix("rejected by scope[4]"))
  }

  @Test("depth rules accept up to their value and reject above it") func depth() throws {
    let scope = try scope([(.reject, .depth, "3")], maxDepth: 6)
    #expect(scope.verdict(for: url("http://www.example.gov.cn/a"), depth: 3).isAccepted)
    #expect(verdict(scope, "http://www.example.gov.cn/a", depth: 4) == "rejected by scope[0]: reject depth 3")
    let limited = try self.scope(maxDepth: 6)
    #expect(verdict(limited, "http://www.example.gov.cn/a", depth: 7) == "rejected by limits.maxDepth: reject depth 6")
  }

  @Test("a trap is lifted only by a rule that names it, its form by none") func traps() throws {
    let plain = try scope([(.accept, .prefix, "/zwgk/"), (.accept, .prefix, "/was5/nb/")])
    #expect(verdict(plain, "http://www.example.gov.cn/zwgk/calendar/1") == "rejected by trap:calendar (calendar)")
    #expect(verdict(plain, "http://www.example.gov.cn/was5/nb/1").hasPrefix("accepted by scope[1]"))
    let all = try scope([(.accept, .regex, "a/a/a")])
    #expect(verdict(all, "http://www.example.gov.cn/a/a/a/a") == "rejected by trap:repeated-segment (a)")
  }

  @Test("prefixes may leave the scheme open") func schemeless() throws {
    let scope = try scope([(.reject, .prefix, "//www.example.gov.cn/old"), (.accept, .type, ".pdf")])
    #expect(!scope.verdict(for: url("https://www.example.gov.cn/old/a"), depth: 1).isAccepted)
    #expect(scope.verdict(for: url("https://www.example.gov.cn/new/a"), depth: 1).isAccepted)
    #expect(scope.verdict(for: url("https://elsewhere.example/a.pdf"), depth: 1).isAccepted)
  }

  @Test(
    "a value that is none of its kind is refused with the rule's place",
    arguments: [
      (ScopeRule.Kind.regex, "a(b"), (.depth, "-1"), (.depth, "x"), (.type, "no such type"), (.prefix, "zwgk"),
      (.host, "a b"), (.host, "a/b"), (.regex, ""),
    ])
  func wrong(kind: ScopeRule.Kind, value: String) {
    let error = #expect(throws: ScopeError.self) { try ScopeRule(.reject, kind, value, origin: "scope[4]") }
    #expect(error?.description.hasPrefix("scope[4]: reject \(kind.rawValue)") == true)
  }

  @Test("file names tell the type") func types() {
    #expect(URLType(url("http://h.cn/a/b.PDF?x=1")) == .document)
    #expect(URLType(url("http://h.cn/a.b/c")) == .page)
    #expect(URLType(url("http://h.cn/sitemap_1.xml")) == .sitemap)
    #expect(URLType(url("http://h.cn/x.ofd")).isAttachment)
  }
}
