package import Extracting
private import Foundation
package import Web

/// What could be read of an attachment, in the shape of every document's body.
package struct AttachmentExtraction: Sendable, Hashable {
  package var blocks: [DocumentBlock] = []
  /// The tool that read it: `pdftotext`; `none` when nothing could.
  package var tool: String
  /// Its version, as far as it says: `22.12.0`.
  package var toolVersion: String?
  /// Pages of a PDF, sheets of a workbook.
  package var pages: Int?
  /// What the file's own properties call it.
  package var title: String?
  package var warnings: [DocumentWarning] = []
}

/// Reads the text of attachments with well-kept tools, each in a limited process of its own.
///
/// PDF by poppler, doc by antiword or catdoc, xls by xls2csv, docx and xlsx from their XML (unpacked by unzip). What
/// cannot be read says so: the raw file is kept in any case. Warnings: `tool_missing` (names the Debian package),
/// `scanned_pdf`, `encrypted`, `broken_file`, `conversion_timeout`, `conversion_failed`, `output_truncated`,
/// `not_extracted` (no tool for the format).
package struct AttachmentText: Sendable {
  private let runner: ToolRunner

  /// - Parameter searchPath: where the tools are looked for, as in `PATH`.
  package init(limits: ConversionLimits = ConversionLimits(), searchPath: String = "/usr/local/bin:/usr/bin:/bin") {
    runner = ToolRunner(limits: limits, searchPath: searchPath)
  }

  /// The file's text, tables and warnings; never throws, because a file that cannot be read is data.
  package func extract(_ bytes: [UInt8], mediaType: MediaType) async -> AttachmentExtraction {
    let format = AttachmentFormat(bytes: bytes, mediaType: mediaType)
    if case .other(let name) = format { return .nothing(.notExtracted(name)) }
    if format == .pdf, let fontless = FontlessPDF(bytes) { return fontless.extraction }
    guard let folder = TemporaryFolder(holding: bytes) else {
      return .nothing(.conversionFailed("no temporary file could be written"))
    }
    defer { folder.remove() }
    let file = ToolFile(path: folder.file, home: folder.path, runner: runner)
    switch format {
    case .pdf: return await PDFText(file).read()
    case .doc, .rtf: return await WordText(file, isRTF: format == .rtf).read()
    case .xls: return await SheetText(file).read()
    case .docx: return await WordPackage(file).read()
    case .xlsx: return await WorkbookPackage(file).read()
    case .other(let name): return .nothing(.notExtracted(name))
    }
  }
}

/// A file on disk and what reads it.
struct ToolFile: Sendable {
  let path: String
  let home: String
  let runner: ToolRunner

  /// Runs a tool; `{}` in the arguments stands for the file.
  func run(_ tool: ConverterTool, _ arguments: String...) async -> ToolRun {
    await runner.run(tool, arguments.map { $0 == "{}" ? path : $0 }, home: home)
  }

  /// The version that the tool prints, first number with dots in it.
  func version(of tool: ConverterTool) async -> String? {
    guard !tool.versionArguments.isEmpty else { return nil }
    let run = await runner.run(tool, tool.versionArguments, home: home)
    guard case .ended(let output, let error, _, _) = run else { return nil }
    let words = (String(decoding: output.prefix(200), as: UTF8.self) + " " + error).split { " \n,".contains($0) }
    return words.first { $0.contains(".") && $0.utf8.first.map { (0x30...0x39).contains($0) } ?? false }
      .map { String($0) }
  }
}

/// A folder of its own, which its user removes.
private struct TemporaryFolder {
  let path: String
  let file: String

  /// Nil when the disk refuses.
  init?(holding bytes: [UInt8]) {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("fangzhi-\(UUID().uuidString)")
    path = url.path
    file = url.appendingPathComponent("attachment").path
    do {
      try FileManager.default.createDirectory(
        at: url, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
      try Data(bytes).write(to: URL(fileURLWithPath: file))
    } catch {
      try? FileManager.default.removeItem(at: url)
      return nil
    }
  }

  func remove() { try? FileManager.default.removeItem(atPath: path) }
}
