internal import GRDB
private import Searching

/// Gives SQLite's FTS5 the tokens of `Searching.Tokenizer`.
///
/// Every connection that touches the full-text table must have it (`Database.add(tokenizer:)` while the connection is
/// prepared); a plain `sqlite3` can read all other tables, not that one.
final class SearchTokenizer: FTS5CustomTokenizer {
  static let name = "fangzhi"

  private let index = Tokenizer(for: .index)
  private let query = Tokenizer(for: .query)

  init(db: Database, arguments: [String]) throws {}

  func tokenize(
    context: UnsafeMutableRawPointer?, tokenization: FTS5Tokenization, pText: UnsafePointer<CChar>?, nText: CInt,
    tokenCallback: @escaping FTS5TokenCallback
  ) -> CInt {
    guard let pText = unsafe pText, nText > 0 else { return ok }
    let tokenizer = tokenization.contains(.query) ? query : index
    let text = unsafe UnsafeRawBufferPointer(start: pText, count: Int(nText)).bindMemory(to: UInt8.self)
    var result = ok
    _ = tokenizer.forEachToken(in: unsafe text.span) { token, place in
      unsafe token.withUnsafeBytes { bytes in
        result = unsafe tokenCallback(
          context, place.isColocated ? colocated : 0, bytes.assumingMemoryBound(to: CChar.self).baseAddress,
          CInt(bytes.count), CInt(place.bytes.lowerBound), CInt(place.bytes.upperBound))
      }
      return result == ok
    }
    return result
  }
}

/// SQLITE_OK.
private let ok: CInt = 0
/// FTS5_TOKEN_COLOCATED.
private let colocated: CInt = 1
