internal import Extracting

/// The sheets of a `.xlsx` (ECMA-376 part 1 §18), each as a table.
struct WorkbookPackage {
  private let file: ToolFile

  init(_ file: ToolFile) { self.file = file }

  func read() async -> AttachmentExtraction {
    switch await part("xl/workbook.xml") {
    case .failure(let failure): return .nothing(failure.warning, tool: .unzip)
    case .success(let workbook):
      let links = WorkbookParts.targets((try? await part("xl/_rels/workbook.xml.rels").get()) ?? [])
      let strings = WorkbookParts.strings((try? await part("xl/sharedStrings.xml").get()) ?? [])
      let styles = CellStyles((try? await part("xl/styles.xml").get()) ?? [])
      var extraction = AttachmentExtraction(tool: "xlsx")
      var contents: [DocumentBlock.Content] = []
      let sheets = WorkbookParts.sheets(workbook)
      for sheet in sheets {
        guard let target = links[sheet.link] else { continue }
        switch await part(target) {
        case .failure(let failure): extraction.warnings.append(failure.warning)
        case .success(let xml):
          var reader = SheetReader(strings: strings, styles: styles)
          contents += reader.read(xml).contents(caption: sheet.name)
        }
      }
      extraction.pages = sheets.count
      extraction.blocks = contents.enumerated().map { DocumentBlock(ordinal: $0 + 1, $1, locator: "") }
      return extraction
    }
  }

  private func part(_ name: String) async -> Result<[UInt8], ConversionFailure> {
    let run = await file.run(.unzip, "-p", "-qq", "{}", name)
    return run.output(of: .unzip, limits: file.runner.limits)
  }
}

/// The small parts of a workbook.
enum WorkbookParts {
  /// Name and relation of each sheet, hidden ones left out.
  static func sheets(_ xml: [UInt8]) -> [(name: String, link: String)] {
    var scanner = XMLScanner(xml)
    var sheets: [(name: String, link: String)] = []
    while let piece = scanner.next() {
      guard case .start("sheet", let attributes) = piece, attributes["state"] ?? "visible" == "visible" else {
        continue
      }
      sheets.append((attributes["name"] ?? "", attributes["r:id"] ?? ""))
    }
    return sheets
  }

  /// The part that each relation names, below `xl/`.
  static func targets(_ xml: [UInt8]) -> [String: String] {
    var scanner = XMLScanner(xml)
    var targets: [String: String] = [:]
    while let piece = scanner.next() {
      guard case .start("Relationship", let attributes) = piece, let id = attributes["Id"],
        let target = attributes["Target"]
      else { continue }
      targets[id] = target.hasPrefix("/") ? String(target.dropFirst()) : "xl/" + target
    }
    return targets
  }

  /// The shared strings; readings of characters (`rPh`) are no part of them.
  static func strings(_ xml: [UInt8]) -> [String] {
    var scanner = XMLScanner(xml)
    var strings: [String] = []
    var text = ""
    var isText = false
    var reading = 0
    while let piece = scanner.next() {
      switch piece {
      case .start("t", _): isText = true
      case .start("rPh", _): reading += 1
      case .end("rPh"): reading -= 1
      case .end("t"): isText = false
      case .text(let piece): if isText, reading == 0 { text += piece }
      case .end("si"):
        strings.append(text)
        text = ""
      default: break
      }
    }
    return strings
  }
}
