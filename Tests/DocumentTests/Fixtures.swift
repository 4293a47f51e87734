import Foundation

@testable import Extracting

/// The files of this test target.
enum Fixtures {
  static func text(_ path: String) throws -> String {
    let folder = Bundle.module.resourceURL?.appendingPathComponent("Fixtures") ?? URL(fileURLWithPath: "/")
    return try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
  }

  /// The lines of a table of cases; those that begin with `#` are remarks.
  static func rows(_ path: String) throws -> [[String]] {
    try text(path).components(separatedBy: "\n").filter { !$0.isEmpty && !$0.hasPrefix("#") }
      .map { $0.components(separatedBy: "\t") }
  }
}

/// Feeds a `TableBuilder` from a table of plain tags: `<table> <thead> <tr> <th> <td> <caption>`, attributes quoted.
///
/// It is no HTML parser: the fixtures are well-formed, and the real parser has tests of its own.
func tableBuilder(html: String) -> TableBuilder {
  var builder = TableBuilder()
  for piece in html.components(separatedBy: "<").dropFirst() {
    let parts = piece.components(separatedBy: ">")
    let tag = parts[0].components(separatedBy: " ")[0]
    let text = parts[1].replacingOccurrences(of: "&lt;", with: "<").replacingOccurrences(of: "&amp;", with: "&")
    switch tag {
    case "thead": builder.beginGroup(.head)
    case "tbody": builder.beginGroup(.body)
    case "tfoot": builder.beginGroup(.foot)
    case "/thead", "/tbody", "/tfoot": builder.endGroup()
    case "tr": builder.beginRow()
    case "caption": builder.caption = text
    case "td", "th":
      builder.addCell(
        text, isHeader: tag == "th", rowspan: number("rowspan", parts[0]), colspan: number("colspan", parts[0]))
    default: break
    }
  }
  return builder
}

private func number(_ attribute: String, _ tag: String) -> Int {
  guard let start = tag.range(of: attribute + "=\"")?.upperBound else { return 1 }
  return Int(tag[start...].prefix { $0 != "\"" }) ?? 1
}

func parsed(html: String, precedingLines: [String] = []) -> Table? {
  guard case .table(let table) = tableBuilder(html: html).finish(precedingLines: precedingLines) else { return nil }
  return table
}
