/// Turns the parser's events into the flat arrays of a `Page`.
struct PageBuilder {
  let limits: PageLimits
  var flow: TextFlow
  var names: [UInt8] = []
  var elements: [Element] = []
  var blocks: [Block] = []
  var metas: [MetaTag] = []
  var links: [PageLink] = []
  var marks: [CommentMark] = []
  var cuts: [PageCut] = []
  var title: [UInt8] = []
  var language = ""
  var baseReference: String?
  var scripts: [String] = []
  var script: [UInt8] = []
  var scriptBytes = 0

  /// The elements that are open, outermost first.
  var open: [OpenElement] = []
  /// Start tags that were not recorded because of a cap, innermost last.
  var unrecorded = 0
  /// Greater than zero inside `<select>`, `<textarea>` and others whose text is not shown.
  var opaqueDepth = 0
  var isTitle = false
  var isScript = false
  var preDepth = 0
  /// Images met inside the open block: they follow it.
  var pendingImages: [PageImage] = []
  /// The `<a href>` that is open, and where its text began.
  var openLink: PageLink?
  var openLinkStart = 0
  /// What the next block will be, told by the tags since the last one.
  var startsItem = false
  var followsBreak = false
  var blockElement = 0

  init(limits: PageLimits, sizeHint: Int) {
    self.limits = limits
    flow = TextFlow(capacity: sizeHint / 2)
    elements.reserveCapacity(sizeHint / 64)
    blocks.reserveCapacity(sizeHint / 256)
    elements.append(Element(tag: .root, parent: -1, depth: 0, childIndex: 0))
    open.append(unsafe OpenElement(index: 0, name: nil, holder: 0))
  }

  var top: Int { open[open.count - 1].index }

  mutating func characters(_ bytes: UnsafeBufferPointer<UInt8>) {
    if opaqueDepth > 0 {
      unsafe hiddenCharacters(bytes)
      return
    }
    if flow.isEmpty { blockElement = open[open.count - 1].holder }
    if preDepth > 0 { unsafe preformatted(bytes) } else { unsafe flow.append(bytes) }
  }

  private mutating func hiddenCharacters(_ bytes: UnsafeBufferPointer<UInt8>) {
    if isTitle, title.count < 4096 {
      unsafe title.append(contentsOf: bytes)
    } else if isScript, scriptBytes < limits.scriptBytes {
      scriptBytes += bytes.count
      unsafe script.append(contentsOf: bytes)
    }
  }

  /// A line of `<pre>` is a block.
  private mutating func preformatted(_ bytes: UnsafeBufferPointer<UInt8>) {
    var rest = unsafe bytes[...]
    while let newline = unsafe rest.firstIndex(of: 0x0A) {
      unsafe flow.append(UnsafeBufferPointer(rebasing: rest[..<newline]))
      closeBlock()
      unsafe rest = rest[(newline + 1)...]
    }
    unsafe flow.append(UnsafeBufferPointer(rebasing: rest))
  }

  /// Whether so much text would go into a script, or nowhere, however it is cut into calls.
  func keepsNoText(_ count: Int) -> Bool {
    opaqueDepth > 0 && !isTitle && (!isScript || scriptBytes + count < limits.scriptBytes)
  }

  /// Keeps short comments: some are marks of the publisher.
  mutating func comment(_ value: RawValue) {
    let bytes = unsafe bytes(of: value)
    guard bytes.count < 120, marks.count < 2_000 else { return }
    closeBlock()
    marks.append(CommentMark(text: unsafe trimmedText(value), block: blocks.count, element: top))
  }

  /// Ends the open block and appends it, with the images that stood in it.
  mutating func closeBlock() {
    if let (range, evidence) = flow.close() {
      blocks.append(block(range, evidence, blockElement))
      startsItem = false
    }
    followsBreak = false
    if !pendingImages.isEmpty { closeImages() }
  }

  private mutating func closeImages() {
    for image in pendingImages {
      let traits = blockTraits(top)
      let evidence = BlockEvidence(traits: traits)
      blocks.append(Block(text: flow.start..<flow.start, content: .image(image), element: top, evidence: evidence))
    }
    pendingImages.removeAll(keepingCapacity: true)
  }

  private func block(_ range: Range<Int>, _ evidence: BlockEvidence, _ holder: Int) -> Block {
    var evidence = evidence
    evidence.traits.formUnion(blockTraits(holder))
    if followsBreak { evidence.traits.insert(.afterBreak) }
    return Block(text: range, content: content(in: holder), element: holder, evidence: evidence)
  }
}

/// An element whose end tag has not come.
@safe struct OpenElement {
  let index: Int
  /// Its name where libxml2 keeps it, the same for each element of that name; nil for the root.
  let name: RawValue?
  /// The innermost element of block level around its text.
  let holder: Int
  /// How many child elements it has so far.
  var children: Int32 = 0
}
