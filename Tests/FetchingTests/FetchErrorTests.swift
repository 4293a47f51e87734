import Testing
import Web

@testable import Fetching

@Suite("Failures in words")
struct FetchErrorTests {
  @Test("A message says what, where and what to do; the code is stable")
  func messages() throws {
    let url = try #require(CrawlURL("http://www.example.com/a"))
    let causes: [(FetchError.Cause, String)] = [
      (.nameNotResolved, "nameNotResolved"), (.connectionFailed, "connectionFailed"),
      (.connectionTimedOut, "connectionTimedOut"), (.timedOut, "timedOut"), (.tls(reason: "r", hint: nil), "tls"),
      (.addressRefused("10.0.0.1"), "addressRefused"), (.proxyFailed, "proxyFailed"),
      (.malformedResponse, "malformedResponse"), (.headTooLarge, "headTooLarge"), (.emptyReply, "emptyReply"),
      (.disconnected, "disconnected"), (.unsupported, "unsupported"), (.cancelled, "cancelled"),
    ]
    for (cause, code) in causes {
      let error = FetchError(cause, url: url, detail: "so it was")
      #expect(error.code == code)
      #expect(error.message.hasPrefix("http://www.example.com/a: "))
      #expect(error.message.contains("so it was"))
    }
    #expect(FetchError(.addressRefused("10.0.0.1"), url: url, detail: "").message.contains("10.0.0.1"))
  }
}
