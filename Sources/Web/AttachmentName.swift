/// What an attachment is called, by everything that names it.
package enum AttachmentName {
  /// A file name that is safe on every system, never empty: the link's text when that names a document, then the header's
  /// `filename*` (RFC 8187), then its `filename` (UTF-8 or gb18030, escapes and encoded words undone), then the path's
  /// last segment, then a bare link text.
  ///
  /// - Parameters:
  ///   - linkText: the text of the link that led there.
  ///   - contentDisposition: the header's value as received.
  ///   - path: the path and query of the address.
  ///   - type: what the bytes are; its extension is added to a name that has none of a document.
  package static func choose(
    linkText: String?, contentDisposition: [UInt8]? = nil, path: String, type: MediaType? = nil
  ) -> String {
    let link = linkText.map { safe($0) } ?? ""
    if hasDocumentExtension(link) { return link }
    let named = contentDisposition.flatMap { fileName(inDisposition: $0) }.map { safe($0) } ?? ""
    let leaf = safe(pathLeaf(path))
    let rest = [named, leaf].first { hasDocumentExtension($0) }
    let suffix = rest.flatMap { pathExtension($0) } ?? type.map(\.fileExtension)
    // A link text that says something names a file better than `P020260131.doc`, once it has an extension.
    if isDescriptive(link), let suffix { return safe(link + "." + suffix) }
    let chosen = rest ?? [named, leaf, link].first { !$0.isEmpty } ?? "attachment"
    return hasDocumentExtension(chosen) || suffix == nil ? chosen : safe(chosen + "." + (suffix ?? ""))
  }

  /// The name in a Content-Disposition (RFC 6266): `filename*` before `filename`; nil without either.
  static func fileName(inDisposition value: [UInt8]) -> String? {
    let parts = quotedSplit(value[...], by: 0x3B)
    let extended = parts.lazy.compactMap { parameterBytes($0, named: "filename*") }.first
    if let extended, let name = extendedValue(extended), !name.isEmpty { return name }
    guard let plain = parts.lazy.compactMap({ parameterBytes($0, named: "filename") }).first else { return nil }
    let text = decoded(percentDecoded(plain))
    return EncodedWord.decoded(text)
  }

  /// `charset'language'escaped` (RFC 8187 §3.2).
  private static func extendedValue(_ value: [UInt8]) -> String? {
    let parts = value.split(separator: 0x27, maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, let charset = Charset(label: String(decoding: parts[0], as: UTF8.self)) else { return nil }
    return Charset.decode(percentDecoded(parts[2]), as: charset).text
  }

  /// UTF-8 when it is that, otherwise gb18030.
  private static func decoded(_ bytes: [UInt8]) -> String {
    UTF8Text.isValid(bytes)
      ? String(decoding: bytes, as: UTF8.self) : Charset.decode(bytes, as: .gb18030).text
  }

  private static func pathLeaf(_ path: String) -> String {
    let whole = Array(path.utf8.prefix { $0 != 0x3F && $0 != 0x23 })
    return decoded(percentDecoded(whole[((whole.lastIndex(of: 0x2F) ?? -1) + 1)...]))
  }
}

// MARK: What a name is

extension AttachmentName {
  /// Whether it ends in the extension of a document, a picture or an archive: a page's extension names no attachment.
  private static func hasDocumentExtension(_ name: String) -> Bool {
    guard let suffix = pathExtension(name), name.utf8.count > suffix.utf8.count + 1,
      let type = MediaType(fileExtension: suffix)
    else { return false }
    return !type.isHTML && !["js", "css", "bin"].contains(type.fileExtension)
  }

  /// Whether a link's text says what the file is, which "下载" and "附件1" do not.
  private static func isDescriptive(_ text: String) -> Bool {
    let letters = text.lowercased().unicodeScalars.filter { $0.properties.isAlphabetic }
    var words = String(String.UnicodeScalarView(letters))
    for word in emptyWords { words = words.replacing(word, with: "") }
    return words.unicodeScalars.count >= 2
  }

  /// No path, no control or direction characters, nothing that a file system forbids; 180 bytes at most, the extension
  /// kept.
  static func safe(_ name: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in name.unicodeScalars {
      if scalar.properties.isWhitespace || scalar.value < 0x20 {
        if let last = scalars.last, last != " " { scalars.append(" ") }
      } else if forbidden.contains(scalar) {
        scalars.append("_")
      } else if !isInvisible(scalar) {
        scalars.append(scalar)
      }
    }
    while let last = scalars.last, last == " " || last == "." { scalars.removeLast() }
    let text = String(scalars.drop { $0 == " " || $0 == "." })
    let stem = text.prefix { $0 != "." }.lowercased()
    return cut(reserved.contains(stem) ? "_" + text : text)
  }

  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .unassigned: true
    default: false
    }
  }

  private static func cut(_ name: String) -> String {
    guard name.utf8.count > maxLength else { return name }
    let suffix = pathExtension(name).map { "." + $0 } ?? ""
    var stem = name.unicodeScalars.dropLast(suffix.unicodeScalars.count)
    while String(stem).utf8.count + suffix.utf8.count > maxLength { stem = stem.dropLast() }
    return String(stem) + suffix
  }

  private static let maxLength = 180
  private static let forbidden: Set<Unicode.Scalar> = ["/", "\\", ":", "*", "?", "\"", "<", ">", "|"]
  /// Names that Windows keeps for devices.
  private static let reserved: Set<String> = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2",
    "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
  ]
  private static let emptyWords = [
    "点击", "下载", "此处", "这里", "附件", "查看", "打开", "详情", "更多", "全文", "原文", "文件", "文档", "版", "请",
    "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "download", "attachment", "click", "here", "view", "more",
    "pdf", "word", "excel", "doc", "file",
  ]
}
