import Testing
import Web

@testable import Scheduling

@Suite("Priorities of the frontier") struct FrontierPriorityTests {
  private func priority(
    _ text: String, _ hop: FrontierLink.Hop = .link, _ shown: String = "", depth: Int = 2,
    parent: FrontierPriority = .entry
  ) -> FrontierPriority {
    FrontierPriority(
      FrontierLink(url: url("http://www.example.gov.cn" + text), hop: hop, text: shown, depth: depth), parent: parent)
  }

  @Test("columns of reports, then lists, then articles from new to old, then pages without a date, then images")
  func order() {
    let column = priority("/zwgk/xxgknb/", .link, "政府信息公开年报")
    let list = priority("/zwgk/tzgg/index.html", .link, "通知公告")
    let new = priority("/zwgk/tzgg/202601/t20260120_2.html", .link, "关于道路施工的公告")
    let old = priority("/zwgk/tzgg/201801/t20180120_1.html", .link, "关于道路施工的公告")
    let undated = priority("/fw/s001.html", .link, "办事服务")
    let image = priority("/images/a.png", .image)
    let all = [FrontierPriority.requested, .robots, .sitemap, .entry, column, list, new, old, undated, image]
    #expect(all == all.sorted() && Set(all).count == all.count)
  }

  @Test("a report goes before news of the same day, and before lists of anything else it does not go") func reports() {
    let report = priority("/zwgk/x/202601/t20260120_2.html", .link, "某镇2025年政府信息公开工作年度报告")
    let news = priority("/zwgk/x/202601/t20260120_3.html", .link, "某镇召开会议")
    #expect(report < news && report > priority("/zwgk/tzgg/"))
  }

  @Test("what hangs on a page comes right after it: before its equals, after everything newer") func attachments() {
    let newer = priority("/a/t20260121_9.html")
    let page = priority("/a/t20260120_2.html")
    let equal = priority("/a/t20260120_3.html")
    let attachment = priority("/a/P020260120.pdf", .attachment, parent: page)
    let linked = priority("/a/P020260120.doc", .link, parent: page)
    #expect(newer < attachment && attachment < equal && equal == page && linked == attachment)
    let frame = priority("/a/frame.html", .frame, parent: page)
    #expect(newer < frame && frame < attachment)
    #expect(priority("/a/b.pdf", .attachment, parent: attachment) == attachment)
    #expect(priority("/a/b.pdf", .attachment, parent: .requested) == .requested)
  }

  @Test("pages of a list come in their order, post numbers stand for dates") func lists() {
    #expect(priority("/a/index_1.html", .pagination) < priority("/a/index_2.html", .pagination))
    #expect(priority("/a/content/post_12600000.html") < priority("/a/content/post_7043962.html"))
    #expect(priority("/a/content/post_7043962.html") < priority("/a/b.html"))
  }

  @Test("each address of the table has the day it says") func dates() throws {
    for row in try Cases("urls/dates.tsv").rows {
      let day = URLDate(url(row[0]))?.day.start.timestamp.advanced(by: 8 * 3_600).iso8601.prefix(10)
      #expect(day.map { String($0) } ?? "-" == row[1], "\(row[0])")
    }
  }
}

@Suite("Queues of hosts") struct HostQueuesTests {
  private let noon = china(2026, 6, 1, 12)
  private func host(_ number: Int) -> PaceKey { PaceKey(description: "host:h\(number).example") }
  private let page = FrontierPriority(key: 1_000_000)

  @Test("hosts are served as they become ready, requests of a person first") func order() {
    var queues = HostQueues()
    queues.offer(host(1), head: page, at: noon + 20)
    queues.offer(host(2), head: page, at: noon + 10)
    queues.offer(host(3), head: .requested, at: noon + 30)
    #expect(queues.next(at: noon) { _ in .ready } == .wait(until: noon + 10))
    let served = (0..<3).map { _ in queues.next(at: noon + 30) { _ in .ready } }
    #expect(served == [3, 2, 1].map { .start(host($0), isProbe: false) })
    #expect(queues.next(at: noon + 30) { _ in .ready } == .idle && queues.isEmpty)
  }

  @Test("a host that must wait after all is put back, not lost") func blocked() {
    var queues = HostQueues()
    queues.offer(host(1), head: page, at: noon)
    queues.offer(host(2), head: page, at: noon + 1)
    let shared = queues.next(at: noon + 1) { $0 == self.host(1) ? .wait(until: noon + 500, reason: .delay) : .probe }
    #expect(shared == .start(host(2), isProbe: true))
    #expect(queues.count == 1)
    #expect(queues.next(at: noon + 2) { _ in .ready } == .wait(until: noon + 500))
    #expect(queues.next(at: noon + 500) { _ in .ready } == .start(host(1), isProbe: false))
  }

  @Test("offering, blocking and removing 2,000 hosts at random agrees with a plain search") func model() {
    var numbers = SeededNumbers(state: 7)
    var queues = HostQueues()
    var model: [PaceKey: Moment] = [:]
    for step in 0..<20_000 {
      let key = host(Int.random(in: 0..<2_000, using: &numbers))
      let moment = noon + Int64(step) + Int64.random(in: -50...5_000, using: &numbers)
      switch Int.random(in: 0..<4, using: &numbers) {
      case 0, 1:
        queues.offer(key, head: page, at: moment)
        model[key] = moment
      case 2:
        queues.remove(key)
        model[key] = nil
      default:
        let now = noon + Int64(step)
        switch queues.next(at: now, permission: { _ in .ready }) {
        case .start(let chosen, _):
          #expect(model.removeValue(forKey: chosen).map { $0 <= now } == true)
        case .wait(let until): #expect(until == model.values.min() && until > now)
        case .idle: #expect(model.isEmpty)
        }
      }
      if step % 500 == 0 { #expect(queues.count == model.count) }
    }
  }

  @Test("100,000 hosts are offered and served without slowing down") func speed() {
    var queues = HostQueues()
    let clock = ContinuousClock()
    let took = clock.measure {
      for number in 0..<100_000 { queues.offer(host(number), head: page, at: noon + Int64(number * 7_919 % 100_000)) }
      var served = 0
      while case .start = queues.next(at: noon + 100_000, permission: { _ in .ready }) { served += 1 }
      #expect(served == 100_000)
    }
    #expect(took < .seconds(60), "\(took) for 100,000 hosts")
  }
}
