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

  private var text = JSONText()
  private let layout: Layout
  private var depth = 0
  private var isFirst = true
  private var followsKey = false

  package init(_ layout: Layout) { self.layout = layout }

  /// What was written so far.
  package var bytes: [UInt8] { text.bytes }

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
    text.append(quoted: name, behind: takeLead(), colon: layout == .pretty ? .spaced : .bare)
    followsKey = true
  }

  package mutating func string(_ value: String) { text.append(quoted: value, behind: takeLead()) }
  package mutating func int(_ value: Int) { text.append(decimal: value, behind: takeLead()) }
  /// As ECMAScript writes a number (RFC 8785 §3.2.2.3); neither NaN nor an infinity is one in JSON.
  package mutating func double(_ value: Double) {
    precondition(value.isFinite, "JSON has no \(value)")
    text.append(value.ecmaScriptText, behind: takeLead())
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
  package mutating func endText() { text.append(0x0A) }

  private mutating func literal(_ literal: String) { text.append(literal, behind: takeLead()) }

  private mutating func open(_ bracket: UInt8) {
    text.append(bracket, behind: takeLead())
    depth += 1
    isFirst = true
  }

  private mutating func close(_ bracket: UInt8) {
    depth -= 1
    text.append(bracket, behind: isFirst ? .none : lead(hasComma: false))
    isFirst = false
  }

  /// What stands between the next value and what was written before it.
  private mutating func takeLead() -> JSONText.Lead {
    if followsKey {
      (followsKey, isFirst) = (false, false)
      return .none
    }
    if depth == 0 { return .none }
    defer { isFirst = false }
    return lead(hasComma: !isFirst)
  }

  private func lead(hasComma: Bool) -> JSONText.Lead {
    JSONText.Lead(hasComma: hasComma, blanks: layout == .pretty ? 2 * depth : nil)
  }
}
