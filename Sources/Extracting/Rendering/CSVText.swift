/// A table as CSV (RFC 4180) from its grid: UTF-8 with a byte order mark, which spreadsheet programs in China need,
/// and CRLF. A spanned place repeats its cell's text; where no cell exists the field is empty.
package enum CSVText {
  package static func render(_ table: Table) -> [UInt8] {
    var bytes: [UInt8] = [0xEF, 0xBB, 0xBF]
    for row in table.grid {
      for (column, text) in row.enumerated() {
        if column > 0 { bytes.append(0x2C) }
        append(text ?? "", to: &bytes)
      }
      bytes += [0x0D, 0x0A]
    }
    return bytes
  }

  /// One record with its line end, without a byte order mark.
  package static func record(_ fields: [String]) -> [UInt8] {
    var bytes: [UInt8] = []
    for (column, text) in fields.enumerated() {
      if column > 0 { bytes.append(0x2C) }
      append(text, to: &bytes)
    }
    return bytes + [0x0D, 0x0A]
  }

  private static func append(_ text: String, to bytes: inout [UInt8]) {
    let isQuoted = text.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
    guard isQuoted else {
      bytes.append(utf8Of: text)
      return
    }
    bytes.append(0x22)
    for byte in text.utf8 {
      if byte == 0x22 { bytes.append(0x22) }
      bytes.append(byte)
    }
    bytes.append(0x22)
  }
}
