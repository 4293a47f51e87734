/// The stretch of a text that shows best why it was found.
package struct Snippet: Hashable, Sendable {
  /// Literal text, line feeds and tabs as blanks, `…` where it was cut.
  package let text: String
  /// What was found, in Unicode scalars of `text`, in order, without overlap.
  package let hits: [Range<Int>]
  /// Where the first hit stands in the whole text, in Unicode scalars; where the stretch begins without any.
  package let firstHit: Int

  package init(text: String, hits: [Range<Int>], firstHit: Int? = nil) {
    self.text = text
    self.hits = hits
    self.firstHit = firstHit ?? hits.first?.lowerBound ?? 0
  }
}

extension Snippet {
  /// Only so many bytes of a text are searched for hits to show.
  static let searchedBytes = 262_144

  /// The stretch of at most that many scalars with the most different terms in it, then the most hits; the beginning
  /// of the text when none is found in its first 256 KiB.
  package init(of text: String, for query: SearchQuery, length: Int = 80) {
    let index = TokenIndex(text.utf8.prefix(Self.searchedBytes))
    let found = query.terms.enumerated().flatMap { number, term in index.places(of: term).map { (number, $0) } }
      .sorted { ($0.1.lowerBound, $0.1.upperBound) < ($1.1.lowerBound, $1.1.upperBound) }
    let scalars = ScalarOffsets(text, at: found.flatMap { [$0.1.lowerBound, $0.1.upperBound] })
    let hits = found.map { (term: $0.0, range: scalars[$0.1.lowerBound]..<scalars[$0.1.upperBound]) }
    let best = Self.bestStart(hits, length: length)
    self.init(cutting: text, from: best.first, length: length, hits: hits.map(\.range))
  }

  /// The hit from which a stretch of that length shows most, and where it ends.
  private static func bestStart(_ hits: [(term: Int, range: Range<Int>)], length: Int) -> (first: Int, last: Int) {
    var best = (score: 0, first: 0, last: 0)
    var end = 0
    var counts: [Int: Int] = [:]
    for (index, hit) in hits.enumerated() {
      while end < hits.count, hits[end].range.upperBound <= hit.range.lowerBound + length {
        counts[hits[end].term, default: 0] += 1
        end += 1
      }
      let score = counts.count * 1_000 + (end - index)
      if end > index, score > best.score { best = (score, hit.range.lowerBound, hits[end - 1].range.upperBound) }
      if let count = counts[hit.term] { counts[hit.term] = count > 1 ? count - 1 : nil }
    }
    return (best.first, best.last)
  }

  /// Takes the room that is left before the first hit for what leads to it.
  private init(cutting text: String, from first: Int, length: Int, hits: [Range<Int>]) {
    let last = hits.last { $0.lowerBound >= first && $0.upperBound <= first + length }?.upperBound ?? first
    let room = max(0, length - (last - first))
    let start = max(0, first - room / 3)
    let scalars = text.unicodeScalars
    let from = scalars.index(scalars.startIndex, offsetBy: start)
    let to = scalars.index(from, offsetBy: length, limitedBy: scalars.endIndex) ?? scalars.endIndex
    var shown = String.UnicodeScalarView(start > 0 ? "…".unicodeScalars : "".unicodeScalars)
    shown.append(contentsOf: scalars[from..<to].map { $0.value < 0x20 ? " " : $0 })
    if to < scalars.endIndex { shown.append("…") }
    let shift = (start > 0 ? 1 : 0) - start
    let inside = hits.filter { $0.lowerBound >= start && $0.upperBound <= start + length }
    self.init(
      text: String(shown), hits: Self.joined(inside.map { $0.lowerBound + shift..<$0.upperBound + shift }),
      firstHit: inside.first?.lowerBound ?? start)
  }

  private static func joined(_ ranges: [Range<Int>]) -> [Range<Int>] {
    var joined: [Range<Int>] = []
    for range in ranges {
      if let last = joined.last, range.lowerBound <= last.upperBound {
        joined[joined.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        joined.append(range)
      }
    }
    return joined
  }
}

/// Counts the scalars before some bytes of a text, in one walk.
struct ScalarOffsets {
  private var offsets: [Int: Int] = [:]

  init(_ text: String, at bytes: [Int]) {
    var wanted = Set(bytes).sorted()[...]
    var count = 0
    for (index, byte) in text.utf8.enumerated() {
      if wanted.isEmpty { return }
      if byte & 0xC0 == 0x80 { continue }
      if wanted.first == index { offsets[wanted.removeFirst()] = count }
      count += 1
    }
    for end in wanted { offsets[end] = count }
  }

  subscript(byte: Int) -> Int { offsets[byte] ?? 0 }
}
