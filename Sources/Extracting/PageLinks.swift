internal import Web

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
    for link in page.links {
      guard let url = addresses.resolve(link.reference) else { continue }
      if link.kind != .image { links.append(DocumentLink(url: url.text, text: link.text, rel: PageLinks.rel(link))) }
      guard FileName.isAttachment(url), last < 0 || link.block >= max(0, first - 4) && link.block <= end else {
        continue
      }
      add(link, url)
    }
    parts = PageParts(page, addresses, bodyEnd: last).addresses
  }

  private mutating func add(_ link: PageLink, _ url: CrawlURL) {
    guard link.kind != .image, !attachments.contains(where: { $0.url == url.text }) else { return }
    let title = link.text.isEmpty ? nil : link.text
    attachments.append(DocumentAttachment(url: url.text, title: title, filename: FileName.name(of: url, title: title)))
  }

  private static func rel(_ link: PageLink) -> String? {
    if !link.rel.isEmpty { return link.rel }
    return link.kind == .anchor ? nil : link.kind.rawValue
  }
}

/// Names of files, told by their ending.
enum FileName {
  /// Endings of documents, spreadsheets and archives, lower case.
  static let endings: Set<String> = [
    "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "wps", "et", "dps", "ofd", "ceb", "rtf", "zip", "rar", "7z",
    "gz",
    "csv", "txt", "tif", "tiff", "odt", "ods",
  ]

  static func isAttachment(_ url: CrawlURL) -> Bool { endings.contains(ending(of: url)) }

  /// The ending of the path, or of a file that the query names.
  static func ending(of url: CrawlURL) -> String {
    let inPath = ending(url.path)
    if endings.contains(inPath) { return inPath }
    guard let query = url.query else { return inPath }
    for pair in query.split(separator: "&") {
      let value = pair.split(separator: "=", maxSplits: 1).last ?? ""
      let found = ending(String(value))
      if endings.contains(found) { return found }
    }
    return inPath
  }

  /// The title when it ends like a file, otherwise the last part of the path, decoded where it is UTF-8.
  static func name(of url: CrawlURL, title: String?) -> String? {
    if let title, endings.contains(ending(title)) { return title }
    guard let last = url.path.split(separator: "/").last else { return nil }
    return last.removingPercentEncoding ?? String(last)
  }

  private static func ending(_ text: String) -> String {
    guard let dot = text.utf8.lastIndex(of: 0x2E) else { return "" }
    let ending = text[text.index(after: dot)...]
    return ending.utf8.count <= 5 ? ending.lowercased() : ""
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
