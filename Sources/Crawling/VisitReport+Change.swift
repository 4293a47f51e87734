internal import Archiving
internal import Cataloguing
internal import Extracting

extension VisitReport {
  /// A visit, and how far its text is from that of the version before.
  init(_ kept: KeptVisit, in archive: Archive) async throws {
    self.init(kept, layout: archive.layout)
    guard kept.capture.outcome.makesVersion, let new = kept.document else { return }
    let shelf = archive.shelf
    let previous = try kept.previous.flatMap { try shelf.catalogue.version($0, of: kept.address.id) }
    let old = if let previous { try await shelf.text(of: previous, at: kept.address) } else { "" }
    change = TextChange(from: old, to: PlainText.render(new))
  }
}
