/// The addresses of a page as the document tells them: links, attachments, and the other pages of the article.
struct PageLinks {
  private(set) var links: [DocumentLink] = []
  private(set) var attachments: [DocumentAttachment] = []
  private(set) var parts: [String] = []

  init(_ page: Page, _ labelled: [LabelledBlock], _ addresses: PageAddresses) {
    let first = labelled.first { $0.label == .body }?.index ?? 0
    let last = labelled.last { $0.label == .body }?.index ?? -1
    // Attachments also stand in a list below the body, before the footer.
    let end = labelled.first { $0.index > last && $0.label == .footer }?.index ?? labelled.count
    links.reserveCapacity(page.links.count)
    let near = last < 0 ? 0...Int.max : max(0, first - 4)...max(first, end)
    for index in page.links.indices {
      guard let url = addresses.absolute(page.links[index].reference, addresses.links[index]) else { continue }
      let kind = page.links[index].kind
      if kind != .image {
        let rel = PageLinks.rel(page.links[index].rel, kind)
        links.append(DocumentLink(url: url, text: page.links[index].text, rel: rel))
      }
      if FileName.isAttachment(url), near.contains(page.links[index].block) { add(page.links[index], url) }
    }
    parts = PageParts(page, addresses, bodyEnd: last).addresses
  }

  private mutating func add(_ link: PageLink, _ url: String) {
    guard link.kind != .image, attachments.count < 500, !attachments.contains(where: { $0.url == url }) else { return }
    let title = link.text.isEmpty ? nil : link.text
    attachments.append(DocumentAttachment(url: url, title: title, filename: FileName.name(of: url, title: title)))
  }

  private static func rel(_ rel: String, _ kind: PageLink.Kind) -> String? {
    if !rel.isEmpty { return rel }
    return kind == .anchor ? nil : kind.rawValue
  }
}

/// Names of files, told by their ending.
enum FileName {
  /// Endings of documents, spreadsheets and archives, lower case.
  private static let endings = PackedNames(
    """
    pdf doc docx xls xlsx ppt pptx wps et dps ofd ceb rtf zip rar 7z gz csv txt tif tiff odt ods
    """.split(whereSeparator: \.isWhitespace).map { (packed($0), true) })

  /// Whether the path ends like such a file, or the query names one.
  static func isAttachment(_ url: String) -> Bool {
    unsafe url.utf8.withContiguousStorageIfAvailable { unsafe namesFile($0) } ?? false
  }

  private static func namesFile(_ url: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let query = unsafe place(of: 0x3F, in: url, from: 0) else { return unsafe endsAsFile(url) }
    if unsafe endsAsFile(url[..<query]) { return true }
    return unsafe url[query...].split(separator: 0x26).contains { unsafe endsAsFile($0) }
  }

  /// The title when it ends like a file, otherwise the last part of the path, decoded where it is UTF-8.
  static func name(of url: String, title: String?) -> String? {
    if let title, endsAsFile(title.utf8) { return title }
    let path = url.prefix { $0 != "?" }
    guard let last = path.split(separator: "/").last else { return nil }
    return last.removingPercentEncoding ?? String(last)
  }

  private static func endsAsFile(_ text: some BidirectionalCollection<UInt8>) -> Bool {
    var key: UInt64 = 0
    var index = text.endIndex
    for count in 0...4 where index > text.startIndex {
      text.formIndex(before: &index)
      let byte = text[index]
      if byte == 0x2E { return count > 0 && endings[key] != nil }
      key = key << 8 | UInt64(byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte)
    }
    return false
  }
}

extension Substring {
  /// Percent-encoded bytes as UTF-8; nil when they are not that.
  fileprivate var removingPercentEncoding: String? {
    var bytes: [UInt8] = []
    var rest = utf8[...]
    while let byte = rest.popFirst() {
      if byte == 0x25, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16), rest.count >= 2 {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
