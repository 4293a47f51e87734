import Foundation

/// A table of cases: one case a line, cells between tabs, `#` begins a comment line, `\u{…}` is a code point.
struct Table {
  let rows: [[String]]

  init(_ path: String) throws {
    let text = try String(contentsOf: fixture(path), encoding: .utf8)
    rows = text.split(separator: "\n", omittingEmptySubsequences: true).filter { !$0.hasPrefix("# ") }.map { line in
      line.split(separator: "\t", omittingEmptySubsequences: false).map { unescaped($0) }
    }
  }
}

func fixture(_ path: String) -> URL {
  Bundle.module.resourceURL!.appending(path: "Fixtures").appending(path: path)
}

private func unescaped(_ cell: Substring) -> String {
  var text = ""
  var rest = cell
  while let start = rest.range(of: "\\u{"), let end = rest[start.upperBound...].firstIndex(of: "}") {
    text += rest[..<start.lowerBound]
    text.unicodeScalars.append(Unicode.Scalar(UInt32(rest[start.upperBound..<end], radix: 16)!)!)
    rest = rest[rest.index(after: end)...]
  }
  return text + rest
}
