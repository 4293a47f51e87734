import Foundation
import LoopbackServer
import Testing

@Suite("A crawl that is killed at random moments", .timeLimit(.minutes(60)))
struct KillTests {
  /// How many; FANGZHI_KILLS says another number.
  static let kills = ProcessInfo.processInfo.environment["FANGZHI_KILLS"].flatMap { Int($0) } ?? 30
  static let delay = 0.02

  @Test("comes to the same end as an undisturbed one, and keeps its delay over every restart")
  func kills() async throws {
    var random = SystemRandomNumberGenerator()
    var (killed, crawls, whole) = (0, 0, 1_000.0)
    while killed < Self.kills {
      let place = try Workplace()
      let farm = PortalFarm(on: place.server)
      try place.writePortal(delay: Self.delay, connections: 1)
      var kills = 0
      while true {
        let crawl = try place.start("crawl", "--max-wait", "5", "-q")
        // Some come before the first request, none long after the last one.
        crawl.kill(afterMilliseconds: Int(Double.random(in: 20...whole, using: &random)))
        let ending = try await crawl.end()
        if ending.status == 0 { break }
        #expect(ending.status == 128 + SIGKILL, "\(ending.errors)")
        kills += 1
        if kills % 3 == 0 { try await expectCommittedIsSound(place) }
        // A slow machine must get through in the end.
        whole *= 1.1
      }
      crawls += 1
      killed += kills
      // Some kills a crawl is what is wanted.
      whole *= kills < 4 ? 0.6 : 0.8
      try await expectWhole(place, farm, kills: kills)
    }
    print("\(killed) kills in \(crawls) crawls")
  }

  /// What was committed is whole before anybody looked after it.
  private func expectCommittedIsSound(_ place: Workplace) async throws {
    guard FileManager.default.fileExists(atPath: place.archive.appending(path: "catalogue.sqlite").path) else { return }
    let verify = try await place.run("verify", "--json")
    // Pages of the last group may wait for the next start, and a file that was just begun may be unknown.
    let damages = try verify.objects.filter { !["wrong_page", "unknown_file"].contains($0["kind"] as? String) }
    #expect(damages.isEmpty, "\(damages)")
  }

  private func expectWhole(_ place: Workplace, _ farm: PortalFarm, kills: Int) async throws {
    #expect(Set(place.asked) == farm.truth, "the union of what was fetched is the whole")
    let verify = try await place.run("verify", "--deep")
    #expect(verify.status == 0, "\(verify.text)")
    // What was in flight or not committed at a kill is asked for again, nothing else; the cookie page asks twice itself.
    let repeats = place.asked.count - Set(place.asked).count
    #expect(repeats <= 1 + 3 * kills, "\(repeats) repeats after \(kills) kills")
    let hits = place.server.hits
    for (earlier, later) in zip(hits, hits.dropFirst()) where earlier.target != "/robots.txt" {
      let gap = earlier.time.duration(to: later.time)
      // Two requests are timed where they arrive, not where they leave.
      #expect(gap >= .milliseconds(Self.delay * 1_000 - 4), "\(earlier.target) → \(later.target): \(gap)")
    }
    let status = try await place.run("status", "--json")
    for line in try status.objects where line["host"] as? String == place.server.authority {
      #expect(line["queued"] as? Int == 0 && line["leased"] as? Int == 0)
    }
    let again = place.asked.count
    #expect(try await place.run("crawl", "--max-wait", "0", "-q").status == 0)
    #expect(
      Set(place.asked.dropFirst(again)).isSubset(of: ["/", "/sitemap.xml"]), "only the entry is due at once again")
  }
}
