extension MetadataReader {
  /// Reads every line that may hold a label or a date.
  mutating func readLines() {
    let count = evidence.lines.count { $0.position == .inside }
    var place = 0
    for index in evidence.lines.indices {
      if evidence.lines[index].position == .inside { place += 1 }
      // Only the edges of the body may hold what the labelling did not see.
      if isCandidate(index, atEdge: place <= 4 || place > count - 8) { readLine(index) }
    }
  }

  /// Cheap tests first, on one member at a time: most lines are prose or navigation.
  private func isCandidate(_ index: Int, atEdge: Bool) -> Bool {
    let label = evidence.lines[index].label
    guard label.mayHoldMetadata, atEdge || label.isMetadata || evidence.lines[index].position != .inside,
      (4...600).contains(evidence.lines[index].text.utf8.count), !consumed.contains(index)
    else { return false }
    let isShort = evidence.lines[index].text.utf8.count <= 24
    return label == .disclosure || label == .metaLine && isShort || evidence.lines[index].text.utf8.mayHoldMetadata
  }

  private mutating func readLine(_ index: Int) {
    let line = evidence.lines[index]
    let text = MetadataText(line.text)
    guard line.label.isMetadata || text.scalars.count <= 160 && !text.scalars.contains(0x3002) else { return }
    var pairs = MetadataPairs(text).pairs
    if pairs.isEmpty, line.label.isMetadata, let label = MetadataPair.bareLabel(text) { pairs = [label] }
    var holdsDate = false
    for (place, pair) in pairs.enumerated() {
      let isLast = place == pairs.count - 1
      let value = pair.value.isEmpty && isLast ? takeValueBelow(index) ?? "" : pair.value
      let starts = place == 0 && text.scalars.starts(with: pair.name.unicodeScalars.map(\.value).prefix(1))
      holdsDate = add(pair, value, line, startsLine: starts) || holdsDate
    }
    if !holdsDate { readBareDate(text, pairs, line) }
    if pairs.isEmpty { readDocNumber(text, line) }
  }

  /// The line below a label that stands alone, when it is no label itself and no sentence.
  private mutating func takeValueBelow(_ index: Int) -> String? {
    for next in (index + 1)..<min(index + 3, evidence.lines.count) where index + 1 < evidence.lines.count {
      let line = evidence.lines[next]
      guard line.position == evidence.lines[index].position, line.label.mayHoldMetadata, line.label != .title,
        line.headingLevel == nil
      else { return nil }
      let text = MetadataText(line.text)
      if text.scalars == [0xFF1A] || text.scalars == [0x3A] { continue }
      guard text.scalars.count <= 60, !text.scalars.contains(0x3002), MetadataPairs(text).pairs.isEmpty,
        MetadataPair.bareLabel(text) == nil
      else { return nil }
      consumed.insert(next)
      return line.text
    }
    return nil
  }

  /// `2021-01-21 15:24 云溪日报`: a date that no label announces, beside the title.
  private mutating func readBareDate(_ text: MetadataText, _ pairs: [MetadataPair], _ line: MetadataLine) {
    guard line.position == .before || line.label == .metaLine, line.label != .title, line.headingLevel == nil,
      line.label != .breadcrumb
    else { return }
    guard let found = DateScan(text.scalars).first(atLeast: .day), !text.saysToday else { return }
    let rest = text.scalars.count - found.range.count
    guard line.label.isMetadata || !pairs.isEmpty || rest <= 12 && found.range.lowerBound <= 4 else { return }
    // A disclosure label that is no date of publication (失效日期) has the date for itself.
    guard !pairs.contains(where: { $0.label == .other && $0.value.contains(found.date.text) }) else { return }
    // 活动时间：2021年5月1日 has a label, only an unknown one.
    let before = text.scalars[..<found.range.lowerBound].last { $0 != 0x20 }
    guard before != 0xFF1A, before != 0x3A else { return }
    let isBeside = line.label == .metaLine || !pairs.isEmpty
    published.add(found.date, rank: EvidenceRank.bareDate + (isBeside ? 0 : 5))
    note("published", found.date.text, .text, line.locator)
  }

  /// `云府〔2021〕3号` on a line of its own, as red-headed papers print it.
  private mutating func readDocNumber(_ text: MetadataText, _ line: MetadataLine) {
    guard let number = DocNumber.whole(text.scalars) else { return }
    if metadata.docNumber == nil { metadata.docNumber = number }
    note("doc_number", number, .text, line.locator)
  }
}

extension BlockLabel {
  /// Date line or disclosure label, as the labelling of the page says.
  var isMetadata: Bool { self == .metaLine || self == .disclosure }

  /// Whether a label or date in such a line can speak of this document.
  var mayHoldMetadata: Bool {
    switch self {
    case .hidden, .duplicate, .navigation, .related, .footer, .form, .qrCode, .share, .breadcrumb, .attachmentList:
      false
    default: true
    }
  }
}

extension String.UTF8View {
  /// Whether there is a colon, a bar, or what a date or document number begins with.
  fileprivate var mayHoldMetadata: Bool {
    unsafe withContiguousStorageIfAvailable { unsafe $0.mayHoldMetadata } ?? Array(self).mayHoldMetadata
  }
}

extension Collection<UInt8> {
  fileprivate var mayHoldMetadata: Bool {
    var previous: UInt8 = 0
    for byte in self {
      switch byte {
      case 0x3A, 0x7C: return true
      case 0x9A,
        0x9C where previous == 0xBC:
        return true  // ： ｜
      case 0xB6 where previous == 0x88: return true  // ∶
      case 0x30 where previous == 0x32, 0x39 where previous == 0x31: return true  // 20 19
      case 0x91 where previous == 0xBC, 0x92 where previous == 0xBC: return true  // １ ２
      case 0x94 where previous == 0x80: return true  // 〔
      case 0x87 where previous == 0x80: return true  // 〇
      default: break
      }
      previous = byte
    }
    return false
  }
}

extension MetadataText {
  /// 今天是…, 星期四: the clock of the page.
  fileprivate var saysToday: Bool {
    let words = [[0x4ECA, 0x5929], [0x661F, 0x671F], [0x4ECA, 0x65E5], [0x6B22, 0x8FCE]] as [[UInt32]]
    return words.contains { word in zip(scalars, scalars.dropFirst()).contains { $0 == word[0] && $1 == word[1] } }
  }
}
