/// The host of an address as the WHATWG URL standard writes it ("host parser").
enum URLHost {
  /// The canonical form of a host; nil for an empty one and for what the standard calls a failure.
  static func canonical(_ host: ArraySlice<UInt8>) -> [UInt8]? {
    guard let first = host.first else { return nil }
    if first == 0x5B { return bracketed(host) }
    let plain = plainHostBytes
    let ascii = host.allSatisfy { plain.contains($0) } ? host.map(\.asciiLowercased) : mapped(host)
    guard let ascii, !ascii.isEmpty else { return nil }
    return endsInNumber(ascii) ? dottedQuad(ascii) : ascii
  }

  private static func bracketed(_ host: ArraySlice<UInt8>) -> [UInt8]? {
    guard host.last == 0x5D, let address = IPAddress(v6: host.dropFirst().dropLast()) else { return nil }
    return [0x5B] + Array(address.text.utf8) + [0x5D]
  }

  /// The way of hosts with escapes or letters outside ASCII: decode, map by UTS 46, refuse what no host may hold.
  private static func mapped(_ host: ArraySlice<UInt8>) -> [UInt8]? {
    let decoded = percentDecoded(host)
    let isASCII = decoded.allSatisfy { $0 < 0x80 }
    guard let text = String(validating: decoded, as: UTF8.self) else { return nil }
    guard let name = isASCII ? decoded.map(\.asciiLowercased) : domainToASCII(text) else { return nil }
    let refused = forbiddenHostBytes
    return name.allSatisfy { $0 > 0x20 && $0 < 0x7F && !refused.contains($0) } ? name : nil
  }
}

// MARK: IPv4 numbers

extension URLHost {
  /// Whether the last label is a number, so that the whole host has to be an IPv4 address.
  private static func endsInNumber(_ host: [UInt8]) -> Bool {
    // A name cannot end in a letter and be a number at once, unless the letter is a hexadecimal digit.
    guard let last = host.last, UInt8(hexDigit: last) != nil || last == 0x2E || last == 0x78 else { return false }
    var labels = host.split(separator: 0x2E, omittingEmptySubsequences: false)
    if labels.last?.isEmpty == true, labels.count > 1 { labels.removeLast() }
    guard let label = labels.last, !label.isEmpty else { return false }
    return label.allSatisfy(\.isASCIIDigit) || number(label) != nil
  }

  /// Decimal, octal and hexadecimal numbers of one to four parts as the four bytes they mean.
  private static func dottedQuad(_ host: [UInt8]) -> [UInt8]? {
    var parts = host.split(separator: 0x2E, omittingEmptySubsequences: false)
    if parts.last?.isEmpty == true, parts.count > 1 { parts.removeLast() }
    guard parts.count <= 4 else { return nil }
    var address: UInt64 = 0
    for (index, part) in parts.enumerated() {
      guard let value = number(part) else { return nil }
      let bytesLeft = UInt64(4 - index)
      if index == parts.count - 1 {
        guard value < 1 << (8 * bytesLeft) else { return nil }
        address |= value
      } else {
        guard value <= 255 else { return nil }
        address |= value << (8 * (bytesLeft - 1))
      }
    }
    return Array(IPAddress(v4: UInt32(address)).text.utf8)
  }

  /// `10`, `012` or `0xa`; anything above 32 bits is answered as the largest number, so that it stays too large.
  private static func number(_ part: ArraySlice<UInt8>) -> UInt64? {
    guard let first = part.first else { return nil }
    var digits = part
    var radix: UInt64 = 10
    if first == 0x30, part.count > 1 {
      let isHexadecimal = part.dropFirst().first == 0x78
      radix = isHexadecimal ? 16 : 8
      digits = part.dropFirst(isHexadecimal ? 2 : 1)
    }
    var value: UInt64 = 0
    for byte in digits {
      guard let digit = UInt8(hexDigit: byte), UInt64(digit) < radix else { return nil }
      value = min(value * radix + UInt64(digit), 1 << 33)
    }
    return value
  }
}

private let plainHostBytes = ASCIISet("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_")
private let forbiddenHostBytes = ASCIISet(" #/:<>?@[\\]^|%")
