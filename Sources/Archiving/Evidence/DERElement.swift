/// One element of DER (X.690 §8.1, §10.1): its tag, and its content's bytes.
struct DERElement {
  let tag: UInt8
  let content: ArraySlice<UInt8>

  static let integer: UInt8 = 0x02
  static let octets: UInt8 = 0x04
  static let objectID: UInt8 = 0x06
  static let time: UInt8 = 0x18
  static let sequence: UInt8 = 0x30

  /// Reads the element at the front of the bytes and takes it off; nil when none whole stands there.
  init?(takenFrom bytes: inout ArraySlice<UInt8>) {
    guard bytes.count >= 2, bytes[bytes.startIndex] & 0x1F != 0x1F else { return nil }
    tag = bytes[bytes.startIndex]
    var start = bytes.startIndex + 2
    var length = Int(bytes[bytes.startIndex + 1])
    if length > 0x7F {
      let digits = length & 0x7F
      guard (1...4).contains(digits), bytes.endIndex - start >= digits else { return nil }
      length = bytes[start..<start + digits].reduce(0) { $0 << 8 | Int($1) }
      start += digits
    }
    guard bytes.endIndex - start >= length else { return nil }
    content = bytes[start..<start + length]
    bytes = bytes[(start + length)...]
  }

  init?(_ bytes: [UInt8]) {
    var rest = bytes[...]
    self.init(takenFrom: &rest)
  }

  /// The elements inside; as far as they can be read.
  var elements: [DERElement] {
    var rest = content
    var found: [DERElement] = []
    while let element = DERElement(takenFrom: &rest) { found.append(element) }
    return found
  }

  /// An element around that content.
  static func encode(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
    precondition(content.count < 0x80, "only short elements are written")
    return [tag, UInt8(content.count)] + content
  }
}
