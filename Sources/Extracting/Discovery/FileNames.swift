internal import Web

/// What file names tell of the files behind links.
enum FileNames {
  /// `.attachment` for documents, archives, sound and film, `.image` for images, else `.link`.
  static func kind(_ url: CrawlURL) -> DiscoveredLink.Kind {
    let name = fileExtension(url.pathBytes)
    if attachments.contains(name) { return .attachment }
    return images.contains(name) ? .image : .link
  }

  static func isAttachment(_ path: String) -> Bool { attachments.contains(fileExtension(path.utf8[...])) }

  static func hasKnownExtension(_ path: String) -> Bool {
    let name = fileExtension(path.utf8.prefix { $0 != 0x3F && $0 != 0x23 })
    return pages.contains(name) || attachments.contains(name)
  }

  /// In lower case, packed as the sets are; 0 without one, and for one that is longer than any known.
  private static func fileExtension(_ path: Substring.UTF8View) -> UInt64 {
    var name: UInt64 = 0
    for byte in path.suffix(6).reversed() {
      if byte == 0x2E { return name }
      if byte == 0x2F { return 0 }
      name = name << 8 | UInt64((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
    }
    return 0
  }

  private static func packedSet(_ names: String) -> Set<UInt64> {
    Set(names.split(separator: " ").map { packed($0) })
  }

  private static let pages = packedSet("html htm shtml shtm jsp jspx jhtml aspx asp php do")
  private static let images = packedSet("jpg jpeg png gif bmp webp svg ico tif tiff")
  private static let attachments = packedSet(
    "pdf doc docx wps xls xlsx et ppt pptx dps ofd ceb cebx rtf csv txt odt ods zip rar 7z mp3 wav mp4 flv avi wmv mov")
}
