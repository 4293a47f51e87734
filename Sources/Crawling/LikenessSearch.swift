internal import Archiving
internal import Cataloguing
internal import Extracting
internal import Web

/// Finds documents that stand at a new address with a text that was edited a little: fingerprints at most three bits
/// apart, and the same title, or the same organ and year.
struct LikenessSearch {
  /// The portal of an authority; a document moves within its portal only. Nil for an authority of none.
  let portal: @Sendable (String) -> String?

  private typealias Pair = (old: Version, new: Version, distance: Int)

  /// A document that is gone.
  private struct Lost {
    let version: Version
    let sight: LastSight
  }

  /// - Parameters:
  ///   - sequence: documents that appeared after that visit are compared with everything that is gone; older ones only
  ///     with what was seen at its address after them.
  ///   - explained: addresses whose document was found already.
  func moves(after sequence: Int, but explained: Set<AddressID>, on shelf: RecordShelf) async throws -> [DocumentMove] {
    var table = SimhashTable<Lost>()
    var start = sequence
    for version in try shelf.catalogue.vanishedVersions() where !explained.contains(version.address) {
      guard let address = try shelf.catalogue.address(version.address) else { continue }
      // What is gone for long was compared with everything older then.
      let isFresh = address.standing.state == .failing
      let sight = isFresh ? try LastSight(of: address.id, in: shelf.catalogue) : nil
      guard let simhash = try await simhash(of: version, at: address, shelf) else { continue }
      let lost = Lost(version: version, sight: sight ?? LastSight(upTo: sequence))
      table.insert(lost, simhash)
      start = min(start, lost.sight.start)
    }
    if table.isEmpty { return [] }
    return try await pairs(in: table, after: start, shelf)
  }

  /// Each new document takes the place of one old one: of several the nearest, of equals the first.
  private func pairs(
    in table: SimhashTable<Lost>, after start: Int, _ shelf: RecordShelf
  ) async throws -> [DocumentMove] {
    var found: [Pair] = []
    var last = start
    while true {
      let batch = try shelf.catalogue.newVersions(after: last, count: 1_000)
      guard let end = batch.last else { break }
      for new in batch {
        guard let simhash = new.simhash else { continue }
        for (old, distance) in table.near(simhash)
        where new.address != old.version.address && new.text != old.version.text {
          if try old.sight.isBefore(new, in: shelf.catalogue) { found.append((old.version, new, distance)) }
        }
      }
      last = end.sequence
    }
    found.sort { ($0.distance, $0.new.sequence, $0.old.sequence) < ($1.distance, $1.new.sequence, $1.old.sequence) }
    var taken: Set<AddressID> = []
    var moves: [DocumentMove] = []
    for pair in found where !taken.contains(pair.old.address) && !taken.contains(pair.new.address) {
      guard let move = try await move(pair, shelf) else { continue }
      taken.formUnion([pair.old.address, pair.new.address])
      moves.append(move)
    }
    return moves
  }

  private func move(_ pair: Pair, _ shelf: RecordShelf) async throws -> DocumentMove? {
    guard let from = try shelf.catalogue.address(pair.old.address),
      let to = try shelf.catalogue.address(pair.new.address), portal(from.host) == portal(to.host)
    else { return nil }
    let old = DocumentMarks(try await shelf.document(of: pair.old, at: from))
    let new = DocumentMarks(try await shelf.document(of: pair.new, at: to))
    guard old.agree(with: new) else { return nil }
    return DocumentMove(from: .init(from, pair.old.id), to: .init(to, pair.new.id), distance: pair.distance)
  }

  /// Rows of an older release have none: then the document is asked.
  private func simhash(of version: Version, at address: Address, _ shelf: RecordShelf) async throws -> Simhash? {
    if let simhash = version.simhash { return simhash }
    do { return try await shelf.document(of: version, at: address).simhash } catch ArchiveError.redacted {
      return nil
    }
  }
}
