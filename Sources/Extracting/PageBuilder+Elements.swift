internal import Web

extension PageBuilder {
  /// A start tag; the answer is nil for an element that is not recorded.
  mutating func start(name: RawValue, attributes: UnsafeMutablePointer<RawValue?>?) -> Tag? {
    let tag = unsafe Tag(name)
    guard unrecorded == 0, open.count <= limits.depth, elements.count < limits.elements else {
      unrecorded += 1
      note(open.count > limits.depth ? .depth : .elements)
      return nil
    }
    let known = unsafe TagAttributes(attributes)
    if !tag.isInline { border(tag) }
    unsafe record(tag, name, known)
    enter(tag, known)
    return tag
  }

  /// An end tag, written or implied; the answer is nil for an element that is not recorded.
  mutating func end(name: RawValue) -> Tag? {
    if unrecorded > 0 {
      unrecorded -= 1
      return nil
    }
    let tag = unsafe name == open[open.count - 1].name ? elements[top].tag : Tag(name)
    guard open.count > 1, elements[top].tag == tag else { return nil }
    if !tag.isInline { border(tag) }
    leave(tag)
    let index = open.removeLast().index
    elements[index].end = Int32(elements.count)
    elements[index].endBlock = Int32(blocks.count)
    return tag
  }

  private mutating func border(_ tag: Tag) {
    closeBlock()
    if tag == .br { followsBreak = true }
  }

  private mutating func record(_ tag: Tag, _ name: RawValue, _ known: TagAttributes) {
    let outer = open[open.count - 1]
    let parent = outer.index
    open[open.count - 1].children += 1
    var element = Element(
      tag: tag, parent: Int32(parent), depth: elements[parent].depth + 1, childIndex: outer.children)
    if tag == .other { element.name = unsafe keep(name) }
    if let id = unsafe known.id { element.id = unsafe keep(id) }
    if let classes = unsafe known.classes { element.classes = unsafe keep(classes) }
    element.traits = traits(tag, known, inherited: elements[parent].traits)
    element.firstBlock = Int32(blocks.count)
    if tag == .td || tag == .th {
      element.columnSpan = unsafe number(known.columnSpan) ?? 1
      element.rowSpan = unsafe number(known.rowSpan) ?? 1
    }
    let holder = tag.isInline ? outer.holder : elements.count
    open.append(unsafe OpenElement(index: elements.count, name: name, holder: holder))
    elements.append(element)
  }

  private mutating func enter(_ tag: Tag, _ known: TagAttributes) {
    switch tag {
    case .a: openAnchor(known)
    case .b, .strong: flow.boldDepth += 1
    case .h1, .h2, .h3, .h4, .h5, .h6: flow.boldDepth += 1
    case .li, .dd, .dt: startsItem = true
    case .pre: preDepth += 1
    case .img: image(known)
    case .meta: meta(known)
    case .title:
      isTitle = title.isEmpty
      opaqueDepth += 1
    case .script:
      isScript = true
      opaqueDepth += 1
    case .html: language = unsafe trimmedText(known.language)
    case .thead, .caption, .th: markTable(.headed)
    default: if tag.isOpaque { opaqueDepth += 1 }
    }
    address(tag, known)
  }

  private mutating func leave(_ tag: Tag) {
    switch tag {
    case .a: closeAnchor()
    case .b, .strong, .h1, .h2, .h3, .h4, .h5, .h6: flow.boldDepth -= 1
    case .pre: preDepth -= 1
    case .title: leaveTitle()
    case .script: leaveScript()
    default: if tag.isOpaque { opaqueDepth -= 1 }
    }
  }

  private mutating func leaveTitle() {
    isTitle = false
    opaqueDepth -= 1
  }

  private mutating func leaveScript() {
    isScript = false
    opaqueDepth -= 1
    if !script.isEmpty { scripts.append(String(utf8: script.span)) }
    script.removeAll(keepingCapacity: true)
  }

  /// Marks the innermost open table.
  private mutating func markTable(_ trait: ElementTraits) {
    if let table = open.last(where: { elements[$0.index].tag == .table }) {
      elements[table.index].traits.insert(trait)
    }
  }

  mutating func note(_ cut: PageCut) {
    if !cuts.contains(cut) { cuts.append(cut) }
  }

  /// Copies a value into the names arena.
  private mutating func keep(_ value: RawValue) -> NameRange {
    let bytes = unsafe bytes(of: value)
    let start = names.count
    unsafe names.append(contentsOf: bytes.prefix(1_024))
    return NameRange(start: Int32(start), count: Int32(names.count - start))
  }
}
