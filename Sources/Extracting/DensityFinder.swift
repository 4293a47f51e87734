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
    return BodyRegion(blocks: stretch(in: page.elements[best].blocks), rule: "density")
  }

  /// The stretch of greatest value; blocks worth nothing at its ends belong to it.
  private func stretch(in blocks: Range<Int>) -> Range<Int> {
    var best = blocks.lowerBound..<blocks.lowerBound
    var bestValue: Int32 = -1
    var start = blocks.lowerBound
    var sum: Int32 = 0
    for index in blocks {
      if sum < 0 {
        sum = 0
        start = index
      }
      sum += values[index]
      if sum >= bestValue {
        bestValue = sum
        best = start..<(index + 1)
      }
    }
    return best
  }

  /// Values again, with what stands above the title and inside unlikely elements counted down.
  private static func weigh(_ reading: PageReading) -> [Int32] {
    var values = reading.natures.map(\.value)
    if let title = TitlePlace(reading).block {
      for index in 0..<title where values[index] > 0 { values[index] /= 4 }
    }
    for (index, weight) in UnlikelyElements(reading).weights(values) where values[index] > 0 { values[index] = weight }
    return values
  }
}
