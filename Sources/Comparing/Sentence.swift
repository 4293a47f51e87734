/// A sentence of a document: what a text difference is told in.
package struct Sentence: Hashable, Sendable {
  /// As it stands, with its closing mark; the sentences of a block joined give the block's text.
  package let text: String
  /// The id of its block in its own document: `b12`.
  package let block: String
  /// Whether it stands for a table, whose cells are compared elsewhere.
  package let isTable: Bool

  package init(text: String, block: String, isTable: Bool = false) {
    self.text = text
    self.block = block
    self.isTable = isTable
  }
}

extension Sentence {
  /// Cuts a text after 。！？； and the closing quotes and brackets that follow them, and at line feeds, which are dropped.
  static func split(_ text: String, block: String) -> [Sentence] {
    var sentences: [Sentence] = []
    let scalars = text.unicodeScalars
    var start = scalars.startIndex
    var index = start
    var isEnding = false
    while index < scalars.endIndex {
      let scalar = scalars[index].value
      if scalar == 0x0A || (isEnding && !belongsToEnd(scalar)) {
        if start < index { sentences.append(Sentence(text: String(scalars[start..<index]), block: block)) }
        start = scalar == 0x0A ? scalars.index(after: index) : index
        isEnding = false
      }
      if isEndMark(scalar) { isEnding = true }
      index = scalars.index(after: index)
    }
    if start < index { sentences.append(Sentence(text: String(scalars[start...]), block: block)) }
    return sentences
  }

  private static func isEndMark(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x3002, 0xFF01, 0xFF1F, 0xFF1B, 0xFF61: true  // 。！？；｡
    default: false
    }
  }

  /// What still belongs to a sentence whose end mark was read: ” ’ 」 』 ） 》 and further marks, and blanks.
  private static func belongsToEnd(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x201D, 0x2019, 0x300D, 0x300F, 0xFF09, 0x29, 0x300B, 0x20: true
    default: isEndMark(scalar)
    }
  }
}
