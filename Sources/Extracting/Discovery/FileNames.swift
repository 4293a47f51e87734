internal import Web

/// What file names tell of the files behind links.
enum FileNames {
  /// `.attachment` for documents, archives, sound and film, `.image` for images, else `.link`.
  static func kind(_ url: CrawlURL) -> DiscoveredLink.Kind {
    let name = fileExtension(url.path)
    if attachments.contains(name) { return .attachment }
    return images.contains(name) ? .image : .link
  }

  static func isAttachment(_ path: String) -> Bool { attachments.contains(fileExtension(path)) }

  static func hasKnownExtension(_ path: String) -> Bool {
    let name = fileExtension(path.prefix { $0 != "?" && $0 != "#" })
    return pages.contains(name) || attachments.contains(name)
  }

  /// In lower case; empty without one.
  private static func fileExtension(_ path: some StringProtocol) -> String {
    let letters = path.utf8.suffix(6).split(separator: 0x2E, omittingEmptySubsequences: false).dropFirst().last ?? []
    guard !letters.contains(0x2F) else { return "" }
    return String(decoding: letters.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
  }

  private static let pages: Set<String> = [
    "html", "htm", "shtml", "shtm", "jsp", "jspx", "jhtml", "aspx", "asp", "php", "do",
  ]
  private static let images: Set<String> = ["jpg", "jpeg", "png", "gif", "bmp", "webp", "svg", "ico", "tif", "tiff"]
  private static let attachments: Set<String> = [
    "pdf", "doc", "docx", "wps", "xls", "xlsx", "et", "ppt", "pptx", "dps", "ofd", "ceb", "cebx", "rtf", "csv", "txt",
    "odt", "ods", "zip", "rar", "7z", "mp3", "wav", "mp4", "flv", "avi", "wmv", "mov",
  ]
}
