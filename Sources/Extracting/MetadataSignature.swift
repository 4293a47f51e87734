extension MetadataReader {
  /// The date below the signature: a line that is nothing else, among the last of the body.
  mutating func readSignature() {
    let last = evidence.lines.lazy.reversed().filter { $0.position == .inside && $0.label == .body }.prefix(8)
    for line in last where (8...72).contains(line.text.utf8.count) {
      let scalars = MetadataText(line.text).scalars
      guard let found = DateScan(scalars).value(from: 0), scalars.isWholly(found.range) else { continue }
      guard found.date.precision != .year else { continue }
      written.add(found.date, rank: EvidenceRank.insideBody)
      note("written", found.date.text, .text, line.locator)
      return
    }
  }
}

extension [UInt32] {
  /// Whether nothing but brackets and blanks stands outside the range.
  fileprivate func isWholly(_ range: Range<Int>) -> Bool {
    let rest = self[..<range.lowerBound] + self[range.upperBound...]
    return rest.allSatisfy { [0x20, 0xFF08, 0xFF09, 0x28, 0x29].contains($0) }
  }
}

/// The number of an official paper: organ's sign, year in brackets, serial number.
enum DocNumber {
  /// A line that is nothing but such a number; nil otherwise.
  static func whole(_ scalars: [UInt32]) -> String? {
    guard (8...30).contains(scalars.count), scalars.last == 0x53F7,
      let open = scalars.firstIndex(where: { [0x3014, 0xFF3B, 0x5B, 0xFE5D, 0x3010, 0xFF08, 0x28].contains($0) }),
      (2...14).contains(open), open + 7 < scalars.count
    else { return nil }
    let year = scalars[(open + 1)...(open + 4)].allSatisfy { digit($0) != nil }
    let closed = [0x3015, 0xFF3D, 0x5D, 0xFE5E, 0x3011, 0xFF09, 0x29].contains(scalars[open + 5])
    let serial = scalars[(open + 6)..<(scalars.count - 1)].filter { $0 != 0x7B2C && $0 != 0x20 }
    let sign = scalars[..<open].allSatisfy { isHan($0) || $0 == 0x20 }
    guard year, closed, sign, !serial.isEmpty, serial.allSatisfy({ digit($0) != nil }) else { return nil }
    return MetadataText.text(scalars[...])
  }
}
