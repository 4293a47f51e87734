/// Chooses the stretch of blocks that holds the body, by evidence, strongest first.
struct BodyFinder {
  private let reading: PageReading

  init(_ reading: PageReading) { self.reading = reading }

  /// Nil when the page has no text that could be a body.
  func find() -> BodyRegion? {
    let dense = DensityFinder(reading).find()
    let densest = dense.map { reading.good(in: $0.blocks) } ?? 0
    for candidate in MarkFinder(reading).candidates() {
      // A mark also stands around footers, teasers and hidden copies: it must hold a fair share of the dense text.
      if reading.good(in: candidate.blocks) * 10 >= densest * 4 { return candidate }
    }
    return dense
  }
}
