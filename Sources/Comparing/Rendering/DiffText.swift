internal import Extracting
internal import Web

/// A difference for people: what `fangzhi diff` prints.
package struct DiffText: Sendable {
  /// What is printed of a difference.
  package enum Part: Hashable, Sendable, CaseIterable {
    case metadata, text, tables, attachments
  }

  private let diff: VersionDiff
  private let names: (old: String, new: String)
  private let palette: Palette

  /// `old` and `new` name the two versions in the head lines.
  package init(_ diff: VersionDiff, old: String, new: String, palette: Palette = .plain) {
    self.diff = diff
    names = (old, new)
    self.palette = palette
  }

  /// Those parts in the order of a document, unified; empty when nothing of them differs.
  package func unified(_ parts: Set<Part> = Set(Part.allCases)) -> String {
    var lines: [String] = []
    if parts.contains(.metadata) { lines += diff.metadata.map(line(of:)) }
    if parts.contains(.text), !diff.text.isEmpty { lines += UnifiedText(diff.text, palette: palette).lines }
    if parts.contains(.tables) { lines += diff.tables.flatMap(TableText(palette: palette).lines(of:)) }
    if parts.contains(.attachments) { lines += diff.attachments.map(line(of:)) }
    return headed(lines)
  }

  /// The text in two columns of a terminal of that width, changed sentences with `|`, unchanged stretches left out.
  package func sideBySide(width: Int) -> String {
    headed(diff.text.isEmpty ? [] : SideBySideText(diff.text, palette: palette, width: width).lines)
  }

  private func headed(_ lines: [String]) -> String {
    if lines.isEmpty { return "" }
    let head = [palette.removed("--- \(names.old)"), palette.added("+++ \(names.new)")]
    return (head + lines).joined(separator: "\n") + "\n"
  }

  private func line(of change: FieldChange) -> String {
    "\(change.name): \(palette.removed(change.old ?? "(none)")) → \(palette.added(change.new ?? "(none)"))"
  }

  private func line(of change: AttachmentChange) -> String {
    let (old, new) = (change.old, change.new)
    let name = (new ?? old).map { $0.title ?? $0.filename ?? $0.url } ?? ""
    switch change.kind {
    case .added: return palette.added("+ attachment \(name): \(new?.url ?? "")")
    case .removed: return palette.removed("- attachment \(name): \(old?.url ?? "")")
    case .moved: return "attachment \(name): \(palette.removed(old?.url ?? "")) → \(palette.added(new?.url ?? ""))"
    case .renamed:
      return "attachment \(new?.url ?? ""): \(palette.removed(old?.title ?? "(none)")) → "
        + palette.added(new?.title ?? "(none)")
    case .replaced:
      let (before, after) = (change.oldDigest?.hex ?? "", change.newDigest?.hex ?? "")
      return "attachment \(name): \(palette.removed("sha256:" + before)) → \(palette.added("sha256:" + after))"
    }
  }
}
