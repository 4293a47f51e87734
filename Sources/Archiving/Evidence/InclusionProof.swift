package import Cataloguing
internal import Foundation
internal import WARC
package import Web

/// That one capture is among those which a checkpoint covers: whoever has the checkpoint from elsewhere needs nothing
/// else of the archive to check it.
package struct InclusionProof: Sendable, Hashable {
  package let checkpoint: Checkpoint
  /// The capture's place among the leaves, from 0.
  package let index: Int
  /// The capture's chain line: address, date, status, outcome and digests.
  package let line: String
  /// The sister hashes from the leaf upwards (RFC 6962 §2.1.1).
  package let path: [Digest]

  static let format = "fangzhi/proof/1"

  /// Whether line and path lead to that root.
  package func holds(against checkpoint: Checkpoint) -> Bool {
    checkpoint.captures == self.checkpoint.captures
      && MerkleTree.verifies(
        leaf: Array(line.utf8), at: index, of: checkpoint.captures, path: path, root: checkpoint.root)
  }

  package var json: [UInt8] {
    var writer = JSONWriter(.pretty)
    writer.object { proof in
      proof.member("format", Self.format)
      proof.key("checkpoint")
      checkpoint.write(to: &proof)
      proof.member("index", index)
      proof.member("line", line)
      proof.member("path", path.map(\.hex))
    }
    return writer.bytes + [0x0A]
  }

  /// Reads a proof; nil when it is none.
  package init?(json: [UInt8]) {
    guard let value = try? JSONValue.parse(json), value["format"] == .string(Self.format),
      let checkpoint = value["checkpoint"].flatMap({ Checkpoint($0) }), case .int(let index)? = value["index"],
      let line = value.text("line"), case .array(let texts)? = value["path"]
    else { return nil }
    let path = texts.compactMap { if case .string(let hex) = $0 { Digest(hex: hex) } else { nil } }
    guard path.count == texts.count else { return nil }
    self.init(checkpoint: checkpoint, index: index, line: line, path: path)
  }

  init(checkpoint: Checkpoint, index: Int, line: String, path: [Digest]) {
    self.checkpoint = checkpoint
    self.index = index
    self.line = line
    self.path = path
  }
}

extension Holdings {
  /// Proves a capture by the earliest checkpoint that covers it.
  ///
  /// - Returns: nil when none covers it yet.
  /// - Throws: `ArchiveError` when the chain is damaged, or is not the one that was published.
  package func prove(_ capture: Capture) throws -> InclusionProof? {
    let log = CheckpointLog(layout: layout)
    guard let checkpoint = try log.lines().compactMap({ $0 }).first(where: { $0.captures >= capture.sequence }) else {
      return nil
    }
    var tree = MerkleTree()
    var line = ""
    try ChainLines(holdings: self).forEach(upTo: checkpoint.captures) { text in
      tree.append(Array(text.utf8))
      if tree.count == capture.sequence { line = text }
    }
    guard tree.root == checkpoint.root else {
      throw ArchiveError.damaged(
        path: layout.checkpoints.path, detail: "the chain is not the one that was published at \(checkpoint.at)")
    }
    let index = capture.sequence - 1
    return InclusionProof(
      checkpoint: checkpoint, index: index, line: line, path: tree.inclusionProof(of: index))
  }
}

extension Archive {
  /// Seals the open file and publishes the state of the chain in `checkpoints.jsonl`.
  ///
  /// - Returns: the checkpoint; the last one again when nothing was captured since; nil in an empty archive.
  /// - Throws: `ArchiveError` when the chain is damaged.
  package func checkpoint() throws -> Checkpoint? {
    try seal()
    guard chain.sequence > 0 else { return nil }
    let log = CheckpointLog(layout: layout)
    if let last = try log.lines().last, let last, last.captures == chain.sequence, last.chain == chain.head {
      return last
    }
    var root = MerkleRoot()
    let head = try ChainLines(holdings: Holdings(layout: layout, catalogue: catalogue)).forEach(upTo: chain.sequence) {
      root.append(Array($0.utf8))
    }
    let checkpoint = Checkpoint(at: now(), captures: chain.sequence, chain: head, root: root.root)
    try log.append(checkpoint)
    return checkpoint
  }
}
