internal import Web

/// What became of every block of a page and why, for people.
package struct Explanation: Sendable {
  private let extraction: Extraction

  package init(_ extraction: Extraction) { self.extraction = extraction }

  /// A head of `name: value` lines, then one line a block: `+` for body or `-`, label, reason, the text's start,
  /// separated by TAB.
  package var text: String {
    var text = head.map { "\($0.name): \($0.value)\n" }.joined()
    text += "\n"
    for labelled in extraction.labelled {
      let sign = labelled.label == .body ? "+" : "-"
      text += "\(sign)\t\(labelled.label.rawValue)\t\(labelled.reason)\t\(start(labelled, 80))\n"
    }
    return text
  }

  private var head: [(name: String, value: String)] {
    let kept = extraction.labelled.count { $0.label == .body }
    var head = [
      ("kind", extraction.kind.rawValue), ("title", extraction.metadata.title ?? ""),
      ("rule", extraction.extraction.rule), ("charset", extraction.charset.charset.name),
      ("blocks", "\(kept) kept of \(extraction.labelled.count)"),
    ]
    if let refusal = extraction.refusal {
      head.append(("refusal", "\(refusal.state.rawValue) (\(refusal.markers.joined(separator: ", ")))"))
    }
    for warning in extraction.extraction.warnings { head.append(("warning", "\(warning.code): \(warning.message)")) }
    return head.map { (name: $0.0, value: $0.1) }
  }

  private func start(_ labelled: LabelledBlock, _ most: Int) -> String {
    let page = extraction.page
    let block = page.blocks[labelled.index]
    switch block.content {
    case .image(let image): return "[image] \(image.source)"
    case .table(let index):
      let table = page.tables[index]
      return "[table \(table.grid.count) × \(table.grid.first?.count ?? 0)] " + table.text.prefix(most).flattened
    default: return page.string(of: block).prefix(most).flattened
    }
  }
}

extension Explanation {
  /// A page of its own: every block with its label's colour; the reason shows beside it.
  package var html: String {
    var html = """
      <!DOCTYPE html>
      <html lang="zh"><head><meta charset="utf-8"><title>\(Explanation.escaped(extraction.metadata.title ?? ""))</title>
      <style>
      body{font:15px/1.6 sans-serif;max-width:60em;margin:2em auto;padding:0 1em;color:#222}
      p{margin:.2em 0;padding:.1em .6em;border-left:.4em solid #bbb;color:#777}
      p.body{border-color:#2a7;color:#000}p.title{border-color:#15c}p.metaLine,p.disclosure{border-color:#85c}
      p.related,p.navigation,p.breadcrumb{border-color:#c83}p.footer,p.credit{border-color:#955}p.hidden{opacity:.6}
      small{color:#999;margin-left:1em}dt{float:left;width:6em;color:#777}dd{margin-left:7em}
      </style></head><body><dl>

      """
    for line in head { html += "<dt>\(line.name)</dt><dd>\(Explanation.escaped(line.value))</dd>\n" }
    html += "</dl>\n"
    for labelled in extraction.labelled {
      let text = Explanation.escaped(start(labelled, 2_000))
      let note = Explanation.escaped("\(labelled.label.rawValue) · \(labelled.reason)")
      html += "<p class=\"\(labelled.label.rawValue)\">\(text)<small>\(note)</small></p>\n"
    }
    return html + "</body></html>\n"
  }

  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}

extension Substring {
  /// Line feeds and TABs shown as blanks.
  fileprivate var flattened: String { String(map { $0 == "\n" || $0 == "\t" ? " " : $0 }) }
}
