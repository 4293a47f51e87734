package import Fetching
internal import Foundation
private import Subprocess
package import Web

/// Where change notices go: a webhook, or a program that reads them.
package enum NoticeDelivery: Sendable {
  /// POSTs to that address; anything but 2xx is a failure. Redirects are not followed.
  case webhook(CrawlURL, FetchQueue, userAgent: String)
  /// The program with its arguments gets the JSON on its standard input; it must end with 0 within a minute.
  case command([String])

  /// Delivers one batch.
  ///
  /// Thrown when it was not taken: it is delivered again later.
  func send(_ json: [UInt8]) async throws(NoticeFailure) {
    switch self {
    case .webhook(let url, let fetching, let userAgent): try await post(json, to: url, fetching, userAgent)
    case .command(let words): try await run(words, json)
    }
  }

  private func post(
    _ json: [UInt8], to url: CrawlURL, _ fetching: FetchQueue, _ userAgent: String
  ) async throws(NoticeFailure) {
    var options = FetchOptions()
    options.userAgent = userAgent
    options.totalTimeoutSeconds = 60
    options.maxBodyBytes = 64 << 10
    // Whoever runs the crawl wrote this address into the config: it may well be on the same machine.
    options.allowPrivateAddresses = true
    var request = FetchRequest(url: url, options: options)
    request.post = FetchRequest.Post(body: json, contentType: "application/json")
    let exchange: Exchange
    do { exchange = try await fetching.fetch(request) } catch {
      throw NoticeFailure(description: "the webhook \(url) does not answer: \(error.message)")
    }
    guard (200..<300).contains(exchange.status) else {
      throw NoticeFailure(description: "the webhook \(url) answers \(exchange.status)")
    }
  }

  private func run(_ words: [String], _ json: [UInt8]) async throws(NoticeFailure) {
    guard let program = words.first else { return }
    let ending = await withTaskGroup(of: String?.self) { group in
      group.addTask { await Self.spawn(program, Array(words.dropFirst()), json) }
      group.addTask {
        try? await Task.sleep(for: .seconds(60))
        return "takes longer than a minute"
      }
      let first = await group.next() ?? nil
      // Cancelling the other tears the program's process group down.
      group.cancelAll()
      return first
    }
    if let ending { throw NoticeFailure(description: "the command \(program) \(ending)") }
  }

  /// What went wrong; nil when nothing did.
  private static func spawn(_ program: String, _ arguments: [String], _ json: [UInt8]) async -> String? {
    var options = PlatformOptions()
    options.processGroupID = 0
    options.teardownSequence = [.send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .seconds(1))]
    // A file and no pipe: a program that ends without reading would end this process by SIGPIPE.
    let file = FileManager.default.temporaryDirectory.appending(path: "fangzhi-notice-\(UUID().uuidString).json")
    defer { try? FileManager.default.removeItem(at: file) }
    do {
      try Data(json).write(to: file)
      // env(1) takes a path as well as a name, and says 127 when there is no such program.
      let result = try await Subprocess.run(
        .name("sh"), arguments: Arguments(["-c", "exec env \"$@\" <\"$0\"", file.path, program] + arguments),
        platformOptions: options, input: .none, output: .discarded, error: .discarded)
      switch result.terminationStatus {
      case .exited(0): return nil
      case .exited(let code): return "ends with \(code)"
      case .signaled(let signal): return "was ended by signal \(signal)"
      }
    } catch {
      return "cannot be run: \(error)"
    }
  }
}

/// Why a notice was not delivered.
package struct NoticeFailure: Error, Sendable, CustomStringConvertible {
  package let description: String
}
