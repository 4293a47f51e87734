internal import Extracting

extension TextDiff {
  /// Compares block by block, then within stretches of changed blocks sentence by sentence, then alike sentences
  /// character by character; what was taken away here and put there is told as moved.
  ///
  /// A table is one line of the text; a table and what became of it bear the same name.
  init(from old: [DocumentBlock], to new: [DocumentBlock], tables: TablePairing) {
    let before = Side(old, tableNames: tables.oldNames)
    let after = Side(new, tableNames: tables.newNames)
    var numbers = Interning<[UInt8]>()
    let left = before.blocks.map { numbers.number(of: Array($0.text.utf8)) }
    let right = after.blocks.map { numbers.number(of: Array($0.text.utf8)) }
    let alignment = Alignment(left, right)
    var script = TextScript(old: before.sentences, new: after.sentences)
    var (x, y) = (0, 0)
    for pair in alignment.pairs + [.init(old: left.count, new: right.count)] {
      script.replace(before.blocks[x..<pair.old], by: after.blocks[y..<pair.new])
      if pair.old < left.count { script.keep(before.blocks[pair.old], after.blocks[pair.new]) }
      (x, y) = (pair.old + 1, pair.new + 1)
    }
    self.init(old: before.sentences, new: after.sentences, steps: MovedSentences.marked(script))
  }

  /// The text of one document: its sentences, and which block holds which.
  struct Side {
    private(set) var sentences: [Sentence] = []
    private(set) var blocks: [Block] = []

    struct Block {
      let id: String
      let text: String
      let lines: Range<Int>
    }

    init(_ blocks: [DocumentBlock], tableNames: [String]) {
      var names = tableNames[...]
      for block in blocks {
        let name = block.table == nil ? nil : names.popFirst()
        let text = name ?? block.comparedText
        let start = sentences.count
        sentences +=
          name.map { [Sentence(text: $0, block: block.id, isTable: true)] }
          ?? Sentence.split(text, block: block.id)
        if start < sentences.count {
          self.blocks.append(Block(id: block.id, text: text, lines: start..<sentences.count))
        }
      }
    }
  }
}

extension DocumentBlock {
  /// The text that is compared; a picture stands as its description in Markdown.
  fileprivate var comparedText: String {
    if case .image(_, let alt) = content { "![\(alt)]" } else { text }
  }
}
