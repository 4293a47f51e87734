package import Web

/// The pieces of an address that rules look at, split once and in lower case.
package struct URLWords: Sendable {
  /// Path segments that are not empty.
  package let segments: [String]
  /// The segments without their file name extension and without `;jsessionid=…`.
  let stems: [String]
  /// Query parameters in order, names and values as written but in lower case, not decoded.
  package let parameters: [(name: String, value: String)]

  package init(_ url: CrawlURL) {
    let path = url.text.utf8.span.extracting(url.pathPlace)
    let places = PathSegments(path).places
    let segments = places.map { URLWords.lowerCase(path.extracting($0)) }
    self.segments = segments
    stems = places.indices.map { index in
      let place = places[index]
      guard let end = place.first(where: { path[$0] == 0x2E || path[$0] == 0x3B }) else { return segments[index] }
      return URLWords.lowerCase(path.extracting(place.lowerBound..<end))
    }
    guard let query = url.query else {
      parameters = []
      return
    }
    parameters = query.lowercased().split(separator: "&").map { pair in
      let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (String(halves[0]), halves.count == 2 ? String(halves[1]) : "")
    }
  }

  private static func lowerCase(_ bytes: Span<UInt8>) -> String {
    let text = String(utf8: bytes)
    return bytes.indices.contains { (0x41...0x5A).contains(bytes[$0]) } ? text.lowercased() : text
  }
}

/// Where the segments of a path stand that are not empty.
struct PathSegments {
  private(set) var places: [Range<Int>] = []

  init(_ path: Span<UInt8>) {
    places.reserveCapacity(8)
    var start = 0
    for place in 0...path.count where place == path.count || path[place] == 0x2F {
      if place > start { places.append(start..<place) }
      start = place + 1
    }
  }
}
