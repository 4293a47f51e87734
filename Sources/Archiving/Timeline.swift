internal import Cataloguing
internal import Web

/// `captures.jsonl` of one address: a line a visit, also when nothing changed.
struct Timeline {
  private let folder: String
  let path: String

  init(layout: ArchiveLayout, identity: AddressIdentity) {
    folder = layout.folderPath(of: identity)
    path = folder + "/captures.jsonl"
  }

  /// Begins the timeline with the line of the first visit.
  func begin(with capture: Capture) throws(ArchiveError) {
    try Folder(path: folder).make()
    try FileDescriptor(path: path, flags: FileDescriptor.creating).write(capture.timelineLine + [0x0A], at: 0)
  }

  /// Adds the line of one more visit; false when there is no timeline.
  func append(_ capture: Capture) throws(ArchiveError) -> Bool {
    guard let file = try FileDescriptor.appending(to: path) else { return false }
    try file.append(capture.timelineLine + [0x0A])
    return true
  }

  /// Writes all lines anew.
  func write(_ captures: [Capture]) throws(ArchiveError) {
    try Folder(path: folder).make()
    try AtomicFile.write(captures.flatMap { $0.timelineLine + [0x0A] }, to: path)
  }
}
