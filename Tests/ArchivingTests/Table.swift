import Foundation

/// The rows of a table in Fixtures; lines that begin with # say what stands in it.
func table(_ name: String) -> [[String]] {
  guard let file = Bundle.module.url(forResource: "Fixtures/" + name, withExtension: "tsv"),
    let text = try? String(contentsOf: file, encoding: .utf8)
  else { preconditionFailure("no table \(name)") }
  return text.split(separator: "\n").filter { !$0.hasPrefix("#") }
    .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map { String($0) } }
}
