internal import Web

/// What file names tell of the files behind links.
enum FileNames {
  /// `.attachment` for documents, archives, sound and film, `.image` for images, else `.link`.
  static func kind(_ url: CrawlURL) -> DiscoveredLink.Kind {
    let name = fileExtension(url.pathBytes)
    return name == 0 ? .link : kinds[name] ?? .link
  }

  static func isAttachment(_ path: String) -> Bool { kinds[fileExtension(path.utf8[...])] == .attachment }

  static func hasKnownExtension(_ path: String) -> Bool {
    let name = fileExtension(path.utf8.prefix { $0 != 0x3F && $0 != 0x23 })
    return pages.contains(name) || kinds[name] == .attachment
  }

  /// In lower case, packed as the sets are; 0 without one, and for one that is longer than any known.
  private static func fileExtension(_ path: Substring.UTF8View) -> UInt64 {
    unsafe path.withContiguousStorageIfAvailable { unsafe fileExtension($0.span) } ?? fileExtension(Array(path).span)
  }

  private static func fileExtension(_ path: Span<UInt8>) -> UInt64 {
    var name: UInt64 = 0
    for index in (max(0, path.count - 6)..<path.count).reversed() {
      let byte = path[index]
      if byte == 0x2E { return name }
      if byte == 0x2F { return 0 }
      name = name << 8 | UInt64((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
    }
    return 0
  }

  private static func packedNames(_ names: String) -> [UInt64] { names.split(separator: " ").map { packed($0) } }

  private static let pages = Set(packedNames("html htm shtml shtm jsp jspx jhtml aspx asp php do"))
  private static let images = packedNames("jpg jpeg png gif bmp webp svg ico tif tiff")
  private static let attachments = packedNames(
    "pdf doc docx wps xls xlsx et ppt pptx dps ofd ceb cebx rtf csv txt odt ods zip rar 7z mp3 wav mp4 flv avi wmv mov")
  /// `.attachment` or `.image`; no name is both.
  private static let kinds = Dictionary(
    uniqueKeysWithValues: attachments.map { ($0, DiscoveredLink.Kind.attachment) } + images.map { ($0, .image) })
}
