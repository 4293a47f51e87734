private import Web

/// A CDXJ index as WACZ players read it: gzip members of a thousand lines, and a second index that says which member
/// holds which addresses (`index.cdx.gz`, `index.idx`; "ZipNum", as cdxj-indexer --compress writes it).
package struct CompressedCDXJ: Sendable {
  /// Gzip members, one after another.
  package let members: [UInt8]
  /// One line a member behind a head line.
  package let secondary: [UInt8]

  /// Compresses the lines of a sorted index.
  package init(_ index: [UInt8], linesPerMember: Int = 1_024, filename: String = "index.cdx.gz") {
    var deflater = Deflater()
    var members: [UInt8] = []
    var secondary = Array(#"!meta 0 {"format": "cdxj-gzip-1.0", "filename": "\#(filename)"}"#.utf8) + [0x0A]
    let lines = index.split(separator: 0x0A)
    for start in stride(from: 0, to: lines.count, by: linesPerMember) {
      let block = lines[start..<min(start + linesPerMember, lines.count)].reduce(into: [UInt8]()) { $0 += $1 + [0x0A] }
      let offset = members.count
      deflater.appendMember(of: [block], effort: .level(9), to: &members)
      let digest = Digest(of: members[offset...])
      let place = #"{"offset": \#(offset), "length": \#(members.count - offset), "digest": "\#(digest.warcValue)"}"#
      secondary += Self.key(of: lines[start])
      secondary += " \(place)\n".utf8
    }
    self.members = members
    self.secondary = secondary
  }

  /// SURT and date of a line: all before the JSON.
  private static func key(of line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let json = line.firstIndex(of: 0x7B) ?? line.endIndex
    return line[..<json].last == 0x20 ? line[..<(json - 1)] : line[..<json]
  }
}
