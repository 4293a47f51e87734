/// A JSON text as a value; the order of an object's members is kept.
package enum JSONValue: Equatable, Sendable {
  case null
  case bool(Bool)
  /// A number without fraction and exponent that fits 64 bits.
  case int(Int)
  /// Any other number.
  case double(Double)
  case string(String)
  case array([JSONValue])
  case object(JSONObject)

  /// The member of an object; nil for another key and for what is no object.
  package subscript(_ key: String) -> JSONValue? {
    if case .object(let object) = self { object[key] } else { nil }
  }

  /// Writes the value, members in their order.
  ///
  /// Numbers are written as RFC 8785 §3.2.2.3 says, so that an integral double is written without a fraction.
  package func write(to writer: inout JSONWriter) {
    switch self {
    case .null: writer.null()
    case .bool(let value): writer.bool(value)
    case .int(let value): writer.int(value)
    case .double(let value): writer.double(value)
    case .string(let value): writer.string(value)
    case .array(let values): writer.array { writer in for value in values { value.write(to: &writer) } }
    case .object(let object):
      writer.object { writer in
        for member in object.members {
          writer.key(member.key)
          member.value.write(to: &writer)
        }
      }
    }
  }

  /// Canonical JSON (RFC 8785): members sorted by the UTF-16 of their keys, no white space. Digests are taken of this.
  package var canonicalBytes: [UInt8] {
    var writer = JSONWriter(.compact)
    sorted.write(to: &writer)
    return writer.bytes
  }

  private var sorted: JSONValue {
    switch self {
    case .array(let values): .array(values.map(\.sorted))
    case .object(let object):
      .object(
        JSONObject(
          object.members.map { .init(key: $0.key, value: $0.value.sorted) }
            .sorted { $0.key.utf16.lexicographicallyPrecedes($1.key.utf16) }))
    default: self
    }
  }
}

/// The members of a JSON object in their order, no key twice.
package struct JSONObject: Equatable, Sendable {
  package struct Member: Equatable, Sendable {
    package let key: String
    package let value: JSONValue

    package init(key: String, value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  package private(set) var members: [Member]

  /// No two members may have one key.
  package init(_ members: [Member] = []) {
    self.members = members
  }

  /// The keys in their order.
  package var keys: [String] { members.map(\.key) }

  /// The value under that key, compared byte for byte; setting it replaces the value in its place or appends one, and
  /// nil takes the member out.
  package subscript(_ key: String) -> JSONValue? {
    get { members.first { $0.key.utf8.elementsEqual(key.utf8) }?.value }
    set {
      let place = members.firstIndex { $0.key.utf8.elementsEqual(key.utf8) }
      switch (place, newValue) {
      case (let place?, let value?): members[place] = Member(key: key, value: value)
      case (let place?, nil): members.remove(at: place)
      case (nil, let value?): members.append(Member(key: key, value: value))
      case (nil, nil): return
      }
    }
  }
}
