internal import Extracting

extension DocumentWarning {
  static func notExtracted(_ format: String) -> DocumentWarning {
    DocumentWarning(code: "not_extracted", message: "No tool reads this format (\(format)); the raw file is kept.")
  }

  static func toolMissing(_ tool: ConverterTool) -> DocumentWarning {
    DocumentWarning(
      code: "tool_missing",
      message: "\(tool.name) is not installed; install the Debian package \(tool.package) and clean the file again.")
  }

  static func conversionFailed(_ reason: String) -> DocumentWarning {
    DocumentWarning(code: "conversion_failed", message: "The file could not be converted: \(reason).")
  }

  static func brokenFile(_ tool: ConverterTool, _ error: String) -> DocumentWarning {
    let line = error.split(separator: "\n").first.map { ": " + $0.prefix(200) } ?? ""
    return DocumentWarning(code: "broken_file", message: "\(tool.name) cannot read the file\(line)")
  }
}

extension AttachmentExtraction {
  /// Nothing could be read, for this reason.
  static func nothing(_ warning: DocumentWarning, tool: ConverterTool? = nil) -> AttachmentExtraction {
    AttachmentExtraction(tool: tool?.name ?? "none", warnings: [warning])
  }
}

extension ToolRun {
  /// The output of a run that came to a good end, or why there is none.
  func output(of tool: ConverterTool, limits: ConversionLimits) -> Result<[UInt8], ConversionFailure> {
    switch self {
    case .missing(let tool): .failure(ConversionFailure(.toolMissing(tool)))
    case .timedOut:
      .failure(
        ConversionFailure(
          DocumentWarning(code: "conversion_timeout", message: "\(tool.name) was stopped after \(limits.seconds) s.")))
    case .unstarted(let reason):
      .failure(ConversionFailure(.conversionFailed("\(tool.name) could not be run (\(reason))")))
    case .killed:
      .failure(ConversionFailure(.conversionFailed("\(tool.name) was ended by a signal (its limits, or a crash)")))
    case .ended(let output, let error, let status, let isCut):
      status == 0 || isCut ? .success(output) : .failure(ConversionFailure(.brokenFile(tool, error)))
    }
  }

  /// What the document says about output that was cut off.
  func truncation(of tool: ConverterTool, limits: ConversionLimits) -> [DocumentWarning] {
    guard case .ended(_, _, _, let isCut) = self, isCut else { return [] }
    return [
      DocumentWarning(
        code: "output_truncated", message: "The output of \(tool.name) was cut at \(limits.outputBytes) bytes.")
    ]
  }
}

/// Why there is no text, as the warning that the document will carry.
struct ConversionFailure: Error {
  let warning: DocumentWarning

  init(_ warning: DocumentWarning) { self.warning = warning }
}
