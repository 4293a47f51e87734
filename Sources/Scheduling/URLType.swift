package import Web

/// What a link leads to, as far as its address and its kind of link tell before it is fetched.
package enum URLType: String, Sendable, Hashable, Codable, CaseIterable {
  case page
  /// PDF, Word, Excel, WPS, OFD and their kin.
  case document
  case archive, image, style, script, font, audio, video, sitemap, feed
  /// An answer for programs: JSON or XML of a list.
  case api
  /// Programs and disk images, which no archive of portals wants.
  case program

  /// By the file name extension; `.page` when it is unknown or there is none.
  package init(_ url: CrawlURL) {
    let name = URLType.fileExtension(of: url)
    if name == "xml" {
      self = url.path.lowercased().contains("sitemap") ? .sitemap : .api
    } else {
      self = name.flatMap { byExtension[$0] } ?? .page
    }
  }

  /// What hangs on a page and is archived with it.
  package var isAttachment: Bool { self == .document || self == .archive || self == .audio || self == .video }

  /// `pdf` of `/a/b.PDF?x=1`; nil without one.
  package static func fileExtension(of url: CrawlURL) -> String? {
    let path = url.text.utf8.span.extracting(url.pathPlace)
    var dot = path.count - 1
    while dot > 0, path[dot] != 0x2E, path[dot] != 0x2F { dot -= 1 }
    guard dot > 0, path[dot] == 0x2E, (1...5).contains(path.count - dot - 1) else { return nil }
    let letters = (dot + 1..<path.count).map { path[$0] }
    return String(decoding: letters.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
  }
}

private let byExtension: [String: URLType] = {
  let groups: [(URLType, String)] = [
    (.page, "html htm shtml shtm xhtml jsp jspx jhtml php asp aspx do action cgi"),
    (.document, "pdf doc docx wps xls xlsx et ppt pptx dps ofd ceb cebx rtf txt csv odt ods caj"),
    (.archive, "zip rar 7z gz tar tgz"),
    (.image, "jpg jpeg png gif bmp webp svg ico tif tiff"),
    (.style, "css"), (.script, "js mjs map"), (.font, "woff woff2 ttf eot otf"),
    (.audio, "mp3 wav m4a wma aac ogg"), (.video, "mp4 flv avi wmv mov rmvb mpg mpeg m3u8 swf"),
    (.feed, "rss atom"), (.api, "json"), (.program, "exe apk msi dmg iso ipa dll cab bin"),
  ]
  var table: [String: URLType] = [:]
  for (type, names) in groups { for name in names.split(separator: " ") { table[String(name)] = type } }
  return table
}()
