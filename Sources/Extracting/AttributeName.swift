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

/// A small immutable dictionary from packed names, searched by halving.
struct PackedNames<Value: Sendable>: Sendable {
  private let keys: [UInt64]
  private let values: [Value]

  init(_ pairs: [(UInt64, Value)]) {
    let sorted = pairs.sorted { $0.0 < $1.0 }
    keys = sorted.map(\.0)
    values = sorted.map(\.1)
  }

  subscript(_ key: UInt64) -> Value? {
    var low = 0
    var high = keys.count
    while low < high {
      let middle = (low + high) / 2
      if keys[middle] < key { low = middle + 1 } else { high = middle }
    }
    return low < keys.count && keys[low] == key ? values[low] : nil
  }
}
