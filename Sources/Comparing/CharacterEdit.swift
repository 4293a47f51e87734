/// A piece of a changed sentence.
package struct CharacterEdit: Hashable, Sendable {
  package var kind: Kind
  package var text: String

  package enum Kind: String, Hashable, Sendable {
    case kept, removed, added
  }
}

extension CharacterEdit {
  /// What changed between two sentences, character by character; a number or a word in Latin letters counts as one.
  ///
  /// A single kept character between two changes is told as changed with them: it is chance, and splits what a reader
  /// sees as one change.
  static func edits(from old: String, to new: String) -> [CharacterEdit] {
    let (before, after) = (pieces(of: old), pieces(of: new))
    var words = Interning<[UInt32]>()
    let left = before.map { number(of: $0, &words) }
    let right = after.map { number(of: $0, &words) }
    let alignment = Alignment(left, right, work: 400_000)
    var edits: [CharacterEdit] = []
    var (x, y) = (0, 0)
    for pair in withoutSpecks(alignment.pairs, before, after) + [.init(old: before.count, new: after.count)] {
      append(before[x..<pair.old], .removed, to: &edits)
      append(after[y..<pair.new], .added, to: &edits)
      if pair.old < before.count { append(before[pair.old...pair.old], .kept, to: &edits) }
      (x, y) = (pair.old + 1, pair.new + 1)
    }
    return edits
  }

  private typealias Piece = Substring.UnicodeScalarView

  /// Numbers, Latin words, and every other scalar on its own.
  private static func pieces(of text: String) -> [Piece] {
    var pieces: [Piece] = []
    let scalars = Substring(text).unicodeScalars
    var start = scalars.startIndex
    while start < scalars.endIndex {
      let kind = PieceKind(scalars[start].value)
      var end = scalars.index(after: start)
      while kind != .other, end < scalars.endIndex, kind.continues(with: scalars[end].value) {
        end = scalars.index(after: end)
      }
      pieces.append(scalars[start..<end])
      start = end
    }
    return pieces
  }

  /// A character is its own number; words are numbered behind them. By scalars, since a `Substring` would call
  /// canonically equivalent texts equal.
  private static func number(of piece: Piece, _ words: inout Interning<[UInt32]>) -> Int {
    guard let first = piece.first else { return 0 }
    if piece.index(after: piece.startIndex) == piece.endIndex { return Int(first.value) }
    return 0x110000 + words.number(of: piece.map(\.value))
  }

  /// More than one character.
  private static func isLong(_ piece: Piece) -> Bool { piece.utf8Count > 3 }

  private enum PieceKind {
    case digits, letters, other

    init(_ scalar: UInt32) {
      switch scalar {
      case 0x30...0x39, 0xFF10...0xFF19: self = .digits
      case 0x41...0x5A, 0x61...0x7A: self = .letters
      default: self = .other
      }
    }

    /// A number goes on over its point and its thousands' commas.
    func continues(with scalar: UInt32) -> Bool {
      PieceKind(scalar) == self || (self == .digits && (scalar == 0x2E || scalar == 0x2C))
    }
  }

  /// The pairs without runs of one character that have changes on both sides.
  private static func withoutSpecks(_ pairs: [Alignment.Pair], _ before: [Piece], _ after: [Piece]) -> [Alignment.Pair]
  {
    pairs.indices.filter { index in
      let pair = pairs[index]
      let joinsLeft =
        index == 0
        ? pair.old == 0 && pair.new == 0
        : pairs[index - 1].old + 1 == pair.old && pairs[index - 1].new + 1 == pair.new
      let joinsRight =
        index + 1 == pairs.count
        ? pair.old + 1 == before.count && pair.new + 1 == after.count
        : pairs[index + 1].old == pair.old + 1 && pairs[index + 1].new == pair.new + 1
      return joinsLeft || joinsRight || isLong(before[pair.old])
    }.map { pairs[$0] }
  }

  private static func append(_ pieces: ArraySlice<Piece>, _ kind: Kind, to edits: inout [CharacterEdit]) {
    if pieces.isEmpty { return }
    var text = ""
    for piece in pieces { text.unicodeScalars.append(contentsOf: piece) }
    if edits.last?.kind == kind {
      edits[edits.count - 1].text += text
    } else {
      edits.append(.init(kind: kind, text: text))
    }
  }
}

extension Substring.UnicodeScalarView {
  fileprivate var utf8Count: Int { Substring(self).utf8.count }
}
