package import Web

/// A published state of the hash chain: with it, nobody can change, remove or reorder an earlier capture unseen.
///
/// One line of `checkpoints.jsonl`: RFC 8785 JSON of {at, captures, chain, format, root}.
package struct Checkpoint: Sendable, Hashable {
  /// When it was made.
  package let at: Timestamp
  /// How many captures it covers: those numbered 1 to this.
  package let captures: Int
  /// The head of the chain after the last of them.
  package let chain: Digest
  /// The root of the Merkle tree (RFC 6962 §2.1) whose leaves are their chain lines, in order.
  package let root: Digest

  package init(at: Timestamp, captures: Int, chain: Digest, root: Digest) {
    self.at = at
    self.captures = captures
    self.chain = chain
    self.root = root
  }

  static let format = "fangzhi/checkpoint/1"

  /// The line without its line end: what is published, and what a timestamp server vouches for.
  package var line: String {
    var writer = JSONWriter(.compact)
    write(to: &writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// SHA-256 of the line.
  package var digest: Digest { Digest(of: line.utf8) }

  /// The name of the timestamp server's reply in `timestamps/`.
  package var timestampName: String { "\(captures)-\(digest.hex.prefix(12)).tsr" }

  func write(to writer: inout JSONWriter) {
    writer.object { line in
      line.member("at", at.iso8601)
      line.member("captures", captures)
      line.member("chain", chain.hex)
      line.member("format", Self.format)
      line.member("root", root.hex)
    }
  }

  /// Reads a line; nil when it is not one that `line` gives.
  package init?(line: some Collection<UInt8>) {
    guard let value = try? JSONValue.parse(Array(line)), let found = Checkpoint(value),
      found.line.utf8.elementsEqual(line)
    else { return nil }
    self = found
  }

  init?(_ value: JSONValue) {
    guard value["format"] == .string(Self.format), let at = value.text("at").flatMap({ Timestamp(iso8601: $0) }),
      case .int(let captures)? = value["captures"], captures > 0,
      let chain = value.text("chain").flatMap({ Digest(hex: $0) }),
      let root = value.text("root").flatMap({ Digest(hex: $0) })
    else { return nil }
    self.init(at: at, captures: captures, chain: chain, root: root)
  }
}

extension JSONValue {
  /// The string under that key.
  func text(_ key: String) -> String? { if case .string(let text)? = self[key] { text } else { nil } }
}
