internal import Cataloguing
internal import Web

/// Which documents stand at another address than before, by the identity of their text.
struct DocumentMoves {
  private var places: [AddressID: String] = [:]
  private var origins: [AddressID: String] = [:]

  /// Looks at the visits after that one: documents that are gone and stand elsewhere since, new ones that stood
  /// elsewhere before.
  init(after sequence: Int, in catalogue: Catalogue) throws {
    var last = sequence
    while true {
      let batch = try catalogue.captures(.batch(after: last, count: 1_000))
      guard let end = batch.last?.sequence else { return }
      for capture in batch {
        switch capture.outcome {
        case .gone, .moved, .redirect: try follow(capture, in: catalogue)
        case .new: try trace(capture, in: catalogue)
        default: break
        }
      }
      last = end
    }
  }

  /// Says in an address's line where its document went or came from.
  func mark(_ line: inout RefreshLine, _ address: AddressID) {
    if let place = places[address], [.gone, .moved, .redirect].contains(line.outcome) {
      line.outcome = .moved
      line.newURL = place
      line.reason = "the same text stands at \(place)"
    }
    if let origin = origins[address] { line.previousURL = origin }
  }

  /// Where the document went that stood there: another address got the same text after it was last seen here.
  private mutating func follow(_ capture: Capture, in catalogue: Catalogue) throws {
    guard let good = try catalogue.lastGoodCapture(of: capture.address), let id = good.version,
      let version = try catalogue.version(id, of: capture.address), version.hasOwnText
    else { return }
    for other in try catalogue.versions(withText: version.text)
    where other.address != capture.address && other.sequence > good.sequence {
      guard let address = try catalogue.address(other.address), address.version == other.id else { continue }
      places[capture.address] = address.url
      origins[other.address] = capture.url
      return
    }
  }

  /// Where a new document stood, when that address was found gone before.
  private mutating func trace(_ capture: Capture, in catalogue: Catalogue) throws {
    guard let id = capture.version, let version = try catalogue.version(id, of: capture.address), version.hasOwnText
    else { return }
    for other in try catalogue.versions(withText: version.text) where other.address != capture.address {
      guard let visit = try catalogue.address(other.address)?.lastVisit,
        let before = try catalogue.captures(.number(visit)).first,
        [.gone, .moved, .redirect].contains(before.outcome)
      else { continue }
      origins[capture.address] = before.url
      return
    }
  }
}

extension Version {
  /// Whether its text can tell it from others: lists and empty pages are alike in many places.
  fileprivate var hasOwnText: Bool { ["article", "report", "attachment"].contains(kind) && text != Self.noText }

  private static let noText = Digest(of: [])
}
