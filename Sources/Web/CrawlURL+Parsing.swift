extension CrawlURL {
  /// Reads an absolute address; nil for another scheme, an empty or forbidden host, a port above 65535, or one that
  /// is longer than ``maxLength``.
  package init?(_ text: String) {
    if let url = CrawlURL(canonical: text) {
      self = url
      return
    }
    guard var parser = URLParser(text), let url = parser.parse(against: nil) else { return nil }
    self = url
  }

  package init?(_ text: some StringProtocol) { self.init(String(text)) }

  /// The address a link on this page points to, its fragment dropped; nil for `javascript:`, `mailto:`, `data:` and
  /// every other scheme but http and https, and for what the URL standard calls a failure.
  package func resolve(_ reference: String) -> CrawlURL? {
    if let url = joined(plain: reference) { return url }
    guard var parser = URLParser(reference) else { return nil }
    return parser.parse(against: self)
  }

  package func resolve(_ reference: some StringProtocol) -> CrawlURL? { resolve(String(reference)) }
}

/// The WHATWG URL standard's basic URL parser for special schemes, written for bytes: it walks the input once.
struct URLParser {
  private let input: [UInt8]
  private var position = 0
  private var output: [UInt8] = []
  private var ends = CrawlURL.Ends()

  /// Nil when the text is too long to become an address.
  init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count <= CrawlURL.maxLength * 4 else { return nil }
    if let first = bytes.first, let last = bytes.last, first > 0x20, last > 0x20, !bytes.contains(where: { $0 < 0x0E })
    {
      input = bytes
      guard bytes.count <= CrawlURL.maxLength else { return nil }
      output.reserveCapacity(bytes.count + 64)
      return
    }
    let trimmed = bytes.drop(while: { $0 <= 0x20 })
    let end = (trimmed.lastIndex(where: { $0 > 0x20 }) ?? trimmed.startIndex - 1) + 1
    let kept = trimmed[trimmed.startIndex..<end]
    input = kept.contains(where: { $0 < 0x0E }) ? kept.filter { !isTabOrNewline($0) } : Array(kept)
    guard input.count <= CrawlURL.maxLength else { return nil }
    output.reserveCapacity(input.count + 64)
  }

  mutating func parse(against base: CrawlURL?) -> CrawlURL? {
    switch takeScheme() {
    case .other: return nil
    case .web(let isSecure):
      if let base, base.isSecure == isSecure, !startsWithTwoSlashes { return relative(to: base) }
      return absolute(isSecure: isSecure)
    case .none:
      guard let base else { return nil }
      return relative(to: base)
    }
  }

  private mutating func absolute(isSecure: Bool) -> CrawlURL? {
    output.append(contentsOf: isSecure ? "https://".utf8 : "http://".utf8)
    while isAtSlash { position += 1 }
    guard takeAuthority(isSecure: isSecure) else { return nil }
    if isAtSlash { position += 1 }
    return finish()
  }

  private mutating func relative(to base: CrawlURL) -> CrawlURL? {
    if isAtSlash {
      position += 1
      if isAtSlash { return absolute(isSecure: base.isSecure) }
      copy(base, upTo: base.pathStart)
      return finish()
    }
    guard position < input.count, input[position] != 0x23 else { return base }
    copy(base, upTo: base.pathEnd)
    if input[position] == 0x3F { return finishQuery() }
    while let last = output.popLast(), last != 0x2F {}
    return finish()
  }

  private mutating func copy(_ base: CrawlURL, upTo end: Int) {
    unsafe base.text.utf8.withContiguousStorageIfAvailable { unsafe output.append(contentsOf: $0[..<end]) }
    ends = base.partEnds
  }

  private mutating func finish() -> CrawlURL? {
    takePath()
    return finishQuery()
  }

  private mutating func finishQuery() -> CrawlURL? {
    ends.path = UInt16(truncatingIfNeeded: output.count)
    takeQuery()
    guard output.count <= CrawlURL.maxLength else { return nil }
    return CrawlURL(text: String(utf8: output.span), ends: ends)
  }
}

// MARK: Scheme

extension URLParser {
  private enum Scheme {
    case web(isSecure: Bool)
    case other
    case none
  }

  private mutating func takeScheme() -> Scheme {
    guard let first = input.first, first.isASCIILetter else { return .none }
    for index in 1..<max(1, input.count) {
      let byte = input[index]
      if byte == 0x3A {
        position = index + 1
        return known(input[..<index])
      }
      guard byte.isASCIILetter || byte.isASCIIDigit || byte == 0x2B || byte == 0x2D || byte == 0x2E else { break }
    }
    return .none
  }

  private func known(_ name: ArraySlice<UInt8>) -> Scheme {
    let isHTTP = zip(name, "http".utf8).allSatisfy { $0.asciiLowercased == $1 }
    if isHTTP, name.count == 4 { return .web(isSecure: false) }
    if isHTTP, name.count == 5, name.last?.asciiLowercased == 0x73 { return .web(isSecure: true) }
    return .other
  }

  private var isAtSlash: Bool { position < input.count && (input[position] == 0x2F || input[position] == 0x5C) }

  private var startsWithTwoSlashes: Bool {
    position + 1 < input.count && input[position] == 0x2F && input[position + 1] == 0x2F
  }
}

// MARK: Authority

extension URLParser {
  private mutating func takeAuthority(isSecure: Bool) -> Bool {
    var end = position
    while end < input.count, !isAuthorityEnd(input[end]) { end += 1 }
    let whole = input[position..<end]
    position = end
    let named = whole.lastIndex(of: 0x40).map { whole[($0 + 1)...] } ?? whole
    let bracket = named.lastIndex(of: 0x5D) ?? named.startIndex
    let colon = named[bracket...].firstIndex(of: 0x3A)
    guard let host = URLHost.canonical(named[..<(colon ?? named.endIndex)]) else { return false }
    output.append(contentsOf: host)
    ends.host = UInt16(truncatingIfNeeded: output.count)
    if let colon, !takePort(named[(colon + 1)...], isSecure: isSecure) { return false }
    ends.authority = UInt16(truncatingIfNeeded: output.count)
    return true
  }

  private mutating func takePort(_ digits: ArraySlice<UInt8>, isSecure: Bool) -> Bool {
    guard !digits.isEmpty else { return true }
    var port = 0
    for digit in digits {
      guard digit.isASCIIDigit else { return false }
      port = port * 10 + Int(digit - 0x30)
      if port > 65_535 { return false }
    }
    if port != (isSecure ? 443 : 80) { output.append(contentsOf: ":\(port)".utf8) }
    return true
  }
}

// MARK: Path and query

extension URLParser {
  /// Takes segments up to `?`, `#` or the end; the slash before the first one is taken already, or there is none.
  private mutating func takePath() {
    let start = Int(ends.authority)
    let safe = pathSafe
    var hasMore = true
    while hasMore {
      let segment = output.count
      output.append(0x2F)
      takeSegment(safe)
      hasMore = isAtSlash
      if hasMore { position += 1 }
      switch output.count - segment <= 7 ? dots(in: output[(segment + 1)...]) : 0 {
      case 0: continue
      case 1: output.removeSubrange(segment...)
      default:
        output.removeSubrange(segment...)
        while output.count > start, output.removeLast() != 0x2F {}
      }
      if !hasMore { output.append(0x2F) }
    }
  }

  private mutating func takeSegment(_ safe: ASCIISet) {
    while true {
      copyRun(safe)
      guard position < input.count, !isAuthorityEnd(input[position]) else { return }
      output.appendPercentEncoded(input[position])
      position += 1
    }
  }

  private mutating func takeQuery() {
    guard position < input.count, input[position] == 0x3F else { return }
    output.append(0x3F)
    position += 1
    let safe = querySafe
    while true {
      copyRun(safe)
      guard position < input.count, input[position] != 0x23 else { return }
      output.appendPercentEncoded(input[position])
      position += 1
    }
  }

  /// Copies what needs no escape whole.
  private mutating func copyRun(_ safe: ASCIISet) {
    let start = position
    while position < input.count, safe.contains(input[position]) { position += 1 }
    output.append(contentsOf: input[start..<position])
  }

  /// 1 for `.`, 2 for `..`, 0 for any other segment; `%2e` counts as a dot.
  private func dots(in segment: ArraySlice<UInt8>) -> Int {
    var count = 0
    var rest = segment
    while let byte = rest.first {
      if byte == 0x2E {
        rest = rest.dropFirst()
      } else if isEscapedDot(rest) {
        rest = rest.dropFirst(3)
      } else {
        return 0
      }
      count += 1
    }
    return count <= 2 ? count : 0
  }

  private func isEscapedDot(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.count >= 3 && bytes.prefix(2).elementsEqual([0x25, 0x32])
      && bytes[bytes.startIndex + 2].asciiLowercased == 0x65
  }
}

let pathSafe = ASCIISet(printableBut: "\"#<>?^`{}/\\")
let querySafe = ASCIISet(printableBut: "\"#<>'")

private func isTabOrNewline(_ byte: UInt8) -> Bool { byte == 0x09 || byte == 0x0A || byte == 0x0D }

private func isAuthorityEnd(_ byte: UInt8) -> Bool {
  byte == 0x2F || byte == 0x5C || byte == 0x3F || byte == 0x23
}
