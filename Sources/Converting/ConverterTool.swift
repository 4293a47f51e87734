private import Foundation

/// A program of the system that reads a format for us.
package struct ConverterTool: Sendable, Hashable {
  /// What it is called on the command line.
  package let name: String
  /// The Debian package that brings it.
  package let package: String
  /// What prints its version; empty when it cannot say.
  let versionArguments: [String]

  package static let pdftotext = ConverterTool(name: "pdftotext", package: "poppler-utils", versionArguments: ["-v"])
  package static let pdfimages = ConverterTool(name: "pdfimages", package: "poppler-utils", versionArguments: ["-v"])
  package static let antiword = ConverterTool(name: "antiword", package: "antiword", versionArguments: [])
  package static let catdoc = ConverterTool(name: "catdoc", package: "catdoc", versionArguments: ["-V"])
  package static let xls2csv = ConverterTool(name: "xls2csv", package: "catdoc", versionArguments: ["-V"])
  package static let unzip = ConverterTool(name: "unzip", package: "unzip", versionArguments: ["-v"])
  /// Sets the limits of the others; part of every Debian.
  static let prlimit = ConverterTool(name: "prlimit", package: "util-linux", versionArguments: [])

  /// Its place on the search path; nil when it is not installed.
  package func path(searchPath: String) -> String? {
    searchPath.split(separator: ":").lazy.map { "\($0)/\(name)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }
}
