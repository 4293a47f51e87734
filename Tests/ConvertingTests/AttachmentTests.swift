import Extracting
import Foundation
import Testing
import Web

@testable import Converting

private let searchPath = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"

private func isMissing(_ tools: ConverterTool...) -> Bool { tools.contains { $0.path(searchPath: searchPath) == nil } }

private func fixture(_ name: String) throws -> [UInt8] {
  let folder = try #require(Bundle.module.resourceURL).appendingPathComponent("Fixtures")
  return Array(try Data(contentsOf: folder.appendingPathComponent(name)))
}

private func read(_ bytes: [UInt8], limits: ConversionLimits = ConversionLimits()) async -> AttachmentExtraction {
  await AttachmentText(limits: limits, searchPath: searchPath).extract(bytes, mediaType: .octetStream)
}

private func read(_ name: String) async throws -> AttachmentExtraction {
  await read(try fixture(name))
}

@Suite(
  "PDF",
  .disabled(if: isMissing(.pdftotext, .pdfimages), "no poppler here: install poppler-utils, poppler-data"))
struct PDFTests {
  @Test("Paragraphs are whole again, page numbers are gone, each knows its page")
  func text() async throws {
    let extraction = try await read("yunxi.pdf")
    #expect(
      extraction.blocks.map(\.text) == [
        "云溪镇二〇二〇年度政府信息公开工作报告", "一、总体情况", "全年共公开各类政府信息一百二十条，其中网站公开九十八条，公众号公开二十二条。", "二、存在的问题", "更新不够及时。",
      ])
    #expect(extraction.blocks.map(\.locator) == ["page 1", "page 1", "page 1", "page 2", "page 2"])
    #expect(extraction.tool == "pdftotext" && extraction.toolVersion?.contains(".") == true)
    #expect(extraction.pages == 2 && extraction.title == "Report of Yunxi")
    #expect(extraction.warnings.isEmpty)
  }

  @Test("A scan is recognised as such, wholly or in part")
  func scans() async throws {
    let scan = try await read("scan.pdf")
    #expect(scan.blocks.isEmpty && scan.warnings.map(\.code) == ["scanned_pdf"])
    #expect(scan.warnings[0].message.contains("2 of 2"))
    let half = try await read("half-scan.pdf")
    #expect(half.blocks.count == 1 && half.warnings[0].message.contains("1 of 2"))
  }

  @Test("A file that names no font is told from its bytes, without a tool")
  func fontless() async throws {
    let page = "3 0 obj\n<< /Type /Page /Parent 2 0 R >>\nendobj\n"
    let head = "%PDF-1.4\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n" + page
    let picture = "4 0 obj\n<< /Subtype /Image >>\nendobj\n"
    let blank = await read(Array((head + "%%EOF\n").utf8))
    #expect(blank.tool == "none" && blank.pages == 1 && blank.warnings.map(\.code) == ["no_text"])
    let scan = await read(Array((head + page + picture + "%%EOF\n").utf8))
    #expect(scan.tool == "none" && scan.warnings.map(\.code) == ["scanned_pdf"])
    #expect(scan.warnings[0].message.contains("2 of 2"))
    for hidden in ["/ObjStm", "/Encrypt 5 0 R", "/Font", "/Title (x)"] {
      #expect(await read(Array((head + hidden + "%%EOF\n").utf8)).tool == "pdftotext", "\(hidden)")
    }
    #expect(await read(Array(head.utf8)).tool == "pdftotext", "cut off")
  }

  @Test("A broken file says so")
  func broken() async throws {
    let extraction = await read(Array("%PDF-1.4\nnot a file at all".utf8))
    #expect(extraction.blocks.isEmpty && extraction.warnings.map(\.code) == ["broken_file"])
  }

  @Test("Output above the cap is cut and reported")
  func cut() async throws {
    var limits = ConversionLimits()
    limits.outputBytes = 340
    let extraction = await read(try fixture("yunxi.pdf"), limits: limits)
    #expect(extraction.blocks.first?.text.hasPrefix("云溪镇") == true)
    #expect(extraction.warnings.contains { $0.code == "output_truncated" })
  }
}

@Suite("Office files")
struct OfficeTests {
  @Test(
    "docx: headings, deleted text left out, spans in both directions", .disabled(if: isMissing(.unzip), "no unzip here")
  )
  func docx() async throws {
    let extraction = try await read("yunxi.docx")
    #expect(extraction.blocks.map(\.text).prefix(3) == ["云溪镇年度报告", "一、总体情况", "全年公开信息 12 条，其中网站 10 条。"])
    #expect(extraction.blocks[0].content == .heading("云溪镇年度报告", level: 1, number: nil))
    #expect(extraction.blocks[1].content == .heading("一、总体情况", level: 2, number: "一、"))
    let table = try #require(extraction.blocks[3].table)
    #expect(table.grid == [["项目", "数量", "数量"], ["项目", "今年", "去年"], ["受理 & 办结", "3", ""]])
    #expect(extraction.blocks.last?.text == "云溪镇人民政府")
  }

  @Test(
    "xlsx: merged cells, dates, shares and sums as the sheet shows them",
    .disabled(if: isMissing(.unzip), "no unzip here"))
  func xlsx() async throws {
    let extraction = try await read("yunxi.xlsx")
    let table = try #require(extraction.blocks.first?.table)
    #expect(
      table.grid == [
        ["项目", "数量", "日期"], ["受理", "12", "2021-01-01"], ["办结率", "30.5%", "2021-01-01 12:00:00"], ["", "", ""],
        ["合 计", "合 计", "1.2"],
      ])
    #expect(table.caption == "附表1" && extraction.pages == 2 - 1)
  }

  @Test(
    "xls: each sheet is a table, quotes and commas inside cells kept",
    .disabled(if: isMissing(.xls2csv), "no catdoc here"))
  func xls() async throws {
    let extraction = try await read("yunxi.xls")
    #expect(
      extraction.blocks.compactMap(\.table).map(\.grid) == [
        [["项目", "数量"], ["受理,\"急\"", "12"], ["办结", "11"]], [["说明"], ["无"]],
      ])
    #expect(extraction.pages == 2)
  }

  @Test("doc: paragraphs by antiword", .disabled(if: isMissing(.antiword), "no antiword here"))
  func doc() async throws {
    let extraction = try await read("yunxi.doc")
    #expect(extraction.blocks.map(\.text) == ["云溪镇2017年度报告", "一、总体情况", "全年公开信息十二条。"])
    #expect(extraction.tool == "antiword")
  }

  @Test("rtf: by catdoc", .disabled(if: isMissing(.catdoc), "no catdoc here"))
  func rtf() async throws {
    let extraction = await read(Array("{\\rtf1\\ansi Report of Yunxi\\par Twelve items.\\par}".utf8))
    #expect(extraction.blocks.map(\.text).joined(separator: " ").contains("Twelve items."))
    #expect(extraction.tool == "catdoc")
  }

  @Test("A damaged package gives a warning, never a crash", .disabled(if: isMissing(.unzip), "no unzip here"))
  func damaged() async throws {
    let whole = try fixture("yunxi.docx")
    for length in stride(from: 100, to: whole.count, by: 97) {
      let extraction = await read(Array(whole.prefix(length)))
      #expect(!extraction.warnings.isEmpty || !extraction.blocks.isEmpty)
    }
  }

  @Test("Rows of bars as antiword prints them are a table")
  func bars() {
    let blocks = WordText.blocks(Array("前\n|甲 |乙 |\n|1  |   |\n后\n".utf8))
    #expect(blocks.map(\.text) == ["前", "甲\t乙\n1\t", "后"])
  }
}

@Suite("What cannot be read")
struct UnreadableTests {
  @Test("A format without a tool says so", arguments: [("ofd", "OFD.xml"), ("zip", "readme.txt")])
  func formats(name: String, member: String) async {
    let extraction = await read([0x50, 0x4B, 0x03, 0x04] + Array(member.utf8))
    #expect(extraction.warnings.map(\.code) == ["not_extracted"])
    #expect(extraction.warnings[0].message.contains(name))
  }

  @Test("A missing tool names its Debian package")
  func missing() async throws {
    let text = AttachmentText(searchPath: "/nonexistent")
    let extraction = await text.extract(Array("%PDF-1.4".utf8), mediaType: .pdf)
    #expect(extraction.warnings.map(\.code) == ["tool_missing"])
    #expect(extraction.warnings[0].message.contains("poppler-utils"))
  }

  @Test("The bytes decide, not the declared type")
  func sniffing() {
    #expect(AttachmentFormat(bytes: Array("junk\n%PDF-1.7".utf8), mediaType: MediaType("application/msword")) == .pdf)
    #expect(AttachmentFormat(bytes: Array("<html>".utf8), mediaType: .pdf) == .other("application/pdf"))
  }
}

@Suite("Limits of a tool", .disabled(if: isMissing(.prlimit), "no prlimit here: install util-linux"))
struct LimitTests {
  /// A folder with tools of our own in front of the system's.
  private func runner(script: String, _ limits: ConversionLimits) throws -> (ToolRunner, URL) {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let tool = folder.appendingPathComponent("pdftotext")
    try script.write(to: tool, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: tool.path)
    return (ToolRunner(limits: limits, searchPath: folder.path + ":" + searchPath), folder)
  }

  @Test("After its time a tool is killed with every process it began")
  func timeLimit() async throws {
    var limits = ConversionLimits()
    limits.seconds = 1
    let script = "#!/bin/sh\nsleep 300 &\necho $! > \"$HOME/pid\"\nwait\n"
    let (runner, folder) = try runner(script: script, limits)
    defer { try? FileManager.default.removeItem(at: folder) }
    let child = folder.appendingPathComponent("pid")
    let run = await runner.run(.pdftotext, [], home: folder.path)
    guard case .timedOut = run else {
      Issue.record("not stopped: \(run)")
      return
    }
    let pid = try #require(
      Int32(try String(contentsOf: child, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)))
    // The kernel ends it a moment after the signal was sent.
    for _ in 0..<200 where try !isGone(pid) { try await Task.sleep(for: .milliseconds(10)) }
    #expect(try isGone(pid), "the tool's own child lives on")
  }

  @Test("A tool that wants more memory than it may fails alone")
  func memoryLimit() async throws {
    var limits = ConversionLimits()
    limits.memoryBytes = 64 << 20
    let (runner, folder) = try runner(
      script: "#!/bin/sh\nexec dd if=/dev/zero of=/dev/null bs=256M count=1\n", limits)
    defer { try? FileManager.default.removeItem(at: folder) }
    let run = await runner.run(.pdftotext, [], home: folder.path)
    guard case .ended(_, let error, let status, _) = run else {
      Issue.record("unexpected end: \(run)")
      return
    }
    #expect(status != 0 && error.contains("memory"))
  }

  @Test("Endless output is cut at the cap")
  func outputLimit() async throws {
    var limits = ConversionLimits()
    limits.outputBytes = 100_000
    let (runner, folder) = try runner(script: "#!/bin/sh\nexec yes\n", limits)
    defer { try? FileManager.default.removeItem(at: folder) }
    let run = await runner.run(.pdftotext, [], home: folder.path)
    guard case .ended(let output, _, _, let isCut) = run else {
      Issue.record("unexpected end: \(run)")
      return
    }
    #expect(isCut && output.count == 100_000)
  }

  /// Gone, or dead and not yet waited for by whoever adopted it.
  private func isGone(_ pid: Int32) throws -> Bool {
    guard let status = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8) else { return true }
    return status.components(separatedBy: ") ").last?.hasPrefix("Z") == true
  }
}

@Suite("XML of office packages")
struct XMLScannerTests {
  @Test("Tags, attributes, entities, comments and empty elements")
  func pieces() {
    var scanner = XMLScanner(Array("<?xml?><a x='1>2' y=\"&lt;\"><!-- <b> --><c/>t&amp;&#x4E00;&#65;</a>".utf8))
    var pieces: [XMLScanner.Piece] = []
    while let piece = scanner.next() { pieces.append(piece) }
    #expect(
      pieces == [
        .start(name: "a", attributes: ["x": "1>2", "y": "<"]), .start(name: "c", attributes: [:]), .end(name: "c"),
        .text("t&一A"), .end(name: "a"),
      ])
  }

  @Test("Whatever is cut off, the scanner comes to an end", arguments: 0..<60)
  func cut(length: Int) {
    let whole = Array("<a b=\"c\"><!-- x --><d e='f'/>text &amp; more</a><?p q?>".utf8)
    var scanner = XMLScanner(Array(whole.prefix(length)))
    var count = 0
    while scanner.next() != nil { count += 1 }
    #expect(count < 10)
  }
}
