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
    for (link, resolved) in zip(page.links, addresses.links) {
      guard let url = addresses.absolute(link.reference, resolved) else { continue }
      if link.kind != .image { links.append(DocumentLink(url: url, text: link.text, rel: PageLinks.rel(link))) }
      guard FileName.isAttachment(url), last < 0 || link.block >= max(0, first - 4) && link.block <= end else {
        continue
      }
      add(link, url)
    }
    parts = PageParts(page, addresses, bodyEnd: last).addresses
  }

  private mutating func add(_ link: PageLink, _ url: String) {
    guard link.kind != .image, attachments.count < 500, !attachments.contains(where: { $0.url == url }) else { return }
    let title = link.text.isEmpty ? nil : link.text
    attachments.append(DocumentAttachment(url: url, title: title, filename: FileName.name(of: url, title: title)))
  }

  private static func rel(_ link: PageLink) -> String? {
    if !link.rel.isEmpty { return link.rel }
    return link.kind == .anchor ? nil : link.kind.rawValue
  }
}

/// Names of files, told by their ending.
enum FileName {
  /// Endings of documents, spreadsheets and archives, lower case.
  private static let endings = Set(
    """
    pdf doc docx xls xlsx ppt pptx wps et dps ofd ceb rtf zip rar 7z gz csv txt tif tiff odt ods
    """.split(whereSeparator: \.isWhitespace).map { packed($0) })

  /// Whether the path ends like such a file, or the query names one.
  static func isAttachment(_ url: String) -> Bool {
    unsafe url.utf8.withContiguousStorageIfAvailable { unsafe namesFile($0) } ?? namesFile(Array(url.utf8))
  }

  private static func namesFile(_ url: some RandomAccessCollection<UInt8>) -> Bool {
    guard let query = url.firstIndex(of: 0x3F) else { return endsAsFile(url) }
    if endsAsFile(url[..<query]) { return true }
    return url[query...].split(separator: 0x26).contains { endsAsFile($0) }
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
    for (count, byte) in text.reversed().enumerated() {
      if byte == 0x2E { return count > 0 && endings.contains(key) }
      guard count < 4 else { return false }
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
