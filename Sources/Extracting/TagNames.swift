extension Tag {
  /// The tag of a NUL-terminated lower-case name, looked up by its first eight bytes.
  init(_ name: UnsafePointer<UInt8>) { self = unsafe Tag.byName[packed(name)] ?? .other }

  /// The tag of a name as it is written in a selector.
  init(named name: some StringProtocol) { self = Tag.byName[packed(name)] ?? .other }

  /// No two names of the vocabulary share their first eight bytes.
  private static let byName = PackedNames(
    Tag.allCases.filter { $0 != .root && $0 != .other }.map { (packed("\($0)"), $0) })
}

/// The first eight bytes of a C string, ASCII upper case folded, as one number.
@inline(__always)
func packed(_ name: UnsafePointer<UInt8>) -> UInt64 {
  var key: UInt64 = 0
  for index in 0..<8 {
    let byte = unsafe name[index]
    if byte == 0 { break }
    key |= UInt64(byte | (byte >= 0x41 && byte <= 0x5A ? 0x20 : 0)) << (8 * UInt64(index))
  }
  return key
}

/// The first eight bytes of a name as one number.
func packed(_ name: some StringProtocol) -> UInt64 {
  var key: UInt64 = 0
  for (index, byte) in name.utf8.prefix(8).enumerated() { key |= UInt64(byte) << (8 * UInt64(index)) }
  return key
}
