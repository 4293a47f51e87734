package import Web

/// The name of a WARC file of the archive: `fangzhi-<14 digits>-<run>-<5 digits>.warc.gz`, with `.open` behind it
/// while it is being written.
package struct WARCFileName: Hashable, Sendable, CustomStringConvertible {
  /// When the file was begun.
  package let date: Timestamp
  /// Lower-case letters, digits, `.`, `_` and inner hyphens.
  package let run: String
  /// From 0, at most 99,999.
  package let serial: Int
  /// Whether records may still be appended.
  package var isOpen: Bool

  /// Nil when the run has a character that is not allowed or the serial number has more than five digits.
  package init?(date: Timestamp, run: String, serial: Int, isOpen: Bool = false) {
    guard Self.isRun(run), (0...99_999).contains(serial) else { return nil }
    self.date = date
    self.run = run
    self.serial = serial
    self.isOpen = isOpen
  }

  /// Reads a name without its folder; nil when it is not of this form, upper case included.
  package init?(_ name: some StringProtocol) {
    var stem = name[...]
    let isOpen = stem.hasSuffix(Self.openSuffix)
    if isOpen { stem = stem.dropLast(Self.openSuffix.count) }
    guard stem.hasPrefix(Self.prefix), stem.hasSuffix(Self.suffix) else { return nil }
    let parts = stem.dropFirst(Self.prefix.count).dropLast(Self.suffix.count)
      .split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count >= 3, let first = parts.first, let last = parts.last, last.utf8.count == 5,
      last.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let serial = Int(last),
      let date = Timestamp(fourteenDigits: first)
    else { return nil }
    self.init(date: date, run: parts[1..<(parts.count - 1)].joined(separator: "-"), serial: serial, isOpen: isOpen)
  }

  package var description: String {
    let digits = String(serial)
    let padded = String(repeating: "0", count: 5 - digits.count) + digits
    return "\(Self.prefix)\(date.fourteenDigits)-\(run)-\(padded)\(Self.suffix)\(isOpen ? Self.openSuffix : "")"
  }

  private static func isRun(_ run: String) -> Bool {
    !run.isEmpty && !run.hasPrefix("-") && !run.hasSuffix("-")
      && run.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || "-._".utf8.contains($0) }
  }

  private static let prefix = "fangzhi-"
  private static let suffix = ".warc.gz"
  private static let openSuffix = ".open"
}
