internal import Cataloguing
internal import Extracting
internal import Web

extension ExportedDocument {
  /// The columns of `documents.csv`.
  package static let columns = [
    "url", "aliases", "id", "version", "captured", "outcome", "state", "kind", "title", "published", "source",
    "doc_number", "index_number", "text", "tables", "attachments", "parts", "warnings",
  ]

  /// The columns of `cells.csv`.
  package static let cellColumns = [
    "url", "version", "table", "caption", "unit", "row", "column", "is_header", "row_header", "column_header", "value",
  ]

  /// The line of `documents.csv`; lists are joined by line feeds.
  package var row: [String] {
    let metadata = document.metadata
    return [
      address.url, aliases.joined(separator: "\n"), address.id.hex, version.id.text, version.id.captured.iso8601,
      outcome?.rawValue ?? "", address.standing.state.rawValue, metadata.kind.rawValue, metadata.title ?? "",
      metadata.published?.value ?? "", metadata.sourceOrg ?? "", metadata.docNumber ?? "", metadata.indexNumber ?? "",
      document.text, String(document.tables.count),
      attachments.map(\.url).joined(separator: "\n"), document.parts.joined(separator: "\n"),
      document.extraction.warnings.map(\.code).joined(separator: "\n"),
    ]
  }

  /// The lines of `cells.csv`: one for every place of every table's grid where a cell exists.
  package func forEachCell(_ body: ([String]) throws -> Void) rethrows {
    for (number, table) in document.tables.enumerated() {
      for (row, cells) in table.grid.enumerated() {
        for (column, value) in cells.enumerated() {
          guard let value else { continue }
          let isHeader = row < table.headerRows
          let columnHeader = table.columns.indices.contains(column) ? table.columns[column] : ""
          try body([
            address.url, version.id.text, String(number + 1), table.caption ?? "", table.unit ?? "", String(row + 1),
            String(column + 1), isHeader ? "1" : "0", isHeader ? "" : cells.first.flatMap { $0 } ?? "",
            isHeader ? "" : columnHeader, value,
          ])
        }
      }
    }
  }
}
