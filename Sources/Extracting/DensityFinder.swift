/// Finds the body by density alone: the stretch of blocks whose text most outweighs its links and chrome (maximum
/// subsequence segmentation, Pasternak and Roth 2009), ended early where a gap costs too much.
struct DensityFinder {
  private let reading: PageReading
  private let page: Page
  private let values: [Int32]

  init(_ reading: PageReading) {
    self.reading = reading
    page = reading.page
    values = DensityFinder.weigh(reading)
  }

  /// Nil when nothing on the page counts as text.
  func find() -> BodyRegion? {
    let range = stretch(in: 0..<page.blocks.count)
    // A line or two outside of sentences is chrome that the vocabulary does not know.
    let holdsText = reading.good(in: range) >= 30 || reading.natures[range].contains { $0.kind == .prose }
    return range.isEmpty || !holdsText ? nil : BodyRegion(blocks: range, rule: "density")
  }

  /// The stretch of greatest value. It ends where more links and chrome follow than its own text excuses; the stretches
  /// on both sides of such a gap are one when their sentences stand in the same element.
  private func stretch(in blocks: Range<Int>) -> Range<Int> {
    let stretches = self.stretches(in: blocks)
    guard let best = stretches.indices.max(by: { stretches[$0].value < stretches[$1].value }) else { return 0..<0 }
    var range = stretches[best].blocks
    let home = reading.holder(of: range)
    for other in stretches where other.value > 30 && reading.holder(of: other.blocks) == home {
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

  /// Values again, with what stands above the title, behind the end of the document and inside unlikely elements
  /// counted down.
  private static func weigh(_ reading: PageReading) -> [Int32] {
    var values = reading.natures.map(\.value)
    let head = PageHead(reading)
    if let title = head.title, reading.good(in: 0..<title) < 2 * reading.good(in: title..<values.count) {
      for index in 0..<title where values[index] > 0 { values[index] /= 4 }
    }
    if let ender = head.ender {
      for index in ender..<values.count where values[index] > 0 { values[index] /= 8 }
    }
    for (index, weight) in UnlikelyElements(reading).weights(values) where values[index] > 0 { values[index] = weight }
    return values
  }
}
