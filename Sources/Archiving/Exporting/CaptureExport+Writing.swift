internal import Foundation
package import WARC
internal import Web

/// What an export of captures holds.
package struct CaptureExportReport: Sendable, Hashable {
  /// Files of `warc/` from which something comes.
  package var files = 0
  /// WARC records, or lines of an index.
  package var records = 0
  /// What could not be read and was left out, with file and offset.
  package var problems: [String] = []

  package init() {}
}

extension CaptureExport {
  /// Writes all selected records as one WARC file, each member as it stands in the archive.
  package func writeWARC(to write: ([UInt8]) throws -> Void) throws -> CaptureExportReport {
    var report = CaptureExportReport()
    try forEachFile { file in try copy(file, &report, to: write) }
    return report
  }

  /// Writes the sorted index of all selected records where they stand in the archive's own files.
  ///
  /// - Parameter stem: what the names of temporary files begin with.
  package func writeCDXJ(temporary stem: String, to write: ([UInt8]) throws -> Void) throws -> CaptureExportReport {
    var report = CaptureExportReport()
    var sorter = CDXJSorter(stem: stem)
    try forEachFile { file in
      report.files += 1
      report.problems += try forEachMember(of: file) { member in
        try sorter.add(member.record, at: member.location, filename: file.name)
      }
    }
    try sorter.forEachLine { line in
      try write(line)
      report.records += 1
    }
    return report
  }

  /// Writes a WACZ file with a WARC file for each file of the archive in which something is selected.
  ///
  /// It is under its name only when it is whole; beside it one such WARC file at a time needs room.
  package func writeWACZ(path: String, about: WACZWriter.About) throws -> CaptureExportReport {
    let growing = path + ".part"
    try? FileManager.default.removeItem(atPath: growing)
    do {
      var writer = try WACZWriter(path: growing, about: about)
      var report = CaptureExportReport()
      try forEachFile { file in try add(file, to: &writer, beside: path, &report) }
      try forEachPage { try writer.add($0) }
      _ = try writer.finish()
      try AtomicFile.rename(growing, to: path)
      return report
    } catch {
      try? FileManager.default.removeItem(atPath: growing)
      throw error
    }
  }

  private func add(
    _ file: File, to writer: inout WACZWriter, beside path: String, _ report: inout CaptureExportReport
  ) throws {
    let problems = report.problems.count
    let copy = try ExportFile(path: "\(path).warc")
    try self.copy(file, &report) { try copy.write($0) }
    let isWhole = file.isEverything && problems == report.problems.count
    let part = file.isAgain ? "-selected-\(report.files)" : "-selected"
    let name = isWhole ? file.name : file.name.replacing(".warc.gz", with: "\(part).warc.gz")
    let length = Int64(try copy.flushed())
    try writer.add(warc: try WARCFile(path: copy.growing), length: length, name: name)
  }

  private func copy(
    _ file: File, _ report: inout CaptureExportReport, to write: ([UInt8]) throws -> Void
  ) throws {
    report.files += 1
    report.problems += try forEachMember(of: file) { member in
      try write(try member.bytes())
      report.records += 1
    }
  }
}
