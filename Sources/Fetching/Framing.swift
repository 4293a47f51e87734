internal import Web

/// How a response says where its body ends (RFC 9112 §6.3).
enum Framing: Equatable {
  /// The status allows no body.
  case bodyless
  case chunked
  /// A length in bytes.
  case length(Int)
  /// HTTP/2 and later: the end of the stream is said.
  case stream
  /// Until the connection is closed.
  case untilClose
  /// Several lengths that differ: nothing can be trusted (RFC 9112 §6.3, rule 5).
  case contradictory

  init(head: HeaderList, status: Int) {
    if (100...199).contains(status) || status == 204 || status == 304 {
      self = .bodyless
    } else if head.startLine.hasPrefix("HTTP/2") || head.startLine.hasPrefix("HTTP/3") {
      self = .stream
    } else if let coding = head.values(of: "Transfer-Encoding").last {
      // RFC 9112 §6.3, rule 4: where chunked is not the last coding, the body lasts until the connection is closed.
      self = coding.lowercased().hasSuffix("chunked") ? .chunked : .untilClose
    } else {
      let lengths = Set(head.values(of: "Content-Length").flatMap { $0.split(separator: ",") }.map { trimmed($0) })
      self = lengths.count > 1 ? .contradictory : lengths.first.flatMap { Int($0) }.map { .length($0) } ?? .untilClose
    }
  }

  /// What is known of a body that ended without an error.
  var completeness: Completeness {
    switch self {
    case .bodyless, .chunked, .length, .stream: .complete
    case .untilClose, .contradictory: .unknown
    }
  }
}

private func trimmed(_ text: Substring) -> String { text.filter { $0 != " " && $0 != "\t" } }
