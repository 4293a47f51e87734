extension MediaType {
  /// What files of the type are called after the dot, `bin` for a type that is not known here.
  package var fileExtension: String {
    if let known = extensions[essence] { return known }
    if essence.hasSuffix("+xml") { return "xml" }
    if essence.hasSuffix("+json") { return "json" }
    return essence.hasPrefix("text/") ? "txt" : "bin"
  }

  /// The type that files of that extension have; nil for an extension that is not known here.
  package init?(fileExtension: some StringProtocol) {
    guard let essence = essences[fileExtension.lowercased()] else { return nil }
    self.init(essence)
  }

  /// The type by the end of a path's last segment, escapes and query aside.
  static func byPath(_ path: String) -> MediaType? {
    pathExtension(path).flatMap { MediaType(fileExtension: $0) }
  }
}

/// What stands after the last dot of a path's last segment, lower case; nil without one.
func pathExtension(_ path: some StringProtocol) -> String? {
  let whole = Array(path.utf8.prefix { $0 != 0x3F && $0 != 0x23 })
  let leaf = whole[((whole.lastIndex(of: 0x2F) ?? -1) + 1)...]
  guard let dot = leaf.lastIndex(of: 0x2E) else { return nil }
  let letters = leaf[leaf.index(after: dot)...].map(\.asciiLowercased)
  guard (1...8).contains(letters.count), letters.allSatisfy({ $0.isASCIILetter || $0.isASCIIDigit }) else { return nil }
  return String(decoding: letters, as: UTF8.self)
}

/// A line for each type: the essence, the extension it gets, then others it may come with.
private let typeTable = """
  text/html html htm shtml shtm jhtml
  application/xhtml+xml html xhtml
  text/plain txt text log
  text/css css
  text/csv csv
  text/javascript js mjs
  application/javascript js
  application/x-javascript js
  application/json json
  application/xml xml xsl
  text/xml xml
  application/rss+xml xml rss
  application/atom+xml xml atom
  image/svg+xml svg
  application/pdf pdf
  application/msword doc dot
  application/vnd.ms-excel xls xlt
  application/vnd.ms-powerpoint ppt pps
  application/x-ole-storage ole
  application/wps-office.wps wps
  application/wps-office.et et
  application/wps-office.dps dps
  application/vnd.openxmlformats-officedocument.wordprocessingml.document docx
  application/vnd.openxmlformats-officedocument.spreadsheetml.sheet xlsx
  application/vnd.openxmlformats-officedocument.presentationml.presentation pptx
  application/vnd.oasis.opendocument.text odt
  application/vnd.oasis.opendocument.spreadsheet ods
  application/vnd.oasis.opendocument.presentation odp
  application/ofd ofd
  application/epub+zip epub
  application/rtf rtf
  text/rtf rtf
  application/zip zip
  application/x-zip-compressed zip
  application/vnd.rar rar
  application/x-rar-compressed rar
  application/x-7z-compressed 7z
  application/gzip gz tgz
  application/x-tar tar
  image/jpeg jpg jpeg jpe
  image/png png
  image/gif gif
  image/webp webp
  image/bmp bmp
  image/tiff tif tiff
  image/x-icon ico
  image/vnd.microsoft.icon ico
  audio/mpeg mp3
  audio/wav wav
  video/mp4 mp4 m4v
  video/x-flv flv
  video/x-ms-wmv wmv
  application/x-shockwave-flash swf
  font/woff woff
  font/woff2 woff2
  application/octet-stream bin
  """

private let typeRows = typeTable.split(separator: "\n").map { $0.split(separator: " ").map { String($0) } }
private let extensions = Dictionary(typeRows.map { ($0[0], $0[1]) }, uniquingKeysWith: { first, _ in first })
private let essences = Dictionary(
  typeRows.flatMap { row in row.dropFirst().map { ($0, row[0]) } }, uniquingKeysWith: { first, _ in first })
