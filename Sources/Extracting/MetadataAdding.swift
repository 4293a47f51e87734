extension MetadataReader {
  /// Files a label's value under its key. Returns whether the value was a date.
  mutating func add(_ pair: MetadataPair, _ value: String, _ line: MetadataLine, startsLine: Bool) -> Bool {
    let place = Place(line: line, startsLine: startsLine)
    switch pair.label {
    case .published, .dated, .written: return addDate(pair, value, place)
    case .source, .supplier: addSource(pair, value, place)
    case .chrome, .foreign: break
    // A line that the labelling did not recognise must at least begin with its label.
    default: if place.isMeta || place.isDisclosure && startsLine { add(pair, value, .label, line.locator) }
    }
    return false
  }

  /// Files what a disclosure table or line says.
  mutating func add(_ pair: MetadataPair, _ value: String, _ origin: MetadataField.Origin, _ locator: String) {
    guard let text = MetadataValue.text(value) else { return }
    switch pair.label {
    case .issuer: for name in MetadataValue.list(text) { addName(name, \.issuers, "issuers", origin, locator) }
    case .topic: for name in MetadataValue.list(text) { addName(name, \.topic, "topic", origin, locator) }
    case .docNumber: set(\.docNumber, "doc_number", text, origin, locator)
    case .indexNumber: set(\.indexNumber, "index_number", text, origin, locator)
    case .validity: set(\.validity, "validity", text, origin, locator)
    case .title:
      titles.add(text, rank: EvidenceRank.besideTitle)
      note("title", text, origin, locator)
    // What broken markup leaves (`size="20"`) is no value.
    default: if !text.utf8.contains(0x3D) { note(pair.name, MetadataValue.organ(text) ?? text, origin, locator) }
    }
  }

  mutating func addDate(_ pair: MetadataPair, _ value: String, _ origin: MetadataField.Origin, _ locator: String) {
    guard let found = DateScan(MetadataText(value).scalars).value(from: 0) else { return }
    let isWritten = pair.label == .written
    if isWritten {
      written.add(found.date, rank: EvidenceRank.besideTitle)
    } else {
      published.add(found.date, rank: pair.label == .dated ? EvidenceRank.undated : EvidenceRank.besideTitle)
    }
    note(isWritten ? "written" : "published", found.date.text, origin, locator)
  }

  private mutating func addDate(_ pair: MetadataPair, _ value: String, _ place: Place) -> Bool {
    guard let found = DateScan(MetadataText(value).scalars).value(from: 0) else { return false }
    guard pair.label != .dated || place.isMeta || place.line.position == .before else { return false }
    let isWritten = pair.label == .written
    let rank = pair.label == .dated ? EvidenceRank.undated : place.rank
    if isWritten { written.add(found.date, rank: rank) } else { published.add(found.date, rank: rank) }
    note(isWritten ? "written" : "published", found.date.text, .label, place.line.locator)
    return true
  }

  private mutating func addSource(_ pair: MetadataPair, _ value: String, _ place: Place) {
    guard let name = MetadataValue.organ(value) else { return }
    // Prose quotes the word: only a line of its own or a line of metadata counts inside and after the body.
    guard place.line.position == .before || place.isMeta || place.startsLine || place.isBracketed else { return }
    source.add(name, rank: pair.label == .supplier ? EvidenceRank.weak : place.rank)
    note("source_org", name, .label, place.line.locator)
  }

  private mutating func addName(
    _ name: String, _ key: WritableKeyPath<Metadata, [String]>, _ field: String, _ origin: MetadataField.Origin,
    _ locator: String
  ) {
    if !metadata[keyPath: key].contains(name) { metadata[keyPath: key].append(name) }
    note(field, name, origin, locator)
  }

  private mutating func set(
    _ key: WritableKeyPath<Metadata, String?>, _ field: String, _ value: String, _ origin: MetadataField.Origin,
    _ locator: String
  ) {
    if metadata[keyPath: key] == nil { metadata[keyPath: key] = value }
    note(field, value, origin, locator)
  }
}

/// Where a label was met.
private struct Place {
  let line: MetadataLine
  let startsLine: Bool

  var isMeta: Bool { line.label.isMetadata || line.label == .credit && line.position != .inside }

  /// A line that the labelling or its place above the body sets apart from prose.
  var isDisclosure: Bool { isMeta || line.position == .before }

  /// （来源：云溪日报）
  var isBracketed: Bool { line.text.utf8.starts(with: "（".utf8) || line.text.utf8.first == 0x28 }

  var rank: Int {
    switch line.position {
    case .before: EvidenceRank.besideTitle
    case .inside: line.label.isMetadata ? EvidenceRank.besideTitle : EvidenceRank.insideBody
    case .after: isMeta ? EvidenceRank.afterBody : EvidenceRank.insideBody
    }
  }
}
