import Extracting
import Testing
import Web

@testable import Comparing

@Suite("A document of a million bytes is compared in bounded time")
struct BoundedTimeTests {
  /// Sentences from a small stock of words, so that much is alike.
  static func document(seed: UInt64, paragraphs: Int) -> Document {
    var random = AlignmentTests.Random(state: seed)
    let words = ["公开", "信息", "申请", "办理", "部门", "工作", "报告", "全县", "群众", "服务", "2025", "15", "政府", "文件"]
    let blocks = (1...paragraphs).map { number in
      let sentences = (0..<4).map { _ in
        (0..<12).map { _ in words.randomElement(using: &random) ?? "" }.joined() + "。"
      }
      return DocumentBlock(ordinal: number, .paragraph(sentences.joined(), number: nil), locator: "")
    }
    return Document(
      id: "", source: DocumentSource(rawDigest: Digest(of: []), mediaType: MediaType("text/html")),
      extraction: DocumentExtraction(extractor: "test", version: "1.0.0", rule: ""), metadata: Metadata(),
      blocks: blocks)
  }

  @Test("Replaced as a whole", .timeLimit(.minutes(1)))
  func replaced() {
    let (old, new) = (Self.document(seed: 1, paragraphs: 3_600), Self.document(seed: 2, paragraphs: 3_600))
    let elapsed = ContinuousClock().measure { #expect(!VersionDiff(from: old, to: new).isEmpty) }
    print("replaced: \(PlainText.body(of: old.blocks).utf8.count) bytes in \(elapsed)")
  }

  @Test("One figure in each paragraph", .timeLimit(.minutes(1)))
  func scattered() {
    let old = Self.document(seed: 1, paragraphs: 3_600)
    let new = old.holding(old.blocks.map { $0.text.replacing("15", with: "16", maxReplacements: 1) })
    let elapsed = ContinuousClock().measure {
      let diff = VersionDiff(from: old, to: new)
      #expect(diff.text.steps.contains { if case .changed = $0 { true } else { false } })
    }
    print("scattered: \(elapsed)")
  }

  @Test("One paragraph without a full stop", .timeLimit(.minutes(1)))
  func oneSentence() {
    let text = PlainText.body(of: Self.document(seed: 1, paragraphs: 3_600).blocks).replacing("。", with: "，")
      .replacing("\n", with: "")
    let document = Self.document(seed: 1, paragraphs: 1)
    let (old, new) = (document.holding([text]), document.holding([text.replacing("群众", with: "人民")]))
    let elapsed = ContinuousClock().measure { #expect(!VersionDiff(from: old, to: new).isEmpty) }
    print("one sentence: \(elapsed)")
  }
}

extension Document {
  /// The same document with other paragraphs.
  fileprivate func holding(_ paragraphs: [String]) -> Document {
    let blocks = paragraphs.enumerated().map { number, text in
      DocumentBlock(ordinal: number + 1, .paragraph(text, number: nil), locator: "")
    }
    return Document(id: id, source: source, extraction: extraction, metadata: metadata, blocks: blocks)
  }
}
