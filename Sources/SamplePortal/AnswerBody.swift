internal import Web

extension Answer {
  /// The Content-Type by the extension of the path, as the web server of a portal is set up to send it.
  static func contentType(of path: String) -> String {
    let name = path.hasSuffix("/") ? "index.html" : path
    switch name.split(separator: ".").last {
    case "html", "htm", "shtml": return "text/html; charset=utf-8"
    case "css": return "text/css"
    case "txt": return "text/plain"
    case "xml": return "text/xml"
    case "png": return "image/png"
    case "pdf": return "application/pdf"
    case "docx": return "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    default: return "application/octet-stream"
    }
  }

  /// The page with `@ORIGIN@`, `@VIEWS@` and `@NOW@` filled in. Bytes without such a mark come back as they are, so that
  /// a page in GBK and a PDF are never taken for UTF-8.
  static func filled(_ bytes: [UInt8], _ question: Question) -> [UInt8] {
    var body = bytes
    let values = [
      ("@ORIGIN@", question.origin), ("@VIEWS@", String(question.views)), ("@NOW@", chinaTime(question.now)),
    ]
    for (mark, value) in values { replace(Array(mark.utf8), with: Array(value.utf8), in: &body) }
    return body
  }

  /// `2020-11-18 17:26:00`, the time of day in China.
  private static func chinaTime(_ moment: Timestamp) -> String {
    let local = moment.advanced(by: 8 * 3_600).iso8601
    return "\(local.prefix(10)) \(local.dropFirst(11).prefix(8))"
  }

  private static func replace(_ mark: [UInt8], with value: [UInt8], in body: inout [UInt8]) {
    var start = 0
    while let at = body[start...].firstIndex(of: mark[0]) {
      if body[at...].starts(with: mark) {
        body.replaceSubrange(at..<at + mark.count, with: value)
        start = at + value.count
      } else {
        start = at + 1
      }
    }
  }
}
