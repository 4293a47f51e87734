package import Extracting
internal import Web

/// A page without menus, banners and footers: what `document.json` holds, for other packages.
public struct CleanedPage: Sendable, Hashable {
  /// The document with everything that it tells.
  package let document: Document

  package init(_ document: Document) { self.document = document }

  /// Cleans one page or file that is in no archive, as `fangzhi extract` does. Never fails: what cannot be read is an
  /// empty page of a kind that says so.
  ///
  /// - Parameters:
  ///   - body: the bytes as served, in whatever charset; HTML, PDF, Word and sheets are told by their bytes.
  ///   - url: the address that relative links are resolved against; nil leaves them as they are written.
  ///   - name: a file name whose extension helps where bytes do not tell the type.
  public init(cleaning body: [UInt8], url: String? = nil, name: String = "") async {
    document = await SavedPage(body: body, path: name, base: url.flatMap { CrawlURL($0) }).document()
  }

  /// `article`, `report`, `list`, `home`, `attachment`, `error`, `challenge` or `other`.
  public var kind: String { document.metadata.kind.rawValue }
  public var title: String? { document.metadata.title }
  /// ISO 8601, as precise as it was printed.
  public var published: String? { document.metadata.published?.value }
  /// 来源 as printed.
  public var source: String? { document.metadata.sourceOrg }
  /// 文号.
  public var documentNumber: String? { document.metadata.docNumber }
  /// The body alone, as `document.txt` has it.
  public var text: String { PlainText.render(document) }
  /// As `document.md` has it.
  public var markdown: String { MarkdownText.render(document) }
  /// As `document.json` has it, UTF-8.
  public var json: [UInt8] { document.json }
  /// The data tables of the body, in order.
  public var tables: [DataTable] { document.tables.map { DataTable($0) } }
  /// The addresses of attached files.
  public var attachments: [String] { document.attachments.map(\.url) }
  /// The codes of what the extractor warns of.
  public var warnings: [String] { document.extraction.warnings.map(\.code) }
}

/// A data table with its spans filled in.
public struct DataTable: Sendable, Hashable {
  /// Row by row, every row equally wide; nil where no cell exists, `""` where an empty one does.
  public let grid: [[String?]]
  /// How many rows at the top name the columns.
  public let headerRows: Int
  /// The headers above each column, joined by ` / `; empty without header rows.
  public let columns: [String]
  public let caption: String?
  /// The unit that holds for the whole table: `万元`.
  public let unit: String?

  init(_ table: Table) {
    grid = table.grid
    headerRows = table.headerRows
    columns = table.columns
    caption = table.caption
    unit = table.unit
  }
}
