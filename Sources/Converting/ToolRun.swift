private import Foundation
private import Subprocess

/// How a tool's run ended.
enum ToolRun: Sendable {
  /// It ended by itself; `isCut` when it had more to say than was kept.
  case ended(output: [UInt8], error: String, status: Int32, isCut: Bool)
  case missing(ConverterTool)
  case timedOut
  /// A signal ended it: out of memory or time, or a crash.
  case killed
  /// The system would not start it, or its output could not be read.
  case unstarted(String)
}

/// Runs tools in a process group of their own, under limits of time, memory and output.
struct ToolRunner: Sendable {
  let limits: ConversionLimits
  /// Where tools are looked for, as in `PATH`.
  let searchPath: String

  /// Runs the tool to its end. Its environment holds the search path, a UTF-8 locale and `home`, nothing else.
  func run(_ tool: ConverterTool, _ arguments: [String], home: String) async -> ToolRun {
    guard let path = tool.path(searchPath: searchPath) else { return .missing(tool) }
    guard ConverterTool.prlimit.path(searchPath: searchPath) != nil else { return .missing(.prlimit) }
    let limited =
      ["--as=\(limits.memoryBytes)", "--cpu=\(limits.seconds)", "--core=0", "--fsize=\(limits.outputBytes)", path]
    return await withTaskGroup(of: ToolRun.self) { group in
      group.addTask { await spawn(ConverterTool.prlimit.name, limited + arguments, home: home) }
      group.addTask {
        try? await Task.sleep(for: .seconds(limits.seconds))
        return .timedOut
      }
      let first = await group.next() ?? .killed
      // Cancelling the other tears the whole process group down.
      group.cancelAll()
      return first
    }
  }

  private func spawn(_ program: String, _ arguments: [String], home: String) async -> ToolRun {
    var options = PlatformOptions()
    options.processGroupID = 0
    options.teardownSequence = [.send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .seconds(1))]
    do {
      let result = try await Subprocess.run(
        .name(program), arguments: Arguments(arguments),
        environment: .custom(["PATH": searchPath, "LC_ALL": "C.UTF-8", "HOME": home]), platformOptions: options,
        input: .none, output: .sequence, error: .sequence
      ) { execution in
        async let error = collect(execution.standardError, limit: 4_096, drains: true)
        let output = try await collect(execution.standardOutput, limit: limits.outputBytes)
        if output.isCut { try? execution.send(signal: .kill, toProcessGroup: true) }
        return (output, try await error.bytes)
      }
      let (output, error) = result.closureResult
      let text = String(decoding: error, as: UTF8.self)
      switch result.terminationStatus {
      case .exited(let code): return .ended(output: output.bytes, error: text, status: code, isCut: output.isCut)
      case .signaled:
        return output.isCut ? .ended(output: output.bytes, error: text, status: 0, isCut: true) : .killed
      }
    } catch {
      return .unstarted("\(error)")
    }
  }
}

/// Reads up to so many bytes, and whether there were more.
///
/// - Parameter drains: whether the rest is read and dropped: a tool that complains at length would else wait for a
///   reader until its time is over.
private func collect(
  _ sequence: SubprocessOutputSequence, limit: Int, drains: Bool = false
) async throws -> (bytes: [UInt8], isCut: Bool) {
  var bytes: [UInt8] = []
  for try await buffer in sequence {
    let rest = limit - bytes.count
    unsafe buffer.withUnsafeBytes { unsafe bytes.append(contentsOf: $0.prefix(rest)) }
    if buffer.count > rest, !drains { return (bytes, true) }
  }
  return (bytes, false)
}
