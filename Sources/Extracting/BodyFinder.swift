/// Chooses the stretch of blocks that holds the body, by evidence, strongest first.
struct BodyFinder {
  private let reading: PageReading

  init(_ reading: PageReading) { self.reading = reading }

  /// Nil when the page has no text that could be a body.
  func find() -> BodyRegion? {
    let dense = DensityFinder(reading).find()
    let densest = dense.map { reading.good(in: $0.blocks) } ?? 0
    let marked = MarkFinder(reading).candidates()
    // A mark also stands around footers, teasers and hidden copies: it must hold a fair share of the dense text.
    let chosen = marked.first { candidate in
      let good = reading.good(in: candidate.blocks)
      return good > 0 && good * 10 >= densest * 4
    }
    return chosen ?? dense ?? marked.first ?? belowHead
  }

  /// Pictures or attachments alone, between the head and what ends the page.
  private var belowHead: BodyRegion? {
    guard reading.head.title != nil, let start = reading.head.end else { return nil }
    let end = reading.natures.indices[start...].first { index in
      reading.natures[index].kind == .link || reading.natures[index].kind == .chrome
    }
    return BodyRegion(blocks: start..<(end ?? reading.natures.count), rule: "head")
  }
}
