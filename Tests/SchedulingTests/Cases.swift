import Foundation
import Testing

/// A file of cases: one a line, cells between tabs; `#` begins a comment line.
struct Cases {
  let rows: [[String]]

  init(_ path: String) throws {
    let file = Bundle.module.resourceURL!.appending(path: "Fixtures").appending(path: path)
    let text = try String(contentsOf: file, encoding: .utf8)
    rows = text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
      line.split(separator: "\t", omittingEmptySubsequences: false).map { String($0) }
    }
    try #require(!rows.isEmpty)
  }
}
