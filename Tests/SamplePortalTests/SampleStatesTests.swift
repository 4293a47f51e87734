import Foundation
import Testing
import Web

@testable import SamplePortal

/// Starts a portal for one test and stops it afterwards.
func withPortal(
  now: @escaping @Sendable () -> Timestamp = { Timestamp(seconds: 1_605_690_000) },
  _ body: (SamplePortal) async throws -> Void
) async throws {
  let portal = try await SamplePortal.start(now: now)
  do { try await body(portal) } catch {
    await portal.stop()
    throw error
  }
  await portal.stop()
}

@Suite("The two states of the sample portal")
struct SampleStatesTests {
  static let report = "/zwgk/zfxxgknb/jd/content/post_9000120.html"
  static let edited = "/art/2021/1/28/art_1201_90388.html"
  static let counted = "/xwzx/c100186/202011/6f3c1d0a9b7e4c528d1f0e6a2b94c7d3.shtml"
  static let moved = "/zwgk/tzgg/202009/t20200915_8810311.html"

  @Test("Every address of the demo answers in both states with the status that its outcomes stand for")
  func statuses() async throws {
    try await withPortal { portal in
      for seed in portal.seeds {
        let first = try await ask(portal.port, seed.path)
        #expect(first.status == (seed.outcomes[0] == "blocked" ? 521 : 200), "\(seed.path)")
      }
      await portal.advance()
      let expected = ["gone": [404, 200], "moved": [301], "blocked": [521]]
      for seed in portal.seeds {
        let second = try await ask(portal.port, seed.path)
        #expect(expected[seed.outcomes[1], default: [200]].contains(second.status), "\(seed.path)")
      }
    }
  }

  @Test("The body is the same or another one in the second state, as the outcome says")
  func bodies() async throws {
    try await withPortal { portal in
      var before: [[UInt8]] = []
      for seed in portal.seeds { before.append(try await ask(portal.port, seed.path).body) }
      await portal.advance()
      for (seed, old) in zip(portal.seeds, before) {
        let new = try await ask(portal.port, seed.path).body
        let same = ["unchanged", "not_modified", "blocked", "disallowed"].contains(seed.outcomes[1])
        #expect((new == old) == same, "\(seed.path)")
      }
    }
  }

  @Test("The edited report differs in one sentence and one table cell, and in nothing else")
  func editedLines() async throws {
    try await withPortal { portal in
      let old = try await ask(portal.port, Self.edited).text.components(separatedBy: "\n")
      await portal.advance()
      let new = try await ask(portal.port, Self.edited).text.components(separatedBy: "\n")
      #expect(old.count == new.count)
      let changed = zip(old, new).filter { $0 != $1 }
      #expect(changed.count == 2)
      #expect(changed.first?.0.contains("126条") == true && changed.first?.1.contains("128条") == true)
      #expect(changed.last?.0.hasSuffix(">2</td></tr>") == true && changed.last?.1.hasSuffix(">1</td></tr>") == true)
    }
  }

  @Test("The view counter and the clock change at each visit")
  func counter() async throws {
    try await withPortal { portal in
      let first = try await ask(portal.port, Self.counted).text
      let second = try await ask(portal.port, Self.counted).text
      #expect(first.contains("服务器时间：2020-11-18 17:00:00"))
      #expect(first.contains(">1024</span>") && second.contains(">1025</span>"))
    }
  }

  @Test("The moved notice has the same body text at its new address, which was not there before")
  func movedNotice() async throws {
    try await withPortal { portal in
      let old = try await ask(portal.port, Self.moved)
      #expect(try await ask(portal.port, "/zwgk/gsgg/content/post_9000087.html").status == 404)
      await portal.advance()
      let redirect = try await ask(portal.port, Self.moved)
      #expect(redirect["location"] == portal.baseURL + "/zwgk/gsgg/content/post_9000087.html")
      let new = try await ask(portal.port, "/zwgk/gsgg/content/post_9000087.html")
      let sentences = new.text.components(separatedBy: "\n").filter { $0.hasPrefix("<p>　　") }
      #expect(sentences.count == 5 && sentences.allSatisfy { old.text.contains($0) })
    }
  }

  @Test("Each link of the home page and of the sitemap leads to a page that the portal answers for, in both states")
  func links() async throws {
    try await withPortal { portal in
      for state in [PortalState.first, .second] {
        if state == .second { await portal.advance() }
        let map = try await ask(portal.port, "/sitemap.xml").text
        let listed = map.components(separatedBy: "<loc>").dropFirst().map { $0.components(separatedBy: "</loc>")[0] }
        #expect(listed.count >= 9)
        for url in listed {
          #expect(url.hasPrefix(portal.baseURL))
          #expect(try await ask(portal.port, String(url.dropFirst(portal.baseURL.count))).status == 200, "\(url)")
        }
        let home = try await ask(portal.port, "/").text
        let items = home.components(separatedBy: "<li><a href=\"").dropFirst().map {
          $0.components(separatedBy: "\"")[0]
        }
        for path in items where path.contains("_") {
          #expect(try await ask(portal.port, path).status == 200, "\(path)")
        }
      }
    }
  }

  @Test("Two portals run beside each other, and a port that is taken is an error at once")
  func ports() async throws {
    try await withPortal { portal in
      try await withPortal { #expect($0.port != portal.port) }
      await #expect(throws: (any Error).self) { try await SamplePortal.start(port: portal.port) }
    }
  }

  @Test("After it has stopped nobody answers")
  func stops() async throws {
    let portal = try await SamplePortal.start()
    await portal.stop()
    await #expect(throws: SocketFailure.self) { try await ask(portal.port, "/") }
  }
}
