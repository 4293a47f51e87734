/// Finds declared encodings in the first bytes of a page (HTML standard, "prescan a byte stream to determine its
/// encoding"), more forgiving than the standard where portals need it.
struct MetaPrescan {
  /// Four times what the standard looks at: portals put long comments and scripts first.
  static let reach = 4_096

  private let bytes: ArraySlice<UInt8>
  private var index: Int
  private(set) var labels: [String] = []

  /// The labels of the XML declaration and of each `<meta>` outside of comments, in order, not yet looked up.
  static func labels(in page: ArraySlice<UInt8>) -> [String] {
    var scan = MetaPrescan(page.prefix(reach))
    scan.run()
    return scan.labels
  }

  private init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    index = bytes.startIndex
  }

  private mutating func run() {
    if starts(with: "<?xml") { takeXMLDeclaration() }
    while let open = bytes[index...].firstIndex(of: 0x3C) {
      index = open
      if starts(with: "<!--") {
        skip(past: "-->")
      } else if starts(with: "<meta"), let next = byte(at: index + 5), next.isASCIIBlank || next == 0x2F {
        index += 5
        takeMeta()
      } else if let next = byte(at: index + 1), next.isASCIILetter || next == 0x2F {
        skipTag()
      } else if let next = byte(at: index + 1), next == 0x21 || next == 0x3F {
        skip(past: ">")
      } else {
        index += 1
      }
    }
  }

  private mutating func takeXMLDeclaration() {
    let end = bytes[index...].firstIndex(of: 0x3E) ?? bytes.endIndex
    let declaration = bytes[index..<end]
    if let name = find("encoding", in: declaration), let value = quotedValue(in: declaration[name...]) {
      labels.append(value)
    }
    index = end
  }

  private func quotedValue(in part: ArraySlice<UInt8>) -> String? {
    let rest = part.drop(while: \.isASCIIBlank)
    guard rest.first == 0x3D else { return nil }
    let value = rest.dropFirst().drop(while: \.isASCIIBlank)
    guard let quote = value.first, quote == 0x22 || quote == 0x27 else { return nil }
    return text(value.dropFirst().prefix { $0 != quote })
  }

  /// A `charset` attribute, or a `content` with `charset=` beside some spelling of http-equiv.
  private mutating func takeMeta() {
    var charset: String?
    var content: String?
    var isPragma = false
    while let (name, value) = nextAttribute() {
      switch lowerText(name) {
      case "charset": charset = charset ?? text(value)
      case "content": content = content ?? MetaPrescan.charset(inContent: value)
      // Seen: httpequiv, http_equiv, http-equive.
      case let name where name.hasPrefix("http"): isPragma = true
      default: continue
      }
    }
    if let label = charset ?? (isPragma ? content : nil), !label.isEmpty { labels.append(label) }
  }

  /// "Algorithm for extracting a character encoding from a meta element".
  private static func charset(inContent value: ArraySlice<UInt8>) -> String? {
    var rest = value
    while let after = find("charset", in: rest) {
      let next = value[after...].drop(while: \.isASCIIBlank)
      rest = value[after...]
      guard next.first == 0x3D else { continue }
      let label = next.dropFirst().drop(while: \.isASCIIBlank)
      if let quote = label.first, quote == 0x22 || quote == 0x27 {
        return text(label.dropFirst().prefix { $0 != quote })
      }
      return text(label.prefix { !$0.isASCIIBlank && $0 != 0x3B })
    }
    return nil
  }
}

// MARK: Attributes

extension MetaPrescan {
  /// The next attribute of the tag, its name as written; nil at the tag's end, which is taken.
  private mutating func nextAttribute() -> (name: ArraySlice<UInt8>, value: ArraySlice<UInt8>)? {
    while let byte = byte(at: index), byte.isASCIIBlank || byte == 0x2F { index += 1 }
    guard let first = byte(at: index), first != 0x3E else {
      index = min(index + 1, bytes.endIndex)
      return nil
    }
    let name = bytes[index...].prefix { !$0.isASCIIBlank && $0 != 0x3D && $0 != 0x3E && $0 != 0x2F }
    // A lone `=` begins a name in HTML; take it so that the walk goes on.
    index = max(name.endIndex, index + 1)
    let afterBlanks = bytes[name.endIndex...].drop(while: \.isASCIIBlank)
    guard afterBlanks.first == 0x3D, !name.isEmpty else { return (name, []) }
    let value = afterBlanks.dropFirst().drop(while: \.isASCIIBlank)
    return (name, take(value))
  }

  private mutating func take(_ value: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard let quote = value.first, quote == 0x22 || quote == 0x27 else {
      let plain = value.prefix { !$0.isASCIIBlank && $0 != 0x3E }
      index = plain.endIndex
      return plain
    }
    let quoted = value.dropFirst().prefix { $0 != quote }
    index = min(quoted.endIndex + 1, bytes.endIndex)
    return quoted
  }

  private mutating func skipTag() {
    index += 1
    index = bytes[index...].firstIndex { $0.isASCIIBlank || $0 == 0x3E } ?? bytes.endIndex
    while nextAttribute() != nil {}
  }

  private mutating func skip(past end: String) { index = find(end, in: bytes[index...]) ?? bytes.endIndex }

  private func byte(at index: Int) -> UInt8? { index < bytes.endIndex ? bytes[index] : nil }

  private func starts(with prefix: StaticString) -> Bool {
    let count = prefix.utf8CodeUnitCount
    guard index + count <= bytes.endIndex else { return false }
    for offset in 0..<count where unsafe bytes[index + offset].asciiLowercased != prefix.utf8Start[offset] {
      return false
    }
    return true
  }
}

/// Where the bytes after a lower-case word begin, ASCII case ignored.
private func find(_ word: String, in bytes: ArraySlice<UInt8>) -> Int? {
  let needle = Array(word.utf8)
  guard bytes.count >= needle.count else { return nil }
  for start in bytes.startIndex...(bytes.endIndex - needle.count)
  where bytes[start].asciiLowercased == needle[0]
    && bytes[start..<start + needle.count].elementsEqual(needle, by: { $0.asciiLowercased == $1 })
  {
    return start + needle.count
  }
  return nil
}

private func text(_ bytes: some Collection<UInt8>) -> String {
  let all = String(decoding: bytes, as: UTF8.self)
  if bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) { return all }
  return String(all.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
}

private func lowerText(_ bytes: ArraySlice<UInt8>) -> String {
  String(decoding: bytes.map(\.asciiLowercased), as: UTF8.self)
}
