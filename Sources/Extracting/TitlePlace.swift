/// Where the page prints its title above the body.
struct TitlePlace {
  /// Index of the first block that is the title; nil when it is not printed.
  let block: Int?

  init(_ reading: PageReading) {
    let blocks = reading.page.blocks
    block = blocks.indices.first { index in
      let evidence = blocks[index].evidence
      guard evidence.scalars >= 4, evidence.scalars <= 120, reading.natures[index].kind != .hidden,
        evidence.linkScalars * 2 < evidence.scalars
      else { return false }
      return reading.title.matches(reading.titleText(index), isHeading: blocks[index].isHeading)
    }
  }
}

extension Block {
  /// Whether the block stands in `<h1>` … `<h6>`.
  var isHeading: Bool { if case .heading = content { true } else { false } }
}
