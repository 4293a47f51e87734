/// Writes JSON straight into bytes, in the order it is told: the same calls give the same bytes.
///
/// Strings are escaped as RFC 8785 §3.2.2.2 says, so a compact text whose keys come sorted by UTF-16 is canonical JSON.
package struct JSONWriter: Sendable {
  /// How a text is laid out.
  package enum Layout: Sendable {
    /// No white space at all.
    case compact
    /// Two spaces a level, one member or element a line.
    case pretty
  }

  package private(set) var bytes: [UInt8] = []
  private let layout: Layout
  private var depth = 0
  private var isFirst = true
  private var followsKey = false

  package init(_ layout: Layout) {
    self.layout = layout
    bytes.reserveCapacity(1_024)
  }

  /// `{…}` around whatever the closure writes.
  package mutating func object<Failure: Error>(_ members: (inout JSONWriter) throws(Failure) -> Void) throws(Failure) {
    open(0x7B)
    try members(&self)
    close(0x7D)
  }

  /// `[…]` around whatever the closure writes.
  package mutating func array<Failure: Error>(_ elements: (inout JSONWriter) throws(Failure) -> Void) throws(Failure) {
    open(0x5B)
    try elements(&self)
    close(0x5D)
  }

  /// A member's name; exactly one value must follow.
  package mutating func key(_ name: String) {
    separate()
    appendQuoted(name)
    bytes.append(0x3A)
    if layout == .pretty { bytes.append(0x20) }
    followsKey = true
  }

  package mutating func string(_ value: String) {
    separate()
    appendQuoted(value)
  }

  package mutating func int(_ value: Int) { literal(String(value)) }
  /// As ECMAScript writes a number (RFC 8785 §3.2.2.3); neither NaN nor an infinity is one in JSON.
  package mutating func double(_ value: Double) {
    precondition(value.isFinite, "JSON has no \(value)")
    literal(value.ecmaScriptText)
  }

  package mutating func bool(_ value: Bool) { literal(value ? "true" : "false") }
  package mutating func null() { literal("null") }

  package mutating func member(_ name: String, _ value: String) {
    key(name)
    string(value)
  }

  package mutating func member(_ name: String, _ value: Int) {
    key(name)
    int(value)
  }

  package mutating func member(_ name: String, _ value: Double) {
    key(name)
    double(value)
  }

  package mutating func member(_ name: String, _ value: Bool) {
    key(name)
    bool(value)
  }

  /// A member only when there is a value: absent means that the key is absent.
  package mutating func member(_ name: String, ifPresent value: String?) {
    if let value { member(name, value) }
  }

  package mutating func member(_ name: String, ifPresent value: Int?) {
    if let value { member(name, value) }
  }

  package mutating func member(_ name: String, _ values: [String]) {
    key(name)
    array { writer in for value in values { writer.string(value) } }
  }

  /// A line feed behind the whole text.
  package mutating func endText() { bytes.append(0x0A) }

  private mutating func literal(_ text: String) {
    separate()
    bytes.append(contentsOf: text.utf8)
  }

  private mutating func open(_ bracket: UInt8) {
    separate()
    bytes.append(bracket)
    depth += 1
    isFirst = true
  }

  private mutating func close(_ bracket: UInt8) {
    depth -= 1
    if !isFirst { breakLine() }
    bytes.append(bracket)
    isFirst = false
  }

  private mutating func separate() {
    if followsKey {
      followsKey = false
      isFirst = false
      return
    }
    if depth == 0 { return }
    if !isFirst { bytes.append(0x2C) }
    isFirst = false
    breakLine()
  }

  private mutating func breakLine() {
    guard layout == .pretty else { return }
    bytes.append(0x0A)
    for _ in 0..<depth {
      bytes.append(0x20)
      bytes.append(0x20)
    }
  }

  private mutating func appendQuoted(_ text: String) {
    bytes.append(0x22)
    var text = text
    text.withUTF8 { unsafe appendEscaped($0) }
    bytes.append(0x22)
  }

  /// Copies runs that need no escape whole; looks at eight bytes at once.
  private mutating func appendEscaped(_ utf8: UnsafeBufferPointer<UInt8>) {
    let raw = UnsafeRawBufferPointer(utf8)
    var start = 0
    var index = 0
    while index < utf8.count {
      if index + 8 <= utf8.count, unsafe isPlain(raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)) {
        index += 8
        continue
      }
      let byte = unsafe utf8[index]
      index += 1
      if byte >= 0x20, byte != 0x22, byte != 0x5C { continue }
      unsafe bytes.append(contentsOf: utf8[start..<index - 1])
      appendEscape(byte)
      start = index
    }
    unsafe bytes.append(contentsOf: utf8[start...])
  }

  /// Whether none of eight bytes is a control, a quote or a backslash; in doubt false. A byte that equals a letter is
  /// zero once the letter is taken from it, and only a zero borrows.
  private func isPlain(_ word: UInt64) -> Bool {
    let quote = word ^ 0x2222_2222_2222_2222
    let slash = word ^ 0x5C5C_5C5C_5C5C_5C5C
    let ones: UInt64 = 0x0101_0101_0101_0101
    let found = (word &- 0x2020_2020_2020_2020) & ~word | (quote &- ones) & ~quote | (slash &- ones) & ~slash
    return found & 0x8080_8080_8080_8080 == 0
  }

  private mutating func appendEscape(_ byte: UInt8) {
    switch byte {
    case 0x22, 0x5C: bytes += [0x5C, byte]
    case 0x08: bytes += [0x5C, UInt8(ascii: "b")]
    case 0x09: bytes += [0x5C, UInt8(ascii: "t")]
    case 0x0A: bytes += [0x5C, UInt8(ascii: "n")]
    case 0x0C: bytes += [0x5C, UInt8(ascii: "f")]
    case 0x0D: bytes += [0x5C, UInt8(ascii: "r")]
    default: bytes += Array("\\u00".utf8) + Array([byte].hex.utf8)
    }
  }
}
