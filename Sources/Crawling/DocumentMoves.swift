internal import Archiving
internal import Cataloguing
internal import Web

/// Which documents stand at another address than before: by the identity of their text, else by its likeness.
struct DocumentMoves {
  /// By the old address.
  private(set) var places: [AddressID: DocumentMove] = [:]
  private var origins: [AddressID: String] = [:]

  /// Looks at the visits after that one: documents that are gone and stand elsewhere since, new ones that stood
  /// elsewhere before.
  ///
  /// - Parameter likeness: says which of those that no identical text explains are alike.
  init(after sequence: Int, on shelf: RecordShelf, likeness: LikenessSearch) async throws {
    let catalogue = shelf.catalogue
    var last = sequence
    while true {
      let batch = try catalogue.captures(after: last, count: 1_000, outcomes: [.gone, .moved, .redirect, .new])
      guard let end = batch.last?.sequence else { break }
      for capture in batch {
        switch capture.outcome {
        case .gone, .moved, .redirect: try follow(capture, in: catalogue)
        case .new: try trace(capture, in: catalogue)
        default: break
        }
      }
      last = end
    }
    for move in try await likeness.moves(after: sequence, but: Set(places.keys), on: shelf) { add(move) }
  }

  /// Says in an address's line where its document went or came from.
  func mark(_ line: inout RefreshLine, _ address: AddressID, _ standing: AddressStanding?) {
    if let move = places[address], line.outcome?.isAway == true {
      let text = move.distance.map { "nearly the same text (simhash \($0))" } ?? "the same text"
      line.say("\(text) stands at \(move.to.url)", at: move.to.url)
    } else if let place = standing?.movedTo, standing?.state == .moved, line.outcome == .gone {
      line.say("its document stands at \(place)", at: place)
    }
    if let origin = origins[address] { line.previousURL = origin }
  }

  private mutating func add(_ move: DocumentMove) {
    guard places[move.from.address] == nil else { return }
    places[move.from.address] = move
    origins[move.to.address] = move.from.url
  }

  /// Where the document went that stood there: another address got the same text after it was last seen here.
  private mutating func follow(_ capture: Capture, in catalogue: Catalogue) throws {
    guard let address = try catalogue.address(capture.address), address.lastVisit == capture.sequence,
      let sight = try LastSight(of: address.id, in: catalogue), let id = address.version,
      let version = try catalogue.version(id, of: address.id), version.hasOwnText
    else { return }
    for other in try catalogue.versions(withText: version.text) where other.address != address.id {
      guard let place = try catalogue.address(other.address), place.version == other.id,
        try sight.isBefore(other, in: catalogue)
      else { continue }
      return add(DocumentMove(from: .init(address, id), to: .init(place, other.id), distance: nil))
    }
  }

  /// Where a new document stood, when that address was found gone before.
  private mutating func trace(_ capture: Capture, in catalogue: Catalogue) throws {
    guard let id = capture.version, let version = try catalogue.version(id, of: capture.address), version.hasOwnText,
      let place = try catalogue.address(capture.address), place.version == id
    else { return }
    for other in try catalogue.versions(withText: version.text) where other.address != capture.address {
      guard let address = try catalogue.address(other.address), address.version == other.id,
        let visit = address.lastVisit, let before = try catalogue.captures(.number(visit)).first, before.outcome.isAway
      else { continue }
      return add(DocumentMove(from: .init(address, other.id), to: .init(place, id), distance: nil))
    }
  }
}

extension RefreshLine {
  fileprivate mutating func say(_ reason: String, at place: String) {
    outcome = .moved
    state = .moved
    newURL = place
    self.reason = reason
  }
}

extension Outcome {
  /// Whether what stood there may stand elsewhere.
  fileprivate var isAway: Bool { [.gone, .moved, .redirect].contains(self) }
}

extension Version {
  /// Whether its text can tell it from others.
  fileprivate var hasOwnText: Bool { isDocument && text != Self.noText }

  private static let noText = Digest(of: [])
}
