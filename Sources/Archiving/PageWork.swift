internal import Cataloguing
internal import Extracting
internal import Web

/// Something that `pages/` is to show once the group is committed.
enum PageWork: Sendable {
  /// A version's folder.
  case version(AddressIdentity, VersionID, [FolderFile])
  /// `latest` is to point at that version.
  case latest(AddressIdentity, VersionID)
  /// A version's folder is to go.
  case removal(AddressIdentity, VersionID)
  /// The line of the first visit of an address, with which `captures.jsonl` begins.
  case opening(AddressIdentity, Capture)
  /// One more line of `captures.jsonl`.
  case line(AddressIdentity, Capture)
  /// All lines of `captures.jsonl` anew.
  case timeline(AddressIdentity)
}

extension PageWork {
  /// Puts it in place.
  ///
  /// - Parameter last: the last visit that counts: the catalogue may know of later ones already.
  func place(in layout: ArchiveLayout, _ catalogue: Catalogue, upTo last: Int) throws {
    switch self {
    case .version(let identity, let version, let files):
      try VersionFolder(layout: layout, identity: identity, version: version).write(files)
    case .latest(let identity, let version):
      let folder = Folder(path: layout.folderPath(of: identity))
      try folder.make()
      try AtomicFile.link(folder.path + "/latest", to: version.text)
    case .removal(let identity, let version):
      Folder(path: "\(layout.folderPath(of: identity))/\(version.text)").remove()
    case .opening(let identity, let capture):
      try Timeline(layout: layout, identity: identity).begin(with: capture)
    case .line(let identity, let capture):
      if try Timeline(layout: layout, identity: identity).append(capture) { return }
      // Somebody removed the folder: that is for `verify` to say, not a reason to stop.
      try PageWork.timeline(identity).place(in: layout, catalogue, upTo: last)
    case .timeline(let identity):
      let captures = try catalogue.captures(.of(identity.id)).filter { $0.sequence <= last }
      try Timeline(layout: layout, identity: identity).write(captures)
    }
  }
}
