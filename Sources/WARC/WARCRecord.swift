package import Web

/// One record of a WARC file: a header of named fields and a block (WARC/1.1 §4).
///
/// Equal values give equal bytes: fields are written in the order in which they stand.
package struct WARCRecord: Hashable, Sendable {
  /// `WARC/1.1`; what was read may say `WARC/1.0`.
  package let version: String
  package let kind: RecordKind
  package let id: RecordID
  package let date: Timestamp
  /// Every named field in order, WARC-Type, WARC-Record-ID, WARC-Date and Content-Length among them.
  package let fields: [HeaderList.Field]
  package let block: [UInt8]

  /// Makes a record of a header that was read and its block.
  ///
  /// Throws `WARCHeadProblem` when the first line is no WARC version or a mandatory field is missing or unreadable.
  package init(head: HeaderList, block: [UInt8]) throws(WARCHeadProblem) {
    guard head.startLine.hasPrefix("WARC/") else { throw .noVersion(head.startLine) }
    guard let kind = head["WARC-Type"] else { throw .missing("WARC-Type") }
    guard let id = head["WARC-Record-ID"] else { throw .missing("WARC-Record-ID") }
    guard let date = head["WARC-Date"] else { throw .missing("WARC-Date") }
    guard let name = RecordID(id) else { throw .unreadable("WARC-Record-ID", id) }
    guard let moment = Timestamp(warcDate: date) else { throw .unreadable("WARC-Date", date) }
    version = head.startLine
    self.kind = RecordKind(kind)
    self.id = name
    self.date = moment
    fields = head.fields
    self.block = block
  }

  /// Makes a record of ours, whose fields are known to be good.
  init(made kind: RecordKind, _ id: RecordID, _ date: Timestamp, _ fields: [HeaderList.Field], _ block: [UInt8]) {
    version = "WARC/1.1"
    self.kind = kind
    self.id = id
    self.date = date
    self.fields = fields
    self.block = block
  }

  /// Header, block and the two empty lines behind it.
  package func serialized() -> [UInt8] { headBytes + block + Self.end }

  /// The header with its empty line.
  package var headBytes: [UInt8] {
    let version = Array(version.utf8)
    let size = fields.reduce(version.count + 4) { $0 + $1.name.count + $1.value.count + 4 }
    return [UInt8](capacity: size) { head in
      head.append(version)
      head.append(Self.lineEnd)
      for field in fields {
        head.append(field.name)
        head.append(0x3A)
        head.append(0x20)
        // A line end inside a value would end the field: by WARC/1.1 §4 it means the same as one space.
        head.append(field.value.hasLineEnd ? field.value.map { $0.isLineEnd ? 0x20 : $0 } : field.value)
        head.append(Self.lineEnd)
      }
      head.append(Self.lineEnd)
    }
  }

  /// What follows every block.
  static let end: [UInt8] = [0x0D, 0x0A, 0x0D, 0x0A]
  private static let lineEnd: [UInt8] = [0x0D, 0x0A]
}

extension OutputSpan<UInt8> {
  @inline(__always)
  fileprivate mutating func append(_ bytes: [UInt8]) {
    precondition(bytes.count <= freeCapacity, "room was made for less")
    unsafe withUnsafeMutableBufferPointer { room, count in
      _ = unsafe room[count...].initialize(fromContentsOf: bytes)
      count += bytes.count
    }
  }
}

extension UInt8 {
  fileprivate var isLineEnd: Bool { self == 0x0D || self == 0x0A }
}

extension [UInt8] {
  /// Looks at all bytes, since that is faster than to stop.
  fileprivate var hasLineEnd: Bool {
    var found: UInt8 = 0
    for byte in self { found |= (byte == 0x0D ? 1 : 0) | (byte == 0x0A ? 1 : 0) }
    return found != 0
  }
}

/// Why a header is not that of a WARC record.
package enum WARCHeadProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// Thrown when the first line does not begin with `WARC/`.
  case noVersion(String)
  /// Thrown when a mandatory field is missing.
  case missing(String)
  /// Thrown when a mandatory field's value cannot be read.
  case unreadable(String, String)

  package var description: String {
    switch self {
    case .noVersion(let line): "the first line is not a WARC version: \(line.prefix(80).debugDescription)"
    case .missing(let name): "\(name) is missing"
    case .unreadable(let name, let value): "\(name) cannot be read: \(value.prefix(80).debugDescription)"
    }
  }
}
