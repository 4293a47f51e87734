extension PageBuilder {
  /// Remembers the addresses that a start tag names.
  mutating func address(_ tag: Tag, _ known: TagAttributes) {
    switch tag {
    case .area: unsafe link(known.href, .area, "href", text: known.alternative)
    case .iframe, .frame: unsafe link(known.src, .frame, "src")
    case .embed, .object: unsafe link(known.src, .viewer, "src")
    case .base where baseReference == nil: baseReference = unsafe known.href.map { unsafe trimmedText($0) }
    case .link: linkTag(known)
    default: break
    }
    if let onClick = unsafe known.onClick, tag != .a { script(unsafe trimmedText(onClick), origin: "onclick") }
  }

  mutating func openAnchor(_ known: TagAttributes) {
    closeAnchor()
    guard let href = unsafe known.href else {
      if let onClick = unsafe known.onClick { script(unsafe trimmedText(onClick), origin: "onclick") }
      return
    }
    let reference = unsafe trimmedText(href)
    let title = unsafe trimmedText(known.title)
    if let onClick = unsafe known.onClick { script(unsafe trimmedText(onClick), origin: "onclick", text: title) }
    if reference.utf8.first == 0x6A, reference.utf8.starts(with: "javascript:".utf8) {
      script(reference, origin: "href", text: title)
    }
    openLink = PageLink(
      reference: reference, text: title, kind: .anchor, origin: "href", rel: unsafe trimmedText(known.rel),
      block: blocks.count)
    openLinkStart = flow.arena.count
    flow.linkDepth += 1
    flow.countLink()
  }

  /// Ends the open `<a href>`: what was shown between the tags is its text.
  mutating func closeAnchor() {
    guard var link = openLink.take() else { return }
    flow.linkDepth -= 1
    if let text = flow.text(from: openLinkStart) { link.text = text }
    append(link)
  }

  mutating func image(_ known: TagAttributes) {
    let source = unsafe trimmedText(known.lateSource ?? known.src)
    guard !source.isEmpty else { return }
    let alternative = unsafe trimmedText(known.alternative)
    pendingImages.append(PageImage(source: source, alternative: alternative))
    append(
      PageLink(
        reference: source, text: alternative, kind: .image, origin: "src", rel: "", block: blocks.count))
  }

  mutating func meta(_ known: TagAttributes) {
    guard let name = unsafe known.name, metas.count < 500 else { return }
    let tag = MetaTag(name: unsafe trimmedText(name), content: unsafe trimmedText(known.content))
    metas.append(tag)
    if tag.name.lowercased() == "refresh", let target = RefreshTarget(tag.content) {
      append(
        PageLink(
          reference: target.reference, text: "", kind: .refresh, origin: "content", rel: "", block: blocks.count))
    }
  }

  private mutating func linkTag(_ known: TagAttributes) {
    let kinds: [(StaticString, PageLink.Kind)] = [
      ("canonical", .canonical), ("next", .next), ("prev", .previous), ("alternate", .alternate),
    ]
    guard let rel = unsafe known.rel else { return }
    for (word, kind) in kinds where unsafe equals(rel, word) {
      unsafe link(known.href, kind, "href")
    }
  }

  private mutating func link(
    _ reference: RawValue?, _ kind: PageLink.Kind, _ origin: String, text: RawValue? = nil
  ) {
    guard let reference = unsafe reference else { return }
    append(
      PageLink(
        reference: unsafe trimmedText(reference), text: unsafe trimmedText(text), kind: kind, origin: origin, rel: "",
        block: blocks.count))
  }

  /// Literal addresses in a piece of script.
  mutating func script(_ source: String, origin: String, text: String = "") {
    for reference in ScriptAddresses(source, unconditional: origin == "location").references {
      append(
        PageLink(reference: reference, text: text, kind: .script, origin: origin, rel: "", block: blocks.count))
    }
  }

  private mutating func append(_ link: consuming PageLink) {
    guard links.count < limits.links, !link.reference.isEmpty else { return }
    links.append(link)
  }
}
