extension PageBuilder {
  func traits(_ tag: Tag, _ known: TagAttributes, inherited: ElementTraits) -> ElementTraits {
    var traits = inherited.intersection([.hidden, .centred, .inForm, .inCell, .inListItem])
    switch tag {
    case .form: traits.insert(.inForm)
    case .td, .th: traits.insert(.inCell)
    case .table: traits.remove(.inCell)
    case .li: traits.insert(.inListItem)
    default: break
    }
    if unsafe known.isHidden || tag == .noscript || hasHidingClass(known.classes) { traits.insert(.hidden) }
    if tag == .center { traits.insert(.centred) }
    if let align = unsafe known.align { setAlignment(unsafe equals(align, "center"), &traits) }
    if let style = unsafe known.style { unsafe read(style, &traits) }
    if let border = unsafe known.border, tag == .table, let width = unsafe number(border), width > 0 {
      traits.insert(.bordered)
    }
    if let role = unsafe known.role, unsafe equals(role, "presentation") || equals(role, "none") {
      traits.insert(.presentational)
    }
    return traits
  }

  private func setAlignment(_ isCentred: Bool, _ traits: inout ElementTraits) {
    if isCentred { traits.insert(.centred) } else { traits.remove(.centred) }
  }

  private func read(_ style: RawValue, _ traits: inout ElementTraits) {
    let bytes = unsafe bytes(of: style)
    if unsafe declares(bytes, "display", "none") || declares(bytes, "visibility", "hidden") { traits.insert(.hidden) }
    if unsafe declares(bytes, "text-align", "center") {
      traits.insert(.centred)
    } else if unsafe declares(bytes, "text-align", "") {
      traits.remove(.centred)
    }
    if unsafe declares(bytes, "border", "") || declares(bytes, "border-collapse", "collapse") {
      traits.insert(.bordered)
    }
  }

  /// What a block inherits from the element that holds it.
  func blockTraits(_ holder: Int) -> BlockTraits {
    let element = elements[holder].traits
    var traits: BlockTraits = []
    if element.contains(.hidden) { traits.insert(.hidden) }
    if element.contains(.centred) { traits.insert(.centred) }
    if element.contains(.inForm) { traits.insert(.inForm) }
    if element.contains(.inCell) { traits.insert(.inCell) }
    if element.contains(.inListItem) { traits.insert(.inListItem) }
    return traits
  }

  func content(in holder: Int) -> BlockContent {
    var index = holder
    for _ in 0..<6 where index > 0 {
      let tag = elements[index].tag
      if let level = tag.headingLevel { return .heading(level: level) }
      if tag == .blockquote { return .quote }
      if tag == .li {
        let isOrdered = elements[Int(elements[index].parent)].tag == .ol
        return startsItem ? .listItem(ordered: isOrdered) : .text
      }
      if tag == .td || tag == .body { break }
      index = Int(elements[index].parent)
    }
    return .text
  }

}

/// The number that a value begins with.
func number(_ value: RawValue?) -> Int32? {
  guard var next = unsafe value else { return nil }
  var result: Int32?
  while unsafe next.pointee == 0x20 || next.pointee == 0x22 { unsafe next += 1 }
  while unsafe next.pointee >= 0x30 && next.pointee <= 0x39, (result ?? 0) < 100_000 {
    result = (result ?? 0) * 10 + Int32(unsafe next.pointee - 0x30)
    unsafe next += 1
  }
  return result
}
