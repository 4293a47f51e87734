import Foundation
import LoopbackServer
import Synchronization
import Testing
import Web

@testable import Fetching

/// A file of the folder Fixtures.
func fixture(_ name: String) -> String {
  Bundle.module.resourceURL!.appending(path: "Fixtures/\(name)").path(percentEncoded: false)
}

/// The lines of a table, each cut at its tabs; lines that begin with # are remarks.
func table(_ name: String) -> [[String]] {
  let text = (try? String(contentsOfFile: fixture(name), encoding: .utf8)) ?? ""
  precondition(!text.isEmpty, "the table \(name) is missing or empty")
  return text.split(separator: "\n").filter { !$0.hasPrefix("#") }
    .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map { String($0) } }
}

/// Short limits, and loopback allowed.
func testOptions(_ change: (inout FetchOptions) -> Void = { _ in }) -> FetchOptions {
  var options = FetchOptions()
  options.userAgent = "Fangzhi-Tests/1.0"
  options.allowPrivateAddresses = true
  options.connectTimeoutSeconds = 5
  options.totalTimeoutSeconds = 20
  change(&options)
  return options
}

/// A request to that address, which must be one.
func request(_ url: String, _ options: FetchOptions = testOptions()) throws -> FetchRequest {
  FetchRequest(url: try #require(CrawlURL(url)), options: options)
}

extension FetchQueue {
  /// What a fetch throws; nil when it returns.
  func failure(_ request: FetchRequest) async -> FetchError? {
    do {
      _ = try await fetch(request)
      return nil
    } catch { return error }
  }
}

extension Exchange {
  var bodyText: String { String(decoding: body, as: UTF8.self) }
  var requestText: String { String(decoding: requestHead, as: UTF8.self) }
}

/// Something that is so or is not, set by one task and seen by another.
final class Switch: Sendable {
  private let state: Mutex<Bool>

  init(isOn: Bool = false) { state = Mutex(isOn) }

  var isOn: Bool {
    get { state.withLock { $0 } }
    set { state.withLock { $0 = newValue } }
  }
}
