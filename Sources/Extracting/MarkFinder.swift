/// Finds the body by what the publisher wrote around it: comment marks, then the containers of the CMS families.
struct MarkFinder {
  private let reading: PageReading

  init(_ reading: PageReading) { self.reading = reading }

  /// The candidates, best evidence first.
  func candidates() -> [BodyRegion] { commentRegions() + containerRegions() }

  private func commentRegions() -> [BodyRegion] {
    let marks = reading.page.marks.map { (CompactText($0.text).bytes, $0.block) }
    var found: [BodyRegion] = []
    for pair in MarkFinder.pairs {
      guard let begin = marks.first(where: { $0.0.contains(pair.begin) }),
        let end = marks.last(where: { $0.1 >= begin.1 && $0.0.contains(pair.end) })
      else { continue }
      found.append(BodyRegion(blocks: begin.1..<end.1, rule: pair.rule))
    }
    return found
  }

  private static let pairs = CMSFamily.all.flatMap(\.comments).map { pair in
    (begin: CompactText(pair.begin).bytes, end: CompactText(pair.end).bytes, rule: "mark:\(pair.begin)")
  }

  /// The outermost elements that families name, those of one container and parent joined; by family order.
  private func containerRegions() -> [BodyRegion] {
    let page = reading.page
    var best: [Int: BodyRegion] = [:]
    for element in page.elements where !element.blocks.isEmpty && !element.traits.contains(.hidden) {
      guard let container = ContainerIndex.shared.container(of: element, in: page) else { continue }
      let region = BodyRegion(blocks: element.blocks, rule: "family:\(container.text)")
      best[container.rank] = joined(best[container.rank], region)
    }
    return best.sorted { $0.key < $1.key }.map(\.value)
  }

  /// Of two places with the same container the richer one; what lies inside the first is part of it, and parts that
  /// follow each other closely are one.
  private func joined(_ old: BodyRegion?, _ new: BodyRegion) -> BodyRegion {
    guard let old else { return new }
    if new.blocks.lowerBound < old.blocks.upperBound { return old }
    let gap = old.blocks.upperBound..<new.blocks.lowerBound
    let isPlain = reading.natures[gap].allSatisfy { [.image, .short, .prose, .hidden].contains($0.kind) }
    let goesOn = reading.natures[new.blocks].contains { $0.kind == .prose || $0.kind == .table }
    if gap.count <= 3, isPlain, goesOn {
      return BodyRegion(blocks: old.blocks.lowerBound..<new.blocks.upperBound, rule: old.rule)
    }
    return reading.good(in: new.blocks) > reading.good(in: old.blocks) ? new : old
  }
}

/// The containers of all families by the hash of their name.
struct ContainerIndex: Sendable {
  struct Container: Sendable {
    let text: String
    /// The place in the table: smaller is better evidence.
    let rank: Int
  }

  static let shared = ContainerIndex()

  private let ids: PackedNames<Container>
  private let classes: PackedNames<Container>
  private let ucap: Container?

  private init() {
    let containers = CMSFamily.all.flatMap(\.containers).enumerated().map { Container(text: $1, rank: $0) }
    ids = ContainerIndex.index(containers.filter { $0.text.hasPrefix("#") })
    classes = ContainerIndex.index(containers.filter { $0.text.hasPrefix(".") })
    ucap = containers.first { $0.text == "ucapcontent" }
  }

  private static func index(_ containers: [Container]) -> PackedNames<Container> {
    let pairs = containers.map { (foldedHash(Array($0.text.utf8.dropFirst())[...]), $0) }
    return PackedNames(Dictionary(pairs) { first, _ in first }.map { ($0.key, $0.value) })
  }

  /// The best container that the element is.
  func container(of element: Element, in page: Page) -> Container? {
    if element.tag == .ucapcontent { return ucap }
    var best: Container?
    if !element.id.isEmpty { best = ids[foldedHash(page.names[element.id.range])] }
    if !element.classes.isEmpty {
      let words = page.names[element.classes.range]
      var start = words.startIndex
      while start < words.endIndex {
        let end = words[start...].firstIndex { $0 <= 0x20 } ?? words.endIndex
        if let found = classes[foldedHash(words[start..<end])], found.rank < best?.rank ?? .max { best = found }
        start = end + 1
      }
    }
    return best
  }
}

/// FNV-1a over bytes, ASCII case folded.
private func foldedHash(_ bytes: ArraySlice<UInt8>) -> UInt64 {
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  for byte in bytes {
    let folded = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
    hash = (hash ^ UInt64(folded)) &* 0x100_0000_01B3
  }
  return hash
}
