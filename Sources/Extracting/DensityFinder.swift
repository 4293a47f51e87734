/// Finds the body by density alone: the subtree whose text outweighs its links and chrome, then the best stretch in it
/// (maximum subsequence segmentation, Pasternak and Roth 2009, inside one element).
struct DensityFinder {
  private let reading: PageReading
  private let page: Page
  private let values: [Int32]
  private let valueBefore: [Int32]

  init(_ reading: PageReading) {
    self.reading = reading
    page = reading.page
    values = DensityFinder.weigh(reading)
    var sums: [Int32] = [0]
    sums.reserveCapacity(values.count + 1)
    for value in values { sums.append(sums[sums.count - 1] + value) }
    valueBefore = sums
  }

  /// Nil when nothing on the page counts as text.
  func find() -> BodyRegion? {
    var best = -1
    var bestValue: Int32 = 0
    for (index, element) in page.elements.enumerated() where !element.blocks.isEmpty {
      let value = valueBefore[Int(element.endBlock)] - valueBefore[Int(element.firstBlock)]
      let isDeeper = best >= 0 && element.depth > page.elements[best].depth
      if value > bestValue || (value == bestValue && isDeeper) {
        best = index
        bestValue = value
      }
    }
    guard best >= 0 else { return nil }
    return BodyRegion(blocks: stretch(in: 0..<page.blocks.count), rule: "density")
  }

  /// The stretch of greatest value. It ends where more links and chrome follow than its own text excuses; the stretches
  /// on both sides of such a gap are one when their sentences stand in the same element.
  private func stretch(in blocks: Range<Int>) -> Range<Int> {
    let stretches = self.stretches(in: blocks)
    guard let best = stretches.indices.max(by: { stretches[$0].value < stretches[$1].value }) else { return blocks }
    var range = stretches[best].blocks
    let home = holder(of: range)
    for other in stretches where other.value > 30 && holder(of: other.blocks) == home {
      range = min(range.lowerBound, other.blocks.lowerBound)..<max(range.upperBound, other.blocks.upperBound)
    }
    return range
  }

  private func stretches(in blocks: Range<Int>) -> [(blocks: Range<Int>, value: Int32)] {
    var found: [(blocks: Range<Int>, value: Int32)] = []
    var start = blocks.lowerBound
    var sum: Int32 = 0
    var peak: (end: Int, value: Int32) = (start, 0)
    func close() { if peak.value > 0 { found.append((start..<peak.end, peak.value)) } }
    for index in blocks {
      sum += values[index]
      if sum >= peak.value { peak = (index + 1, sum) }
      if sum < 0 || peak.value - sum > 80 + peak.value / 4 {
        close()
        start = index + 1
        sum = 0
        peak = (start, 0)
      }
    }
    close()
    return found
  }

  /// The parent of the elements that hold most sentences of a stretch.
  private func holder(of blocks: Range<Int>) -> Int {
    var weights: [Int: Int32] = [:]
    for index in blocks where values[index] > 0 {
      weights[Int(page.elements[page.blocks[index].element].parent), default: 0] += values[index]
    }
    return weights.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? -1
  }

  /// Values again, with what stands above the title and inside unlikely elements counted down.
  private static func weigh(_ reading: PageReading) -> [Int32] {
    var values = reading.natures.map(\.value)
    if let title = TitlePlace(reading).block,
      reading.good(in: 0..<title) < 2 * reading.good(in: title..<values.count) {
      for index in 0..<title where values[index] > 0 { values[index] /= 4 }
    }
    for (index, weight) in UnlikelyElements(reading).weights(values) where values[index] > 0 { values[index] = weight }
    return values
  }
}
