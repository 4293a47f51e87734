private import Foundation

/// The bytes of an internationalised domain name in its ASCII form (UTS 46, non-transitional, as Foundation's ICU
/// does it); nil when it has none.
func domainToASCII(_ name: String) -> [UInt8]? {
  // Foundation would take these for the ends of the host.
  guard !name.utf8.contains(where: { separators.contains($0) }) else { return nil }
  var components = URLComponents()
  components.scheme = "http"
  components.host = name
  guard let host = components.encodedHost, !host.isEmpty else { return nil }
  return host.utf8.map(\.asciiLowercased)
}

private let separators = ASCIISet("/?#@:[]\\%")
