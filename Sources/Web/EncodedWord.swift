/// MIME's encoded words, `=?GB2312?B?uL28/g==?=` (RFC 2047), which servers put into file names though HTTP has none.
enum EncodedWord {
  /// The text with each encoded word decoded, blanks between two of them dropped; what is no word stays.
  static func decoded(_ text: String) -> String {
    guard text.contains("=?") else { return text }
    var output = ""
    var rest = text[...]
    var followsWord = false
    while let start = rest.firstRange(of: "=?") {
      let before = rest[..<start.lowerBound]
      guard let (word, after) = word(at: rest[start.upperBound...]) else {
        output += rest[..<start.upperBound]
        rest = rest[start.upperBound...]
        continue
      }
      if !followsWord || before.contains(where: { $0 != " " }) { output += before }
      output += word
      rest = after
      followsWord = true
    }
    return output + rest
  }

  /// `charset?B?data?=` and what follows it.
  private static func word(at text: Substring) -> (String, Substring)? {
    let parts = text.split(separator: "?", maxSplits: 3, omittingEmptySubsequences: false)
    guard parts.count == 4, parts[3].hasPrefix("="), let charset = Charset(label: parts[0]) else { return nil }
    let bytes: [UInt8]?
    switch parts[1] {
    case "B", "b": bytes = base64(parts[2])
    case "Q", "q": bytes = quoted(parts[2])
    default: bytes = nil
    }
    guard let bytes else { return nil }
    return (Charset.decode(bytes, as: charset).text, parts[3].dropFirst())
  }

  private static func quoted(_ data: Substring) -> [UInt8] {
    // The same escapes as a percent-encoded text, with another sign.
    percentDecoded(data.utf8.map { $0 == 0x3D ? 0x25 : $0 == 0x5F ? 0x20 : $0 })
  }

  /// RFC 4648 §4; nil for another character.
  private static func base64(_ data: Substring) -> [UInt8]? {
    var output: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    for byte in data.utf8 where byte != 0x3D {
      guard let digit = base64Digits.firstIndex(of: byte) else { return nil }
      bits = bits << 6 | UInt32(digit)
      count += 6
      if count >= 8 {
        count -= 8
        output.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
    return output
  }
}

private let base64Digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
