import Testing
import Web

@testable import Crawling

@Suite("What makes two texts one document")
struct LikenessTests {
  private func marks(
    _ title: String, _ organ: String? = nil, _ published: String? = nil, text: String = ""
  ) -> DocumentMarks {
    DocumentMarks(title: title, organ: organ, published: published, text: text)
  }

  @Test("The same title, or the same organ and year; never another year, never another organ")
  func marks() {
    let one = marks("关于某事的通知", "区水务局", "2026-03-01")
    #expect(one.agree(with: marks("关于 某事的通知")))
    #expect(one.agree(with: marks("关于某事的通知", "青禾区水务局", "2026-04-09T10:00:00+08:00")))
    #expect(one.agree(with: marks("别的标题", "区水务局", "2026-12-31")))
    #expect(!one.agree(with: marks("别的标题", "区水务局")))
    #expect(!one.agree(with: marks("别的标题")))
    #expect(!one.agree(with: marks("关于某事的通知", "区财政局", "2026-03-01")))
    #expect(!one.agree(with: marks("关于某事的通知", "区水务局", "2025-03-01")))
    #expect(!marks("").agree(with: marks("")))
    let report = marks("信息公开年度报告", "区水务局", "2026-01-20", text: "统计期限自2025年1月1日至12月31日。")
    #expect(!report.agree(with: marks("信息公开年度报告", "区水务局", "2026-01-20", text: "统计期限自2024年1月1日起。")))
  }

  @Test("The table finds what is at most three bits away, wherever the bits stand, and nothing else")
  func table() {
    var generator = SystemRandomNumberGenerator()
    let origin = UInt64.random(in: 0 ... .max, using: &generator)
    var table = SimhashTable<Int>()
    for distance in 0...6 {
      for _ in 0..<200 {
        var bits = origin
        for bit in (0..<64).shuffled(using: &generator).prefix(distance) { bits ^= 1 << UInt64(bit) }
        table.insert(distance, Simhash(bits: bits))
      }
    }
    let found = table.near(Simhash(bits: origin))
    #expect(found.allSatisfy { $0.element == $0.distance && $0.distance <= 3 } && found.count == 800)
  }
}
