/// Collects the final response's head out of the lines that libcurl hands over: 1xx responses before it and trailers
/// after it are counted and dropped.
struct ResponseHead {
  /// The lines so far, line ends included.
  private(set) var bytes: [UInt8] = []
  /// Bytes of all lines seen, dropped ones included.
  private(set) var received = 0
  /// Whether the final head's empty line was seen.
  private(set) var isWhole = false
  private let limit: Int

  /// `limit`: how many bytes all lines together may have.
  init(limit: Int) { self.limit = limit }

  /// Takes one line; false when that goes beyond the limit, and the line is not kept.
  mutating func append(_ line: some Collection<UInt8>) -> Bool {
    received += line.count
    guard received <= limit else { return false }
    if isWhole { return true }
    bytes += line
    if isBlank(line) { endHead() }
    return true
  }

  private mutating func endHead() {
    if (100...199).contains(status), status != 101 {
      bytes.removeAll(keepingCapacity: true)
    } else {
      isWhole = true
    }
  }

  /// The three digits after the protocol's name; 0 when there are none.
  var status: Int {
    guard let space = bytes.firstIndex(of: 0x20) else { return 0 }
    let digits = bytes[(space + 1)...].drop { $0 == 0x20 }.prefix(3)
    guard digits.count == 3, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return 0 }
    return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }
}

private func isBlank(_ line: some Collection<UInt8>) -> Bool { line.allSatisfy { $0 == 0x0D || $0 == 0x0A } }
