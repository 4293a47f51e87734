extension MediaType {
  /// The type that a magic number names; nil for text and for what is not known here.
  static func binary(_ bytes: [UInt8], path: String) -> MediaType? {
    for (magic, essence) in magicNumbers where bytes.starts(with: magic) { return MediaType(essence) }
    if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0x50, 0x4B, 0x05, 0x06]) {
      return ZipMembers(bytes).type
    }
    if bytes.starts(with: oleMagic) { return compound(bytes, path: path) }
    if bytes.starts(with: Array("RIFF".utf8)), bytes.count >= 12 { return riff[Array(bytes[8..<12])] }
    if bytes.count >= 12, bytes[4..<8].elementsEqual("ftyp".utf8) { return MediaType("video/mp4") }
    // Acrobat reads a file whose header stands anywhere in the first kibibyte, and such files are published.
    if firstRange(of: Array("%PDF-".utf8), in: bytes.prefix(1_024)) != nil,
      !begins(trimmed(bytes.prefix(64)), with: "<")
    {
      return .pdf
    }
    return nil
  }

  /// Word, Excel, PowerPoint before 2007, and WPS Office: the extension tells WPS from the rest, the names of the
  /// streams tell the rest apart.
  private static func compound(_ bytes: [UInt8], path: String) -> MediaType {
    if let named = byPath(path), named.essence.hasPrefix("application/wps-office") { return named }
    let head = bytes.prefix(4_194_304)
    for (stream, essence) in oleStreams {
      let name = stream.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
      if firstRange(of: name, in: head) != nil { return MediaType(essence) }
    }
    if let named = byPath(path), ["doc", "xls", "ppt"].contains(named.fileExtension) { return named }
    return MediaType("application/x-ole-storage")
  }
}

private let magicNumbers: [([UInt8], String)] = [
  (Array("%PDF-".utf8), "application/pdf"),
  ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "image/png"),
  ([0xFF, 0xD8, 0xFF], "image/jpeg"),
  (Array("GIF87a".utf8), "image/gif"),
  (Array("GIF89a".utf8), "image/gif"),
  (Array("Rar!\u{1A}\u{7}".utf8), "application/vnd.rar"),
  ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "application/x-7z-compressed"),
  ([0x1F, 0x8B, 0x08], "application/gzip"),
  (Array("{\\rtf".utf8), "application/rtf"),
  ([0x49, 0x49, 0x2A, 0x00], "image/tiff"),
  ([0x4D, 0x4D, 0x00, 0x2A], "image/tiff"),
  ([0x00, 0x00, 0x01, 0x00], "image/x-icon"),
  (Array("ID3".utf8), "audio/mpeg"),
  ([0x46, 0x4C, 0x56, 0x01], "video/x-flv"),
  (Array("wOFF".utf8), "font/woff"),
  (Array("wOF2".utf8), "font/woff2"),
]

private let riff: [[UInt8]: MediaType] = [
  Array("WEBP".utf8): MediaType("image/webp"), Array("WAVE".utf8): MediaType("audio/wav"),
]

private let oleMagic: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]

private let oleStreams = [
  ("WordDocument", "application/msword"), ("Workbook", "application/vnd.ms-excel"),
  ("PowerPoint Document", "application/vnd.ms-powerpoint"),
]

/// The names in a zip file's local headers, which tell the formats that are zip files apart.
private struct ZipMembers {
  private var names: [String] = []
  /// What the first member holds when it is stored as it is: OpenDocument and EPUB name their type there.
  private var mimetype: String?

  init(_ bytes: [UInt8]) {
    var rest = bytes.prefix(8_388_608)
    while names.count < 200, let header = firstRange(of: [0x50, 0x4B, 0x03, 0x04], in: rest),
      rest.endIndex - header.lowerBound > 30
    {
      let start = header.lowerBound
      func number(_ offset: Int) -> Int { Int(rest[start + offset]) | Int(rest[start + offset + 1]) << 8 }
      let nameEnd = min(start + 30 + number(26), rest.endIndex)
      names.append(String(decoding: rest[(start + 30)..<nameEnd], as: UTF8.self))
      if names == ["mimetype"], number(8) == 0 {
        let end = min(nameEnd + number(28) + number(18), rest.endIndex)
        mimetype = String(decoding: rest[min(nameEnd + number(28), end)..<end], as: UTF8.self)
      }
      rest = rest[nameEnd...]
    }
  }

  var type: MediaType {
    if let mimetype, mimetype.hasPrefix("application/"), mimetype.utf8.count < 80 { return MediaType(mimetype) }
    if names.contains(where: { $0.hasSuffix("OFD.xml") }) { return MediaType("application/ofd") }
    let office = "application/vnd.openxmlformats-officedocument."
    if names.contains(where: { $0.hasPrefix("word/") }) { return MediaType(office + "wordprocessingml.document") }
    if names.contains(where: { $0.hasPrefix("xl/") }) { return MediaType(office + "spreadsheetml.sheet") }
    if names.contains(where: { $0.hasPrefix("ppt/") }) { return MediaType(office + "presentationml.presentation") }
    return .zip
  }
}
