/// What a record is (WARC/1.1 §6).
package enum RecordKind: Hashable, Sendable, CustomStringConvertible {
  case warcinfo, response, resource, request, metadata, revisit, conversion, continuation
  /// A type that the standard does not know; a reader skips it (WARC/1.1 §5.5).
  case unknown(String)

  /// Reads a WARC-Type; case does not matter.
  package init(_ text: String) {
    let name = text.lowercased()
    self = Self.standard.first { $0.description == name } ?? .unknown(text)
  }

  /// The eight types of the standard.
  package static let standard: [RecordKind] = [
    .warcinfo, .response, .resource, .request, .metadata, .revisit, .conversion, .continuation,
  ]

  /// The value of WARC-Type.
  package var description: String {
    switch self {
    case .warcinfo: "warcinfo"
    case .response: "response"
    case .resource: "resource"
    case .request: "request"
    case .metadata: "metadata"
    case .revisit: "revisit"
    case .conversion: "conversion"
    case .continuation: "continuation"
    case .unknown(let name): name
    }
  }
}
