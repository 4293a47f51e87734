import Extracting
import Testing
import Web

@Suite("House rules: refusals are recognised by their marks")
struct AccessRefusalTests {
  private func recognise(_ status: Int?, _ body: String, _ fields: [HeaderList.Field] = []) -> AccessRefusal? {
    let head = HeaderList(startLine: status.map { "HTTP/1.1 \($0) X" } ?? "", fields: fields)
    return AccessRefusal.recognise(status: status, head: head, body: Array(body.utf8))
  }

  @Test func status521WithItsScriptDeclinesPrograms() {
    let refusal = recognise(521, "<script>document.cookie='__jsl_clearance_s=1'</script>", [.init("X-Via-JSL", "a,-")])
    #expect(refusal?.state == .declinedPrograms)
    #expect(refusal?.markers == ["X-Via-JSL", "__jsl_clearance"])
  }

  @Test func aScriptVariableIsAMarkOnlyOnAPageWithoutText() {
    #expect(recognise(412, "<script>$_ts=window['$_ts'];</script>")?.markers == ["$_ts"])
    let prose = String(repeating: "<p>这一页讲的是脚本里的变量 $_ts 怎样命名，写给初学的人看。</p>", count: 100)
    #expect(recognise(200, prose) == nil)
  }

  @Test func wordsOfARegionBlockAreAnotherState() {
    #expect(recognise(403, "<p>您所在的地区暂不提供访问</p>")?.state == .geoOrIPBlocked)
  }

  @Test func tooManyRequestsIsALimit() {
    #expect(recognise(429, "")?.state == .rateLimited)
    #expect(recognise(200, "<p>访问过于频繁，请稍后再试</p>")?.state == .rateLimited)
  }

  @Test(arguments: [200, 301, 404, 500]) func ordinaryAnswersAreNone(_ status: Int) {
    #expect(recognise(status, "<html><body><p>您好，这里是云溪区。</p></body></html>") == nil)
  }
}
