extension Charset {
  /// Decides the encoding of a page and decodes it: byte order mark, then UTF-8 if the bytes are that, then `<meta>`,
  /// then the header, then gb18030. Declarations are not followed against the bytes: see ``CharsetDecision/Rejection``.
  ///
  /// Shape: any bytes are text in the end; what cannot be read is U+FFFD and counted.
  package static func decode(_ bytes: [UInt8], headerCharset: String?) -> DecodedText {
    var choice = CharsetChoice(bytes, headerLabel: headerCharset)
    choice.decide()
    return choice.decoded()
  }

  /// Decodes by one encoding, without a look at what the bytes declare; a byte order mark of that encoding is taken
  /// off. The decision names the encoding as if a header had.
  package static func decode(_ bytes: [UInt8], as charset: Charset) -> DecodedText {
    var choice = CharsetChoice(bytes, headerLabel: charset.name)
    choice.settle(charset, .header)
    return choice.decoded()
  }
}

/// One decision under way: the bytes, what was declared, what was found.
struct CharsetChoice {
  private let bytes: [UInt8]
  private var decision: CharsetDecision
  /// What decoding begins with: after the byte order mark.
  private var start = 0
  private let isValidUTF8: Bool

  init(_ bytes: [UInt8], headerLabel: String?) {
    self.bytes = bytes
    isValidUTF8 = UTF8Text.isValid(bytes)
    decision = CharsetDecision(charset: .gb18030, source: .default, headerLabel: headerLabel)
    readMark()
  }

  private mutating func readMark() {
    let marks: [([UInt8], Charset)] = [
      ([0xEF, 0xBB, 0xBF], .utf8), ([0xFE, 0xFF], .utf16BE), ([0xFF, 0xFE], .utf16LE),
    ]
    guard let (mark, charset) = marks.first(where: { bytes.starts(with: $0.0) }) else { return }
    decision.bom = charset
    start = mark.count
  }

  mutating func settle(_ charset: Charset, _ source: CharsetDecision.Source) {
    (decision.charset, decision.source) = (charset, source)
  }

  mutating func decide() {
    if let bom = decision.bom, bom.isUTF16 { return settle(bom, .bom) }
    if let shape = unmarkedUTF16 { return settle(shape, .default) }
    decision.metaLabels = MetaPrescan.labels(in: bytes[start...])
    if isValidUTF8, !declaresEscapes {
      if isChineseByAccident { return decideByDeclarations() }
      settle(.utf8, decision.bom == nil ? .utf8 : .bom)
      return noteContradictions()
    }
    decideDamaged()
  }

  /// Bytes that are not UTF-8: a page of UTF-8 with some damage, or another encoding.
  private mutating func decideDamaged() {
    let findings = UTF8Text.findings(in: bytes[start...], givingUp: true)
    let isMarked = decision.bom != nil
    let declared = declarations.first { Charset(label: $0.label) == .utf8 }
    if isMarked || declared != nil, findings.malformed * 10 <= findings.multibyte || findings.isCutAtEnd {
      return settle(.utf8, isMarked ? .bom : declared?.source ?? .utf8)
    }
    // No other encoding yields that many long sequences by chance.
    if findings.longer >= 8, findings.isCutAtEnd || findings.malformed * 50 <= findings.longer {
      settle(.utf8, .utf8)
      return noteContradictions()
    }
    decideByDeclarations()
  }

  private mutating func decideByDeclarations() {
    for (label, source) in declarations {
      if let reason = objection(to: label) {
        decision.rejections.append(.init(label: label, reason: reason))
      } else if let charset = Charset(label: label) {
        return settle(charset, source)
      }
    }
    settle(.gb18030, .default)
  }

  private func objection(to label: String) -> CharsetDecision.Rejection.Reason? {
    guard let charset = Charset(label: label) else { return .unknownLabel }
    // The HTML standard reads utf-16 in a meta as utf-8, because it was read as ASCII; so do we for a header.
    if charset == .utf8 || charset.isUTF16 { return .notUTF8 }
    return charset.isServerDefault && readsAsChinese ? .readsAsChinese : nil
  }

  private mutating func noteContradictions() {
    for (label, _) in declarations where Charset(label: label) != .utf8 {
      let reason: CharsetDecision.Rejection.Reason
      reason = Charset(label: label) == nil ? .unknownLabel : .contradictedByBytes
      decision.rejections.append(.init(label: label, reason: reason))
    }
  }

  private var declarations: [(label: String, source: CharsetDecision.Source)] {
    decision.metaLabels.map { ($0, .meta) } + (decision.headerLabel.map { [($0, .header)] } ?? [])
  }
}

// MARK: What the bytes look like

extension CharsetChoice {
  /// `<` and any byte, each with a zero: UTF-16 without a mark (HTML standard, prescan).
  private var unmarkedUTF16: Charset? {
    guard decision.bom == nil, bytes.count >= 4 else { return nil }
    if bytes[0] == 0x3C, bytes[1] == 0, bytes[2] != 0, bytes[3] == 0 { return .utf16LE }
    if bytes[0] == 0, bytes[1] == 0x3C, bytes[2] == 0, bytes[3] != 0 { return .utf16BE }
    return nil
  }

  /// ISO-2022-JP is made of ASCII bytes, so that only its label and its escapes tell.
  private var declaresEscapes: Bool {
    declarations.contains { Charset(label: $0.label)?.name == "iso-2022-jp" } && bytes.contains(0x1B)
  }

  /// A few words in GBK can be valid UTF-8 of two-byte sequences, but Chinese in UTF-8 takes three bytes a character.
  private var isChineseByAccident: Bool {
    guard declarations.contains(where: { Charset(label: $0.label) == .gb18030 }) else { return false }
    // The bytes are valid UTF-8: one from 0xE0 on begins a longer sequence.
    return !bytes[start...].contains { $0 >= 0xE0 } && bytes.contains { $0 >= 0x80 } && readsAsChinese
  }

  /// Whether at least six of ten units outside ASCII are in the rows of GB 2312 that everyday Chinese uses.
  private var readsAsChinese: Bool {
    var everyday = 0
    var other = 0
    var index = start
    while index < bytes.count {
      let lead = bytes[index]
      index += 1
      guard lead >= 0x80 else { continue }
      let trail = index < bytes.count ? bytes[index] : 0
      if trail >= 0xA1, trail != 0xFF, (0xB0...0xF7).contains(lead) || (0xA1...0xA3).contains(lead) {
        everyday += 1
        index += 1
      } else {
        other += 1
        if lead != 0x80, lead != 0xFF, trail >= 0x80 { index += 1 }
      }
    }
    return everyday > 0 && everyday * 10 >= (everyday + other) * 6
  }
}

// MARK: Decoding

extension CharsetChoice {
  func decoded() -> DecodedText {
    var decision = decision
    // A mark of another encoding is no mark but text.
    let content = decision.bom == decision.charset || decision.bom == .utf8 ? bytes[start...] : bytes[...]
    var text: [UInt8]
    switch decision.charset {
    case .gb18030:
      var decoder = GB18030Decoder()
      text = decoder.decode(content)
      (decision.replacedCount, decision.droppedControls) = (decoder.replaced, decoder.dropped)
      return DecodedText(utf8: text, decision: decision)
    case .utf8:
      decision.replacedCount = isValidUTF8 ? 0 : UTF8Text.findings(in: content).malformed
      text = decision.replacedCount == 0 ? (start == 0 ? bytes : Array(content)) : UTF8Text.repaired(content)
    case .utf16LE, .utf16BE:
      (text, decision.replacedCount) = decodeUTF16(content, isLittle: decision.charset == .utf16LE)
    default:
      (text, decision.replacedCount) = decodeByLibrary(content, decision.charset)
    }
    decision.droppedControls = text.dropControls()
    return DecodedText(utf8: text, decision: decision)
  }

  private func decodeByLibrary(_ content: ArraySlice<UInt8>, _ charset: Charset) -> ([UInt8], Int) {
    var decoder = IconvDecoder(charset)
    if let text = decoder.decode(content) { return (text, decoder.replaced) }
    // A C library without its gconv modules: keep the ASCII of the page rather than nothing.
    let text = UTF8Text.repaired(content)
    return (text, UTF8Text.findings(in: content).malformed)
  }
}

/// The Encoding standard's shared UTF-16 decoder: lone surrogates and an odd last byte are U+FFFD.
private func decodeUTF16(_ bytes: ArraySlice<UInt8>, isLittle: Bool) -> ([UInt8], replaced: Int) {
  var replaced = 0
  let units = stride(from: bytes.startIndex, to: bytes.endIndex - 1, by: 2).map { index in
    let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
    return isLittle ? second << 8 | first : first << 8 | second
  }
  var text: [UInt8] = []
  text.reserveCapacity(bytes.count * 3 / 2 + 3)
  let isRepaired = transcode(units.makeIterator(), from: UTF16.self, to: UTF8.self, stoppingOnError: false) {
    text.append($0)
  }
  if isRepaired { replaced = countLoneSurrogates(units) }
  if bytes.count % 2 == 1 {
    text += UTF8Text.replacement
    replaced += 1
  }
  return (text, replaced)
}

private func countLoneSurrogates(_ units: [UInt16]) -> Int {
  var count = 0
  var index = 0
  while index < units.count {
    let isPair =
      UTF16.isLeadSurrogate(units[index]) && index + 1 < units.count
      && UTF16.isTrailSurrogate(units[index + 1])
    if !isPair, units[index] & 0xF800 == 0xD800 { count += 1 }
    index += isPair ? 2 : 1
  }
  return count
}
