package import Foundation
package import Web

/// Where everything of one archive stands (docs/formats.md).
package struct ArchiveLayout: Sendable, Hashable {
  /// The archive's own folder.
  package let root: URL

  /// The name of the folder of pages: another one while `rebuild` makes them anew.
  private let pagesName: String
  /// The path of ``root``: taking it out of a URL costs as much as making a file.
  private let rootPath: String

  package init(root: URL) { self.init(root: root.standardizedFileURL, pagesName: "pages") }

  private init(root: URL, pagesName: String) {
    self.root = root
    self.pagesName = pagesName
    rootPath = root.path
  }

  /// The same archive with its pages beside their place.
  var rebuilding: ArchiveLayout { ArchiveLayout(root: root, pagesName: "pages.rebuilding") }

  package var warc: URL { root.appending(path: "warc", directoryHint: .isDirectory) }
  package var pages: URL { root.appending(path: pagesName, directoryHint: .isDirectory) }
  package var indexes: URL { root.appending(path: "indexes", directoryHint: .isDirectory) }
  package var templates: URL { root.appending(path: "templates", directoryHint: .isDirectory) }
  /// The templates learned of one host, oldest first by name.
  func templates(of host: String) -> URL {
    templates.appending(path: host.replacing(":", with: "_"), directoryHint: .isDirectory)
  }

  package var catalogue: URL { root.appending(path: "catalogue.sqlite") }
  package var lock: URL { root.appending(path: ".lock") }
  package var readme: URL { root.appending(path: "README.txt") }
  package var checkpoints: URL { root.appending(path: "checkpoints.jsonl") }
  /// Where the replies of timestamp servers stand.
  package var timestamps: URL { root.appending(path: "timestamps", directoryHint: .isDirectory) }
  package var replayConfig: URL { root.appending(path: "config.yaml") }

  /// The file of `warc/` with that name, `.open` added while it is being written.
  package func file(_ name: String, isOpen: Bool) -> URL { warc.appending(path: isOpen ? name + ".open" : name) }

  /// The CDXJ of one sealed file.
  package func index(of file: String) -> URL {
    indexes.appending(path: file.replacing(".warc.gz", with: ".cdxj"))
  }

  /// The folder of one address, relative to the archive's. It follows from the address's key, so that every form in
  /// which the address is visited has the same one.
  package func relativeFolder(of identity: AddressIdentity) -> String { "\(pagesName)/\(identity.folderPath)" }

  /// The path of `pages/`.
  var pagesPath: String { "\(rootPath)/\(pagesName)" }

  /// The path of the folder of one address.
  func folderPath(of identity: AddressIdentity) -> String { "\(rootPath)/\(relativeFolder(of: identity))" }

  /// The path of the folder of one version, with a slash at its end.
  package func folderPath(of version: VersionID, at identity: AddressIdentity) -> String {
    "\(folderPath(of: identity))/\(version.text)/"
  }

  /// The folder of one address.
  package func folder(of identity: AddressIdentity) -> URL {
    root.appending(path: relativeFolder(of: identity), directoryHint: .isDirectory)
  }

  /// The folder of one version.
  package func folder(of version: VersionID, at identity: AddressIdentity) -> URL {
    folder(of: identity).appending(path: version.text, directoryHint: .isDirectory)
  }
}
