internal import Cataloguing
internal import Extracting
internal import Web

extension ExportedDocument {
  /// One line of `export jsonl`, without its line end; a key without a value is absent.
  package var jsonLine: [UInt8] {
    var writer = JSONWriter(.compact)
    let metadata = document.metadata
    writer.object { line in
      line.member("url", address.url)
      line.member("aliases", aliases)
      line.member("id", address.id.hex)
      line.member("version", version.id.text)
      line.member("captured", version.id.captured.iso8601)
      line.member("outcome", ifPresent: outcome?.rawValue)
      line.member("state", address.standing.state.rawValue)
      line.member("kind", metadata.kind.rawValue)
      line.member("title", ifPresent: metadata.title)
      line.member("published", ifPresent: metadata.published?.value)
      line.member("source", ifPresent: metadata.sourceOrg)
      line.member("doc_number", ifPresent: metadata.docNumber)
      line.member("index_number", ifPresent: metadata.indexNumber)
      line.member("text", document.text)
      line.array("tables", document.tables) { $0.write(to: &$1) }
      line.array("attachments", attachments) { $0.write(to: &$1) }
      line.member("parts", document.parts)
      line.array("warnings", document.extraction.warnings) { $0.write(to: &$1) }
    }
    return writer.bytes
  }
}

extension JSONWriter {
  fileprivate mutating func array<Element>(
    _ name: String, _ elements: [Element], write: (Element, inout JSONWriter) -> Void
  ) {
    key(name)
    array { writer in for element in elements { write(element, &writer) } }
  }
}

extension Table {
  /// `{grid, caption, unit}`
  fileprivate func write(to writer: inout JSONWriter) {
    writer.object { table in
      table.array("grid", grid) { row, writer in
        writer.array { cells in
          for cell in row { if let cell { cells.string(cell) } else { cells.null() } }
        }
      }
      table.member("caption", ifPresent: caption)
      table.member("unit", ifPresent: unit)
    }
  }
}

extension ExportedAttachment {
  /// `{url, name, sha256, mime, bytes}`
  fileprivate func write(to writer: inout JSONWriter) {
    writer.object { attachment in
      attachment.member("url", url)
      attachment.member("name", ifPresent: name)
      attachment.member("sha256", ifPresent: file?.sha256.hex)
      attachment.member("mime", ifPresent: file?.mime)
      attachment.member("bytes", ifPresent: file?.bytes)
    }
  }
}

extension DocumentWarning {
  /// `{code, message}`
  fileprivate func write(to writer: inout JSONWriter) {
    writer.object { warning in
      warning.member("code", code)
      warning.member("message", message)
    }
  }
}
