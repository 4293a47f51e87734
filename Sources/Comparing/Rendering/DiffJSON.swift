internal import Extracting
package import Web

/// A difference for programs: one JSON object.
///
/// `{from, to, same, metadata[{field, old?, new?}], text[{change, old?, new?, old_block?, new_block?, old_line?,
/// new_line?, edits?[{op, text}]}], tables[{old?, new?, caption?, moved, changes[{change, row?, column?, old?, new?,
/// cells?}]}], attachments[{change, old?{url, title?, sha256?}, new?{…}}]}`. Lines and tables count from 1; a cell's
/// absent text means that no cell stands there; unchanged sentences are left out.
package struct DiffJSON: Sendable {
  private let diff: VersionDiff
  private let from: String
  private let to: String

  package init(_ diff: VersionDiff, old: String, new: String) {
    self.diff = diff
    from = old
    to = new
  }

  /// One line without its line feed.
  package var line: String {
    var writer = JSONWriter(.compact)
    write(to: &writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  package func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("from", from)
      writer.member("to", to)
      writer.member("same", diff.isEmpty)
      writer.list("metadata", diff.metadata) { change, writer in
        writer.member("field", change.name)
        writer.member("old", ifPresent: change.old)
        writer.member("new", ifPresent: change.new)
      }
      writer.list("text", diff.text.steps.filter { !$0.isKept }) { write($0, to: &$1) }
      writer.list("tables", diff.tables) { write($0, to: &$1) }
      writer.list("attachments", diff.attachments) { write($0, to: &$1) }
    }
  }

  private func write(_ step: TextStep, to writer: inout JSONWriter) {
    writer.member("change", step.name)
    if case .reflowed(let old, let new) = step {
      writer.member("old_blocks", old)
      writer.member("new_blocks", new)
      return
    }
    let (old, new) = step.lines
    writer.member("old", ifPresent: old.map { diff.text.old[$0].text })
    writer.member("new", ifPresent: new.map { diff.text.new[$0].text })
    writer.member("old_block", ifPresent: old.map { diff.text.old[$0].block })
    writer.member("new_block", ifPresent: new.map { diff.text.new[$0].block })
    writer.member("old_line", ifPresent: old.map { $0 + 1 })
    writer.member("new_line", ifPresent: new.map { $0 + 1 })
    guard case .changed(_, _, let edits) = step else { return }
    writer.list("edits", edits) { edit, writer in
      writer.member("op", edit.kind.rawValue)
      writer.member("text", edit.text)
    }
  }

  private func write(_ table: TableDiff, to writer: inout JSONWriter) {
    writer.member("old", ifPresent: table.old)
    writer.member("new", ifPresent: table.new)
    writer.member("caption", ifPresent: table.caption)
    writer.member("moved", table.isMoved)
    writer.list("changes", table.changes) { $0.write(to: &$1) }
  }

  private func write(_ change: AttachmentChange, to writer: inout JSONWriter) {
    writer.member("change", change.kind.rawValue)
    for (key, attachment, digest) in [("old", change.old, change.oldDigest), ("new", change.new, change.newDigest)] {
      guard let attachment else { continue }
      writer.key(key)
      writer.object { writer in
        writer.member("url", attachment.url)
        writer.member("title", ifPresent: attachment.title)
        writer.member("sha256", ifPresent: digest?.hex)
      }
    }
  }
}

extension TextStep {
  fileprivate var name: String {
    switch self {
    case .kept: "kept"
    case .removed: "removed"
    case .added: "added"
    case .changed: "changed"
    case .movedAway: "moved_away"
    case .movedHere: "moved_here"
    case .reflowed: "reflowed"
    }
  }

  /// The lines it speaks of, of a moved sentence both.
  fileprivate var lines: (old: Int?, new: Int?) {
    switch self {
    case .movedAway(let old, let new), .movedHere(let new, let old): (old, new)
    default: (oldLine, newLine)
    }
  }
}

extension TableChange {
  fileprivate func write(to writer: inout JSONWriter) {
    switch self {
    case .cell(let row, let column, let old, let new):
      writer.member("change", "cell")
      writer.member("row", row)
      writer.member("column", column)
      writer.member("old", ifPresent: old)
      writer.member("new", ifPresent: new)
    case .rowAdded(let row, let cells): Self.write("row_added", row: row, cells: cells, to: &writer)
    case .rowRemoved(let row, let cells): Self.write("row_removed", row: row, cells: cells, to: &writer)
    case .rowMoved(let row): Self.write("row_moved", row: row, to: &writer)
    case .columnAdded(let column, let cells): Self.write("column_added", column: column, cells: cells, to: &writer)
    case .columnRemoved(let column, let cells): Self.write("column_removed", column: column, cells: cells, to: &writer)
    case .columnMoved(let column): Self.write("column_moved", column: column, to: &writer)
    case .rowRenamed(let old, let new): Self.write("row_renamed", old, new, to: &writer)
    case .columnRenamed(let old, let new): Self.write("column_renamed", old, new, to: &writer)
    case .caption(let old, let new): Self.write("caption", old, new, to: &writer)
    case .unit(let old, let new): Self.write("unit", old, new, to: &writer)
    }
  }

  private static func write(
    _ name: String, row: String? = nil, column: String? = nil, cells: [String?]? = nil, to writer: inout JSONWriter
  ) {
    writer.member("change", name)
    writer.member("row", ifPresent: row)
    writer.member("column", ifPresent: column)
    guard let cells else { return }
    writer.key("cells")
    writer.array { writer in for cell in cells { if let cell { writer.string(cell) } else { writer.null() } } }
  }

  private static func write(_ name: String, _ old: String?, _ new: String?, to writer: inout JSONWriter) {
    writer.member("change", name)
    writer.member("old", ifPresent: old)
    writer.member("new", ifPresent: new)
  }
}

extension JSONWriter {
  /// A member that is a list of objects, whose members the closure writes.
  fileprivate mutating func list<Element>(
    _ name: String, _ elements: [Element], _ members: (Element, inout JSONWriter) -> Void
  ) {
    key(name)
    array { writer in
      for element in elements { writer.object { writer in members(element, &writer) } }
    }
  }
}
