package import Web

extension Timestamp {
  /// Reads a WARC-Date: `YYYY`, `YYYY-MM`, `YYYY-MM-DD`, `…Thh:mmZ`, `…Thh:mm:ssZ` or with a fraction of a second
  /// (WARC/1.1 §5.4, W3C-DTF); what is not said is taken as its beginning, a fraction is dropped. Nil for another text.
  package init?(warcDate text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard [4, 7, 10, 17].contains(bytes.count) || bytes.count >= 20 else { return nil }
    let pattern = Array("0000-00-00T00:00:00".utf8)
    for (byte, expected) in zip(bytes.dropLast(bytes.count > 10 ? 1 : 0), pattern) {
      guard expected == 0x30 ? (0x30...0x39).contains(byte) : byte == expected else { return nil }
    }
    guard bytes.count <= 10 || bytes.last == UInt8(ascii: "Z"), Self.isFraction(bytes.dropFirst(19).dropLast()) else {
      return nil
    }
    func number(_ start: Int, _ count: Int, _ absent: Int) -> Int {
      guard bytes.count >= start + count, bytes[start..<start + count].allSatisfy({ $0 <= 0x39 }) else { return absent }
      return bytes[start..<start + count].reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
    self.init(
      year: number(0, 4, 0), month: number(5, 2, 1), day: number(8, 2, 1), hour: number(11, 2, 0),
      minute: number(14, 2, 0), second: number(17, 2, 0))
  }

  private static func isFraction(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let first = bytes.first else { return true }
    return first == UInt8(ascii: ".") && bytes.count > 1 && bytes.dropFirst().allSatisfy { (0x30...0x39).contains($0) }
  }
}
