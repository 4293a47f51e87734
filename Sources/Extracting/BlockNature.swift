/// What a block looks like by itself, before its neighbours are asked (the context-free pass).
struct BlockNature: Sendable {
  enum Kind: Sendable {
    /// Not shown.
    case hidden
    case image
    /// More link than text.
    case link
    /// A word of the vocabulary decides it.
    case chrome
    /// Sentences.
    case prose
    /// Text that could be anything.
    case short
    case table
  }

  let kind: Kind
  /// Set when `kind` is `.chrome`.
  let term: Vocabulary.Term?
  /// What the block adds to the value of a stretch of page: text counts for, links and chrome against.
  let value: Int32

  init(_ kind: Kind, value: Int32, term: Vocabulary.Term? = nil) {
    self.kind = kind
    self.value = value
    self.term = term
  }

  init(_ block: Block, in page: Page, showsHidden: Bool = false) {
    let evidence = block.evidence
    if evidence.traits.contains(.hidden), !showsHidden {
      self.init(.hidden, value: 0)
    } else if case .image = block.content {
      self.init(.image, value: 0)
    } else if case .table = block.content {
      self.init(.table, value: evidence.plainScalars - evidence.linkScalars)
    } else if evidence.scalars <= 160, let term = BlockNature.term(block, page) {
      self.init(.chrome, value: -min(evidence.scalars, 30), term: term)
    } else if evidence.linkScalars * 2 > evidence.scalars {
      self.init(.link, value: -min(evidence.linkScalars, 40))
    } else {
      self.init(text: evidence)
    }
  }

  private init(text evidence: BlockEvidence) {
    let plain = evidence.plainScalars
    if evidence.punctuation > 0, plain >= 12 {
      self.init(.prose, value: plain + 6 * min(evidence.punctuation, 20) - evidence.linkScalars)
    } else if evidence.traits.contains(.inForm), plain < 12 {
      self.init(.short, value: 0)
    } else {
      self.init(.short, value: plain >= 16 ? plain / 2 : plain / 5)
    }
  }

  private static func term(_ block: Block, _ page: Page) -> Vocabulary.Term? {
    let term = Vocabulary.chrome.match(CompactText(page.text[block.text]), scalars: block.evidence.scalars)
    // A long line of sentences that begins like chrome is a sentence.
    if let term, term.place == .start, term.label != .footer, block.evidence.punctuation >= 2,
      block.evidence.scalars > 40
    {
      return nil
    }
    // A footer's words also stand in sentences about footers.
    if let term, term.place == .inside, block.evidence.punctuation > 3 { return nil }
    return term
  }
}
