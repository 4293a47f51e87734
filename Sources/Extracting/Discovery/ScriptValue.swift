/// A literal of a script, read as leniently as pages are written: JSON, or an object of JavaScript with bare names,
/// single quotes and commas too many.
enum ScriptValue: Equatable, Sendable {
  case string(String)
  case int(Int)
  case array([ScriptValue])
  case object([String: ScriptValue])
  /// A name that stands where a value is expected: `countPage`.
  case name(String)
  /// Anything that is no literal, `null` and truth values included.
  case other

  subscript(_ key: String) -> ScriptValue? {
    if case .object(let members) = self { members[key] } else { nil }
  }

  var string: String? {
    switch self {
    case .string(let text): text
    case .int(let number): String(number)
    default: nil
    }
  }

  /// A whole number, quoted or not.
  var number: Int? {
    switch self {
    case .int(let number): number
    case .string(let text): Int(text.trimmingBlanks())
    default: nil
    }
  }

  var array: [ScriptValue] { if case .array(let values) = self { values } else { [] } }

  /// Reads one value; nil when the bytes hold none. What follows the value is not looked at.
  init?(_ bytes: [UInt8]) {
    var parser = ScriptParser(bytes, at: bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
    guard let value = parser.value() else { return nil }
    self = value
  }
}
