package import Web

/// One line of a CDXJ index, in the bytes that PyPI's cdxj-indexer writes, so that pywb and others take it as theirs.
package struct CDXJLine: Hashable, Sendable {
  /// The SURT of the address: what the index is sorted by.
  package var key: String
  package var date: Timestamp
  package var url: String
  /// Without parameters, as the header says it; `warc/revisit` for a revisit; nil without a header.
  package var mime: String?
  /// The first word behind the protocol, whatever it is; nil without an HTTP head.
  package var status: String?
  /// WARC-Payload-Digest as written.
  package var digest: String?
  package var location: RecordLocation
  /// The file's name without its folder.
  package var filename: String

  package init(
    key: String, date: Timestamp, url: String, mime: String?, status: String?, digest: String?,
    location: RecordLocation, filename: String
  ) {
    self.key = key
    self.date = date
    self.url = url
    self.mime = mime
    self.status = status
    self.digest = digest
    self.location = location
    self.filename = filename
  }

  /// `<key> <14 digits> {"url": …}` and a line end; text outside ASCII is written as `\uXXXX`.
  package var bytes: [UInt8] {
    var line: [UInt8] = []
    line.reserveCapacity(key.utf8.count + url.utf8.count + filename.utf8.count + 256)
    line.append(utf8: key)
    line.append(0x20)
    line.append(utf8: date.fourteenDigits)
    line.append(utf8: " {\"")
    let members: [(String, String?)] = [
      ("url", url), ("mime", mime), ("status", status), ("digest", digest), ("length", String(location.length)),
      ("offset", String(location.offset)), ("filename", filename),
    ]
    var separator = ""
    for case (let name, let value?) in members {
      line.append(utf8: separator)
      line.append(utf8: name)
      line.append(utf8: "\": ")
      appendASCII(value, to: &line)
      separator = ", \""
    }
    line.append(utf8: "}\n")
    return line
  }
}

/// A JSON string as Python's json module writes it by default: everything outside ASCII as UTF-16 escapes.
private func appendASCII(_ text: String, to line: inout [UInt8]) {
  line.append(0x22)
  defer { line.append(0x22) }
  let start = line.count
  line.append(utf8: text)
  if line[start...].allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }) { return }
  line.removeSubrange(start...)
  for unit in text.utf16 {
    switch unit {
    case 0x22, 0x5C: line += [0x5C, UInt8(unit)]
    case 0x0A: line += Array("\\n".utf8)
    case 0x0D: line += Array("\\r".utf8)
    case 0x09: line += Array("\\t".utf8)
    case 0x08: line += Array("\\b".utf8)
    case 0x0C: line += Array("\\f".utf8)
    case 0x20...0x7E: line.append(UInt8(unit))
    default: line += Array("\\u".utf8) + Array([UInt8(unit >> 8), UInt8(unit & 0xFF)].hex.utf8)
    }
  }
}
