internal import WARC
internal import Web

/// Checks the stored checkpoints while `verify` walks the chain.
struct CheckpointVerification {
  private let log: CheckpointLog
  private var open: [Int: [Checkpoint]] = [:]
  private var root = MerkleRoot()
  private var damages: [Damage] = []

  init(log: CheckpointLog) {
    self.log = log
    let lines: [Checkpoint?]
    do { lines = try log.lines() } catch {
      damages.append(Damage(.wrongCheckpoint, Self.file, "it cannot be read: \(error)"))
      return
    }
    for (number, line) in lines.enumerated() {
      if let line {
        open[line.captures, default: []].append(line)
      } else {
        damages.append(Damage(.wrongCheckpoint, Self.file, "line \(number + 1) is no checkpoint"))
      }
    }
  }

  /// Counts the next line of the chain.
  mutating func count(_ line: String, head: Digest) {
    root.append(Array(line.utf8))
    for checkpoint in open.removeValue(forKey: root.count) ?? [] {
      if checkpoint.chain != head || checkpoint.root != root.root {
        report(checkpoint, "the chain is not the one that was published then")
      }
      checkTimestamp(of: checkpoint)
    }
  }

  /// - Returns: all that is wrong; checkpoints of captures that are not there any more included.
  mutating func finish() throws -> [Damage] {
    for checkpoint in open.values.joined().sorted(by: { $0.captures < $1.captures }) {
      report(checkpoint, "the archive has \(root.count) captures only")
    }
    return damages
  }

  private mutating func checkTimestamp(of checkpoint: Checkpoint) {
    guard let bytes = log.timestamp(of: checkpoint) else { return }
    if (try? TimestampReply(bytes))?.digest != checkpoint.digest {
      damages.append(
        Damage(.wrongCheckpoint, "timestamps/\(checkpoint.timestampName)", "it does not vouch for its checkpoint"))
    }
  }

  private mutating func report(_ checkpoint: Checkpoint, _ message: String) {
    damages.append(
      Damage(.wrongCheckpoint, Self.file, "\(checkpoint.at), \(checkpoint.captures) captures: \(message)"))
  }

  private static let file = "checkpoints.jsonl"
}
