internal import Web

/// Collects the text of a page into one arena, block by block: white space collapsed, evidence counted on the way.
struct TextFlow {
  private(set) var arena: [UInt8] = []
  /// Where the open block's text begins.
  private(set) var start = 0
  private var evidence = BlockEvidence()
  private var pendingBlank = false
  /// Greater than zero inside `<a href>`, or `<b>`, `<strong>` and headings.
  var linkDepth = 0
  var boldDepth = 0

  var isEmpty: Bool { arena.count == start }

  init(capacity: Int) { arena.reserveCapacity(capacity) }

  mutating func countLink() { evidence.links += 1 }

  /// What was added since the arena was so long, without a blank in front; nil when nothing was.
  func text(from start: Int) -> String? {
    guard start < arena.count else { return nil }
    let blank = arena[start] == 0x20 ? 1 : 0
    return String(utf8: arena.span.extracting((start + blank)...))
  }

  /// Ends the open block; nil when it holds no text.
  mutating func close() -> (range: Range<Int>, evidence: BlockEvidence)? {
    let closed = isEmpty ? nil : (start..<arena.count, evidence)
    start = arena.count
    evidence = BlockEvidence()
    pendingBlank = false
    return closed
  }

  /// Adds text as the parser tells it; a character is never split between two calls.
  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    var scan = unsafe TextScan(bytes)
    var run = 0
    while let blank = scan.nextBlank() {
      unsafe flush(bytes[run..<blank.start])
      run = blank.end
      if blank.isVisible { note(blank) }
    }
    unsafe flush(bytes[run...])
    count(scan)
  }

  private mutating func note(_ blank: TextScan.Blank) {
    pendingBlank = true
    if isEmpty, blank.isWide { evidence.traits.insert(.indented) }
  }

  private mutating func flush(_ run: Slice<UnsafeBufferPointer<UInt8>>) {
    if unsafe run.isEmpty { return }
    if pendingBlank {
      pendingBlank = false
      if !isEmpty {
        arena.append(0x20)
        evidence.scalars += 1
        if linkDepth > 0 { evidence.linkScalars += 1 }
      }
    }
    unsafe arena.append(contentsOf: run)
  }

  private mutating func count(_ scan: TextScan) {
    evidence.scalars += scan.scalars
    evidence.punctuation += scan.punctuation
    evidence.ideographs += scan.ideographs
    if linkDepth > 0 { evidence.linkScalars += scan.scalars }
    if boldDepth > 0 { evidence.boldScalars += scan.scalars }
  }
}
