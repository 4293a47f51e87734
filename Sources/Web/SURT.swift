extension CrawlURL {
  /// The address as a sort-friendly key, `cn,gov,example)/path?query`: what CDXJ files are sorted and looked up by.
  ///
  /// Its canonical form is that of the Internet Archive's Python package `surt` 0.3.1 with its defaults (the rules of
  /// Google's and of the Wayback Machine's canonicalizers): everything lower case, `www<digits>.` gone, well-known
  /// session ids gone, the query sorted, no trailing slash. Never an identity: different pages can share one.
  package var surt: String {
    var key = surtHost
    if let port, port != 0 { key += Array(":\(port)".utf8) }
    key.append(0x29)
    key += surtPath
    if let query = surtQuery { key += [0x3F] + query }
    return String(decoding: key, as: UTF8.self)
  }

  private var surtHost: [UInt8] {
    let name = host
    if name.hasPrefix("[") { return Array(name.utf8.dropFirst().dropLast()) }
    let labels = Array(name.utf8).split(separator: 0x2E, omittingEmptySubsequences: true)
    var key: [UInt8] = []
    key.reserveCapacity(text.utf8.count)
    for label in labels.reversed() {
      // The rule is about the name's beginning, so a lone `www` without a dot stays.
      if !key.isEmpty, label.startIndex == labels[0].startIndex, isWorldWideWeb(label) { break }
      if !key.isEmpty { key.append(0x2C) }
      key += label
    }
    return key
  }

  private var surtPath: [UInt8] {
    let plain = unescapedRepeatedly(Array(path.utf8))
    let path = escapedOnce(withoutDotSegments(plain)).map(\.asciiLowercased)
    let clean = SessionID.removed(fromPath: path)
    return clean.count > 1 && clean.last == 0x2F ? Array(clean.dropLast()) : clean
  }

  /// Nil when there is none or nothing is left of it.
  private var surtQuery: [UInt8]? {
    guard let query, !query.isEmpty else { return nil }
    let escaped = escapedOnce(unescapedRepeatedly(Array(query.utf8)))
    let clean = SessionID.removed(fromQuery: escaped).map(\.asciiLowercased)
    guard clean.count > 1 else { return clean.isEmpty ? nil : clean }
    let parameters = clean.split(separator: 0x26, omittingEmptySubsequences: false)
    return Array(parameters.sorted(by: precedes).joined(separator: [0x26]))
  }
}

/// Whether a label is `www` with any number behind it.
private func isWorldWideWeb(_ label: ArraySlice<UInt8>) -> Bool {
  label.prefix(3).elementsEqual([0x77, 0x77, 0x77]) && label.dropFirst(3).allSatisfy(\.isASCIIDigit)
}

/// By name, then a name alone before one with `=`, then by value: as Python compares the two halves.
private func precedes(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Bool {
  let leftName = left.prefix { $0 != 0x3D }
  let rightName = right.prefix { $0 != 0x3D }
  if leftName != rightName { return leftName.lexicographicallyPrecedes(rightName) }
  return left.dropFirst(leftName.count).lexicographicallyPrecedes(right.dropFirst(rightName.count))
}

private func unescapedRepeatedly(_ bytes: [UInt8]) -> [UInt8] {
  var bytes = bytes
  while true {
    let next = percentDecoded(bytes)
    if next == bytes { return bytes }
    bytes = next
  }
}

/// Escapes blanks, controls, `#`, `%` and what is outside ASCII.
private func escapedOnce(_ bytes: [UInt8]) -> [UInt8] {
  var output: [UInt8] = []
  output.reserveCapacity(bytes.count)
  for byte in bytes {
    if byte > 0x20, byte < 0x7F, byte != 0x23, byte != 0x25 {
      output.append(byte)
    } else {
      output.appendPercentEncoded(byte)
    }
  }
  return output
}

/// Whether no slash has a dot or a slash behind it.
private func hasPlainSegments(_ path: [UInt8]) -> Bool {
  path.first == 0x2F
    && path.indices.dropLast().allSatisfy { path[$0] != 0x2F || (path[$0 + 1] != 0x2E && path[$0 + 1] != 0x2F) }
}

/// Resolves `.` and `..` once more, since escapes are gone now, and drops empty segments but the last.
private func withoutDotSegments(_ path: [UInt8]) -> [UInt8] {
  if hasPlainSegments(path) { return path }
  var kept: [ArraySlice<UInt8>] = []
  for segment in path.split(separator: 0x2F, omittingEmptySubsequences: false).dropFirst() {
    if segment == [0x2E] { continue }
    if segment == [0x2E, 0x2E], !kept.isEmpty { kept.removeLast() } else { kept.append(segment) }
  }
  guard let last = kept.popLast() else { return [0x2F] }
  return [0x2F] + kept.filter { !$0.isEmpty }.flatMap { $0 + [0x2F] } + last
}
