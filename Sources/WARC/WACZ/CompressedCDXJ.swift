private import Web

/// A CDXJ index as WACZ players read it: gzip members of a thousand lines, and a second index that says which member
/// holds which addresses (`index.cdx.gz`, `index.idx`; "ZipNum", as cdxj-indexer --compress writes it).
package struct CompressedCDXJ: ~Copyable {
  /// One line a member behind a head line.
  package private(set) var secondary: [UInt8]
  private let linesPerMember: Int
  private var deflater = Deflater()
  private var lines: [[UInt8]] = []
  private var offset = 0

  package init(linesPerMember: Int = 1_024, filename: String = "index.cdx.gz") {
    self.linesPerMember = linesPerMember
    secondary = Array(#"!meta 0 {"format": "cdxj-gzip-1.0", "filename": "\#(filename)"}"#.utf8) + [0x0A]
  }

  /// Adds the next line of a sorted index, its line end included.
  ///
  /// - Returns: a gzip member when it is full, which belongs behind the ones before; else nothing.
  package mutating func add(_ line: [UInt8]) -> [UInt8] {
    lines.append(line)
    return lines.count == linesPerMember ? finishedMember() : []
  }

  /// The member of the lines that are left; nothing without any.
  package mutating func finishedMember() -> [UInt8] {
    guard let first = lines.first else { return [] }
    var member: [UInt8] = []
    deflater.appendMember(of: lines, effort: .level(9), to: &member)
    let digest = Digest(of: member)
    secondary += Self.key(of: first[...])
    secondary += #" {"offset": \#(offset), "length": \#(member.count), "digest": "\#(digest.warcValue)"}"#.utf8
    secondary.append(0x0A)
    offset += member.count
    lines.removeAll(keepingCapacity: true)
    return member
  }

  /// SURT and date of a line: all before the JSON.
  private static func key(of line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let json = line.firstIndex(of: 0x7B) ?? line.endIndex
    return line[..<json].last == 0x20 ? line[..<(json - 1)] : line[..<json]
  }
}
