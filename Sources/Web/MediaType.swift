/// A media type without its parameters, lower case (RFC 9110 §8.3.1).
package struct MediaType: Hashable, Sendable, CustomStringConvertible {
  /// `text/html`.
  package let essence: String

  package init(_ essence: String) { self.essence = essence.lowercased() }

  package var description: String { essence }
  package var isHTML: Bool { essence == "text/html" || essence == "application/xhtml+xml" }

  package static let html = MediaType("text/html")
  package static let pdf = MediaType("application/pdf")
  package static let octetStream = MediaType("application/octet-stream")
}
