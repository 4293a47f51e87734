internal import Extracting

/// The sheets of an Excel file of 97–2003.
struct SheetText {
  private let file: ToolFile

  init(_ file: ToolFile) { self.file = file }

  func read() async -> AttachmentExtraction {
    let run = await file.run(.xls2csv, "-d", "utf-8", "-x", "-q", "3", "-b", "\u{C}\n", "{}")
    let limits = file.runner.limits
    switch run.output(of: .xls2csv, limits: limits) {
    case .failure(let failure): return .nothing(failure.warning, tool: .xls2csv)
    case .success(let output):
      var extraction = AttachmentExtraction(tool: ConverterTool.xls2csv.name)
      extraction.toolVersion = await file.version(of: .xls2csv)
      let sheets = SheetText.sheets(output)
      extraction.pages = sheets.count
      var contents: [DocumentBlock.Content] = []
      for sheet in sheets where !sheet.isEmpty { contents += tableContents(sheet) }
      extraction.blocks = contents.enumerated().map { DocumentBlock(ordinal: $0 + 1, $1, locator: "") }
      extraction.warnings = run.truncation(of: .xls2csv, limits: limits)
      return extraction
    }
  }

  /// Sheets end with a form feed; rows without a word at a sheet's end are left out.
  static func sheets(_ output: [UInt8]) -> [[[String]]] {
    var parts = output.split(separator: 0x0C, omittingEmptySubsequences: false)
    if parts.count > 1, parts.last?.allSatisfy({ $0 == 0x0A }) == true { parts.removeLast() }
    return parts.map { part in
      var rows = CSVRows.read(part.drop { $0 == 0x0A })
      while let last = rows.last, last.allSatisfy(\.isEmpty) { rows.removeLast() }
      return rows
    }
  }
}

/// Reads CSV (RFC 4180), whose fields may hold commas, quotes and line breaks.
enum CSVRows {
  static func read(_ bytes: ArraySlice<UInt8>) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var field: [UInt8] = []
    var index = bytes.startIndex
    var isQuoted = false
    while index < bytes.endIndex {
      let byte = bytes[index]
      index += 1
      if isQuoted {
        if byte != 0x22 {
          field.append(byte)
        } else if index < bytes.endIndex, bytes[index] == 0x22 {
          field.append(0x22)
          index += 1
        } else {
          isQuoted = false
        }
        continue
      }
      switch byte {
      case 0x22: isQuoted = true
      case 0x2C: end(&field, &row)
      case 0x0A:
        end(&field, &row)
        rows.append(row)
        row = []
      case 0x0D: break
      default: field.append(byte)
      }
    }
    if !field.isEmpty || !row.isEmpty {
      end(&field, &row)
      rows.append(row)
    }
    return rows
  }

  private static func end(_ field: inout [UInt8], _ row: inout [String]) {
    row.append(PDFText.folded(String(decoding: field, as: UTF8.self)))
    field = []
  }
}
