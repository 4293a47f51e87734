/// A media type without its parameters, lower case (RFC 9110 §8.3.1).
package struct MediaType: Hashable, Sendable, CustomStringConvertible {
  /// `text/html`.
  package let essence: String

  package init(_ essence: String) { self.essence = essence.lowercased() }

  package var description: String { essence }
  package var isHTML: Bool { essence == "text/html" || essence == "application/xhtml+xml" }
  /// Whether the bytes are text that a charset applies to.
  package var isText: Bool {
    essence.hasPrefix("text/") || essence.hasSuffix("+xml") || essence.hasSuffix("+json")
      || ["application/xml", "application/json", "application/javascript"].contains(essence)
  }

  package static let html = MediaType("text/html")
  package static let plain = MediaType("text/plain")
  package static let pdf = MediaType("application/pdf")
  package static let xml = MediaType("application/xml")
  package static let json = MediaType("application/json")
  package static let zip = MediaType("application/zip")
  package static let octetStream = MediaType("application/octet-stream")
}

extension MediaType {
  /// Takes a Content-Type apart (WHATWG MIME Sniffing §4.4, forgiving).
  ///
  /// - Returns: the type, nil when there is none; and the charset parameter without its quotes, also without a type.
  package static func parse(_ contentType: some StringProtocol) -> (type: MediaType?, charset: String?) {
    var parts = quotedSplit(Array(contentType.utf8)[...], by: 0x3B)
    let first = trimmed(parts.removeFirst().prefix { $0 != 0x2C })
    let type = isEssence(first) ? MediaType(String(decoding: first, as: UTF8.self)) : nil
    if type == nil, first.contains(0x3D) { parts.insert(first, at: 0) }
    let charset = parts.lazy.compactMap { parameter($0, named: "charset") }.first
    return (type, charset)
  }

  private static func isEssence(_ bytes: ArraySlice<UInt8>) -> Bool {
    let halves = bytes.split(separator: 0x2F, omittingEmptySubsequences: false)
    let allowed = httpTokenBytes
    return halves.count == 2 && halves.allSatisfy { !$0.isEmpty && $0.allSatisfy { allowed.contains($0) } }
  }
}

/// The value of a parameter of that lower-case name, unquoted; nil for another one and for an empty value.
func parameter(_ part: ArraySlice<UInt8>, named name: String) -> String? {
  parameterBytes(part, named: name).flatMap { $0.isEmpty ? nil : String(decoding: $0, as: UTF8.self) }
}

func parameterBytes(_ part: ArraySlice<UInt8>, named name: String) -> [UInt8]? {
  guard let equals = part.firstIndex(of: 0x3D),
    trimmed(part[..<equals]).elementsEqual(name.utf8, by: { $0.asciiLowercased == $1 })
  else { return nil }
  let value = trimmed(part[(equals + 1)...])
  guard let quote = value.first, quote == 0x22 || quote == 0x27 else { return Array(value) }
  return unquoted(value.dropFirst(), by: quote)
}

/// What stands before the closing quote, escapes undone (RFC 9110 §5.6.4).
private func unquoted(_ bytes: ArraySlice<UInt8>, by quote: UInt8) -> [UInt8] {
  var output: [UInt8] = []
  var rest = bytes
  while let byte = rest.popFirst(), byte != quote {
    // A backslash before anything else is the separator of a path that an old server sent.
    if byte == 0x5C, let next = rest.first, next == quote || next == 0x5C {
      output.append(next)
      rest = rest.dropFirst()
    } else {
      output.append(byte)
    }
  }
  return output
}

/// Splits at a separator that stands outside of double quotes; one part at least.
func quotedSplit(_ bytes: ArraySlice<UInt8>, by separator: UInt8) -> [ArraySlice<UInt8>] {
  var parts: [ArraySlice<UInt8>] = []
  var start = bytes.startIndex
  var isQuoted = false
  for index in bytes.indices {
    if bytes[index] == 0x22 { isQuoted.toggle() }
    guard bytes[index] == separator, !isQuoted else { continue }
    parts.append(bytes[start..<index])
    start = index + 1
  }
  return parts + [bytes[start...]]
}

func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
  let start = bytes.drop(while: \.isASCIIBlank)
  guard let last = start.lastIndex(where: { !$0.isASCIIBlank }) else { return [] }
  return start[...last]
}

private let httpTokenBytes = ASCIISet("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
