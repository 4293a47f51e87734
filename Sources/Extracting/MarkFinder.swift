/// Finds the body by what the publisher wrote around it: comment marks, then the containers of the CMS families.
struct MarkFinder {
  private let reading: PageReading

  init(_ reading: PageReading) { self.reading = reading }

  /// The candidates, best evidence first; each holds some text.
  func candidates() -> [BodyRegion] {
    (commentRegions() + containerRegions()).filter { reading.good(in: $0.blocks) > 0 }
  }

  private func commentRegions() -> [BodyRegion] {
    let marks = reading.page.marks.map { ($0.text.lowercased(), $0.block) }
    var found: [BodyRegion] = []
    for pair in CMSFamily.all.flatMap(\.comments) {
      guard let begin = marks.first(where: { $0.0.contains(pair.begin) }),
        let end = marks.last(where: { $0.0.contains(pair.end) && $0.1 >= begin.1 })
      else { continue }
      found.append(BodyRegion(blocks: begin.1..<end.1, rule: "mark:\(pair.begin)"))
    }
    return found
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
    if gap.count <= 3, reading.value(of: gap) >= -30, reading.good(in: new.blocks) > 0 {
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

  private var ids: [UInt64: Container] = [:]
  private var classes: [UInt64: Container] = [:]
  private var tags: [Tag: Container] = [:]

  private init() {
    for (rank, text) in CMSFamily.all.flatMap(\.containers).enumerated() {
      let container = Container(text: text, rank: rank)
      if text.hasPrefix("#") {
        add(container, to: &ids)
      } else if text.hasPrefix(".") {
        add(container, to: &classes)
      } else {
        tags[Tag(named: text)] = container
      }
    }
  }

  private func add(_ container: Container, to index: inout [UInt64: Container]) {
    let key = foldedHash(Array(container.text.utf8.dropFirst())[...])
    if index[key] == nil { index[key] = container }
  }

  /// The best container that the element is.
  func container(of element: Element, in page: Page) -> Container? {
    if element.tag == .ucapcontent { return tags[.ucapcontent] }
    var best: Container?
    if !element.id.isEmpty { best = ids[foldedHash(page.names[element.id.range])] }
    if !element.classes.isEmpty {
      for word in page.names[element.classes.range].split(separator: 0x20) {
        if let found = classes[foldedHash(word)], found.rank < best?.rank ?? .max { best = found }
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
