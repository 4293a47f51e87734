internal import Foundation

/// A folder drawn as a tree: long lists of siblings are cut.
struct FolderTree {
  let root: URL
  /// How many folders deep is drawn; default all.
  var deepest = Int.max
  /// How many entries of one folder are drawn; default 12.
  var most = 12

  var text: String { ([root.lastPathComponent + "/"] + lines(of: root, indent: "", depth: 1)).joined(separator: "\n") }

  private func lines(of folder: URL, indent: String, depth: Int) -> [String] {
    if depth > deepest { return ["\(indent)└── …"] }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    let shown = names.filter { !$0.hasSuffix("-wal") && !$0.hasSuffix("-shm") && $0 != ".lock" }.sorted()
    var lines = shown.prefix(most).enumerated().flatMap { index, name in
      entry(name, in: folder, indent: indent, isLast: index == shown.count - 1, depth: depth)
    }
    if shown.count > most { lines.append("\(indent)└── … \(shown.count - most) more") }
    return lines
  }

  private func entry(_ name: String, in folder: URL, indent: String, isLast: Bool, depth: Int) -> [String] {
    let place = folder.appending(path: name)
    let branch = isLast ? "└── " : "├── "
    if let target = try? FileManager.default.destinationOfSymbolicLink(atPath: place.path) {
      return ["\(indent)\(branch)\(name) -> \(target)"]
    }
    var isFolder: ObjCBool = false
    _ = unsafe FileManager.default.fileExists(atPath: place.path, isDirectory: &isFolder)
    guard isFolder.boolValue else { return ["\(indent)\(branch)\(name)"] }
    return ["\(indent)\(branch)\(name)/"]
      + lines(of: place, indent: indent + (isLast ? "    " : "│   "), depth: depth + 1)
  }
}
