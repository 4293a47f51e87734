import Testing
import WARC

@testable import Archiving

@Suite("Random words for the names of records")
struct RandomWordTests {
  @Test func `no name comes twice, within one reading of the device and across several`() {
    var random = RandomWords()
    let names = (0..<2_000).map { _ in RecordID.random(using: &random).uri }
    #expect(Set(names).count == names.count)
  }

  @Test func `every bit is set about half of the time`() {
    var random = RandomWords()
    var counts = [Int](repeating: 0, count: 64)
    for _ in 0..<4_000 {
      let word = random.next()
      for bit in 0..<64 where word >> UInt64(bit) & 1 == 1 { counts[bit] += 1 }
    }
    // Eight standard deviations.
    #expect(counts.allSatisfy { (1_750...2_250).contains($0) })
  }
}
