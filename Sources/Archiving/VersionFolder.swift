internal import Extracting
internal import Web

/// The folder of one version in `pages/`: raw body, cleaned document, reading copies, tables.
struct VersionFolder {
  let layout: ArchiveLayout
  let identity: AddressIdentity
  let version: VersionID

  /// How the name of a folder begins that is not in its place yet.
  static let unfinishedPrefix = ".making-"

  /// The files with the document: whole, to be read, and its plain text.
  static let documentName = "document.json"
  static let markdownName = "document.md"
  static let textName = "document.txt"

  /// Writes everything beside the place and renames it into it, so that the folder is there whole or not at all.
  func write(_ files: [FolderFile]) throws(ArchiveError) {
    let unfinished = Folder(path: "\(layout.pagesPath)/\(Self.unfinishedPrefix)\(identity.id.hex)-\(version.text)")
    try unfinished.make(holding: files)
    CrashPoint.reach("before-folder")
    try unfinished.move(to: Folder(path: "\(layout.folderPath(of: identity))/\(version.text)"))
  }

  /// Every file of the folder with its bytes: a pure function of body and document (invariant I5).
  static func files(raw: [UInt8], document: Document) -> [FolderFile] {
    var files = [
      (document.source.rawFile ?? "raw.bin", raw), (documentName, document.json),
      (markdownName, MarkdownText.bytes(document)),
      (textName, Array(PlainText.render(document).utf8)),
    ]
    for (index, table) in document.tables.enumerated() {
      files.append(("table-\(index + 1).csv", CSVText.render(table)))
    }
    return files
  }
}

/// A file of a version's folder.
package typealias FolderFile = (name: String, bytes: [UInt8])
