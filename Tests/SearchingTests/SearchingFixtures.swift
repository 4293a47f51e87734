import Foundation
import Searching

/// The lines of a table below Fixtures, without its head.
func table(_ name: String) -> [[String]] {
  let url = Bundle.module.resourceURL?.appending(path: "Fixtures/\(name)")
  guard let url, let text = try? String(contentsOf: url, encoding: .utf8) else { return [] }
  return text.split(separator: "\n").dropFirst().map { line in
    line.split(separator: "\t", omittingEmptySubsequences: false).map { String($0) }
  }
}

/// Tokens as a line; `+` marks one at the place of the token before.
func tokens(of text: String, for purpose: Tokenizer.Purpose) -> String {
  var tokens: [String] = []
  let bytes = Array(text.utf8)
  _ = Tokenizer(for: purpose).forEachToken(in: bytes.span) { token, place in
    let text = String(decoding: token.indices.map { token[$0] }, as: UTF8.self)
    tokens.append((place.isColocated ? "+" : "") + text)
    return true
  }
  return tokens.joined(separator: " ")
}
