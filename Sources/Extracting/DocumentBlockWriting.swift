internal import Web

extension DocumentBlock {
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("id", id)
      writer.member("kind", kindName)
      writeDetails(to: &writer)
      writer.member("text", text)
      if let table { table.writeMembers(to: &writer) }
      writer.member("locator", locator)
    }
  }

  private var kindName: String {
    switch content {
    case .heading: "heading"
    case .paragraph: "paragraph"
    case .list: "list"
    case .table: "table"
    case .image: "image"
    case .quote: "quote"
    }
  }

  private func writeDetails(to writer: inout JSONWriter) {
    switch content {
    case .heading(_, let level, let number):
      writer.member("level", level)
      writer.member("number", ifPresent: number)
    case .paragraph(_, let number): writer.member("number", ifPresent: number)
    case .list(let items, let ordered):
      writer.member("ordered", ordered)
      writer.member("items", items)
    case .image(let url, _): writer.member("url", url)
    case .table, .quote: break
    }
  }
}

extension Table {
  func writeMembers(to writer: inout JSONWriter) {
    writer.member("caption", ifPresent: caption)
    writer.member("unit", ifPresent: unit)
    writer.member("header_rows", headerRows)
    writer.member("columns", columns)
    writer.member("cells", cells) { $0.write(to: &$1) }
    writer.key("grid")
    writeGrid(to: &writer)
  }

  /// The grid as rows of strings, null where no cell exists.
  func writeGrid(to writer: inout JSONWriter) {
    writer.array { writer in
      for row in grid {
        writer.array { writer in
          for text in row { if let text { writer.string(text) } else { writer.null() } }
        }
      }
    }
  }
}

extension Table.Cell {
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("r", row)
      writer.member("c", column)
      writer.member("rowspan", rowspan)
      writer.member("colspan", colspan)
      writer.member("text", text)
      if isHeader { writer.member("header", true) }
    }
  }
}
