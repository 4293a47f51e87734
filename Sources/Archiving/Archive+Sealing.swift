internal import Cataloguing
private import Foundation
private import Glibc
internal import WARC
internal import Web

extension Archive {
  /// Closes the open file for good: synchronised, renamed, made read-only, indexed.
  ///
  /// - Returns: the file's name; nil when none was open.
  @discardableResult
  package func seal() throws -> String? {
    try commit()
    return try step { try sealOpenFile() }
  }

  private func sealOpenFile() throws -> String? {
    if segment == nil {
      guard let open = try catalogue.files().last(where: { !$0.isSealed }) else { return nil }
      segment = try OpenSegment.continue(open.name, committedEnd: open.committedEnd, layout: layout)
    }
    guard let state = segment?.state else { return nil }
    let index = segment?.takeIndex()
    segment = nil
    try finishSealing(state.name, end: state.end, index: index)
    return state.name
  }

  /// Also takes up where a crash came between the rename and the catalogue.
  ///
  /// - Parameter index: the lines of its index where they are known; else the file is read.
  func finishSealing(_ name: String, end: Int, index: consuming CDXJSorter? = nil) throws {
    let open = layout.file(name, isOpen: true)
    let sealed = layout.file(name, isOpen: false)
    if FileManager.default.fileExists(atPath: open.path) {
      try AtomicFile.rename(open.path, to: sealed.path)
      CrashPoint.reach("after-seal-rename")
    }
    unsafe chmod(sealed.path, 0o444)
    try FileDescriptor.synchronizeFolder(layout.warc.path)
    // The file counts as sealed only with its index, so that a crash in between is taken up.
    let replay = ReplayIndex(layout: layout)
    if let index { try replay.write(index, for: name) } else { try replay.write(for: name) }
    CrashPoint.reach("after-index")
    try catalogue.save(ArchivedFile(name: name, committedEnd: end, isSealed: true))
  }
}
