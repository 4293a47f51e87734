internal import Extracting

extension PDFText {
  /// The lines of each page; pages end with a form feed. Blank lines are kept as empty ones.
  static func pages(_ output: [UInt8]) -> [[String]] {
    var pages = output.split(separator: 0x0C, omittingEmptySubsequences: false)
    if pages.count > 1, pages.last?.allSatisfy({ $0 == 0x0A }) == true { pages.removeLast() }
    return pages.map { page in
      page.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
        folded(String(decoding: line, as: UTF8.self))
      }
    }
  }

  /// A paragraph for each run of lines that belong together; page numbers alone at a page's edge are left out.
  static func blocks(_ pages: [[String]]) -> [DocumentBlock] {
    var blocks: [DocumentBlock] = []
    let width = pages.joined().lazy.map(displayWidth).max() ?? 0
    for (index, lines) in pages.enumerated() {
      for paragraph in paragraphs(withoutPageNumber(lines, page: index + 1), width: width) {
        blocks.append(
          DocumentBlock(
            ordinal: blocks.count + 1, DocumentBlock.paragraph(paragraph), locator: "page \(index + 1)"))
      }
    }
    return blocks
  }

  /// Joins a line to the one before when that one is nearly as long as the file's widest and ends no sentence.
  private static func paragraphs(_ lines: [String], width: Int) -> [String] {
    var paragraphs: [String] = []
    var isOpen = false
    for line in lines {
      if line.isEmpty {
        isOpen = false
        continue
      }
      let begins = PrintedNumber.leading(line) != nil
      if isOpen, !begins, let last = paragraphs.popLast() {
        paragraphs.append(joined(last, line))
      } else {
        paragraphs.append(line)
      }
      isOpen = displayWidth(line) * 10 >= width * 8 && !endsSentence(line)
    }
    return paragraphs
  }

  /// Between ideographs nothing was there; between words a blank was.
  private static func joined(_ first: String, _ second: String) -> String {
    let isWide =
      (first.unicodeScalars.last?.value ?? 0) >= 0x2E80 || (second.unicodeScalars.first?.value ?? 0) >= 0x2E80
    return first + (isWide ? "" : " ") + second
  }

  /// An ideograph is as wide as two letters.
  private static func displayWidth(_ line: String) -> Int {
    line.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2E80 ? 2 : 1) }
  }

  private static func endsSentence(_ line: String) -> Bool {
    line.unicodeScalars.last.map { "。！？；：.!?;:".unicodeScalars.contains($0) } ?? true
  }

  /// `- 3 -`, `3`, `第 3 页 共 9 页` in the first or last lines of page 3.
  private static func withoutPageNumber(_ lines: [String], page: Int) -> [String] {
    let top = lines.prefix { isNumeral($0) }
    let bottom = lines.dropFirst(top.count).reversed().prefix { isNumeral($0) }
    let start = isPageNumber(top.joined(), page) ? top.count : 0
    let end = isPageNumber(bottom.reversed().joined(), page) ? bottom.count : 0
    return Array(lines.dropFirst(start).dropLast(end))
  }

  /// Nothing but figures and what stands around a page's number; empty lines too.
  private static func isNumeral(_ line: String) -> Bool {
    line.unicodeScalars.count <= 16
      && line.unicodeScalars.allSatisfy { (0x30...0x39).contains($0.value) || numberMarks.contains($0) }
  }

  private static func isPageNumber(_ text: String, _ page: Int) -> Bool {
    let numbers = text.unicodeScalars.split { !(0x30...0x39).contains($0.value) }.map { Int(String($0)) }
    return numbers.first == page && numbers.count <= 2
  }

  private static let numberMarks = " -—–－第页共/".unicodeScalars

  /// Runs of blanks, NBSP and U+3000 as one blank, as everywhere in a document.
  static func folded(_ text: String) -> String {
    text.split { $0.isWhitespace || $0 == "\u{A0}" }.joined(separator: " ")
  }
}
