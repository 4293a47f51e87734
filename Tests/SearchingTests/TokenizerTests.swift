import Foundation
import Testing

@testable import Searching

@Suite("Tokens")
struct TokenizerTests {
  @Test("Each text gives the tokens in the table", arguments: table("tokens.tsv"))
  func tokensOfTable(line: [String]) {
    #expect(tokens(of: line[0], for: .index) == line[1])
    #expect(tokens(of: line[0], for: .query) == line[2])
  }

  @Test("Places are the bytes of the text, before folding")
  func places() {
    let bytes = Array("，資訊１。".utf8)
    var places: [Range<Int>] = []
    _ = Tokenizer(for: .index).forEachToken(in: bytes.span) { _, place in
      places.append(place.bytes)
      return true
    }
    #expect(places == [3..<9, 6..<9, 9..<12])
  }

  @Test("The closure's refusal ends the walk")
  func stops() {
    var count = 0
    let bytes = Array("甲乙丙丁".utf8)
    let isComplete = Tokenizer(for: .index).forEachToken(in: bytes.span) { _, _ in
      count += 1
      return count < 2
    }
    #expect(!isComplete && count == 2)
  }

  @Test("Bytes that are no UTF-8 part words and never trap", arguments: 0..<50)
  func survivesAnyBytes(seed: Int) {
    let bytes = (0..<400).map { UInt8(truncatingIfNeeded: ($0 &* 2_654_435_761 &+ seed &* 40_503) >> 7) }
    _ = Tokenizer(for: .index).forEachToken(in: bytes.span) { token, place in
      #expect(place.bytes.upperBound <= bytes.count && !place.bytes.isEmpty && token.count > 0)
      return true
    }
  }

  @Test("A cut character at the end is no token")
  func cutCharacter() {
    #expect(tokens(of: "公", for: .index) == "公")
    var count = 0
    let bytes = Array("公开".utf8.dropLast())
    _ = Tokenizer(for: .index).forEachToken(in: bytes.span) { token, _ in
      count += token.count
      return true
    }
    #expect(count == 3)
  }

  @Test("A megabyte is cut at a steady rate")
  func rate() {
    let text = String(repeating: "2025年，全县共主动公开政府信息1,204条，其中規範性文件15件。GB/T 1234", count: 12_000)
    let bytes = Array(text.utf8)
    _ = Folding.standard
    var count = 0
    let start = threadSeconds()
    _ = Tokenizer(for: .index).forEachToken(in: bytes.span) { token, _ in
      count += 1
      return true
    }
    print("tokenizer: \(Int(Double(bytes.count) / (threadSeconds() - start) / 1e6)) MB per CPU second, \(count) tokens")
    // 12342025 becomes one number where a repetition ends.
    #expect(count == 12_000 * 27 + 1)
  }
}

/// The CPU time of this thread, which a busy machine does not lengthen.
private func threadSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

@Suite("Folding")
struct FoldingTests {
  @Test("What stands for what", arguments: table("folding.tsv"))
  func folds(line: [String]) {
    let folded = line[0].unicodeScalars.compactMap { Unicode.Scalar(Folding.standard.fold($0.value)) }
    #expect(String(String.UnicodeScalarView(folded)) == line[1])
  }

  @Test("Folding twice is folding once")
  func isStable() {
    let unstable = (UInt32(0)..<0x110000).filter { scalar in
      let once = Folding.standard.fold(scalar)
      return Folding.standard.fold(once) != once
    }
    #expect(unstable.isEmpty)
  }

  @Test("The simplified form stands for its class where one simplified character has several traditional ones")
  func representatives() {
    for (simplified, traditional) in [("发", "發髮"), ("后", "後"), ("里", "裡裏"), ("面", "麵"), ("干", "乾幹")] {
      let all = (simplified + traditional).unicodeScalars.map { Folding.standard.fold($0.value) }
      #expect(Set(all) == Set(simplified.unicodeScalars.map(\.value)))
    }
  }
}
