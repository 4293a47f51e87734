/// The attribute names that matter to extraction.
enum AttributeName: String, CaseIterable {
  case id, style, href, src, align, colspan, rowspan, border, role, content, name, property, alt, title, lang
  case onclick, rel, hidden
  case classes = "class"
  case httpEquivalent = "http-equiv"
  /// Where pages that load images late keep the address.
  case dataSource = "data-src"
  case dataOriginal = "data-original"
  case oldSource = "oldsrc"

  /// Looks a NUL-terminated name up by its first eight bytes; nil for any other.
  init?(_ name: UnsafePointer<UInt8>) {
    guard let found = unsafe AttributeName.byName[packed(name)] else { return nil }
    self = found
  }

  /// No two names of the vocabulary share their first eight bytes.
  private static let byName = PackedNames(AttributeName.allCases.map { (packed($0.rawValue), $0) })
}

/// A small immutable dictionary from packed names, at most a quarter full, so that a look-up seldom takes two steps.
struct PackedNames<Value: Sendable>: Sendable {
  /// Powers of two many; 0 in an empty place, which is no name's key.
  private let keys: [UInt64]
  private let values: [Value?]

  init(_ pairs: [(UInt64, Value)]) {
    var size = 16
    while size < pairs.count * 4 { size *= 2 }
    var keys = [UInt64](repeating: 0, count: size)
    var values = [Value?](repeating: nil, count: size)
    for (key, value) in pairs {
      var place = PackedNames.start(key, size)
      while keys[place] != 0, keys[place] != key { place = (place + 1) & (size - 1) }
      (keys[place], values[place]) = (key, value)
    }
    self.keys = keys
    self.values = values
  }

  subscript(_ key: UInt64) -> Value? {
    var place = PackedNames.start(key, keys.count)
    while keys[place] != key {
      if keys[place] == 0 { return nil }
      place = (place + 1) & (keys.count - 1)
    }
    return values[place]
  }

  /// Where the search for a key begins (Fibonacci hashing).
  private static func start(_ key: UInt64, _ size: Int) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & (size - 1)
  }
}
