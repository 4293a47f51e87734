extension MediaType {
  /// What some bytes are, whatever a server calls them: magic numbers first, then the declared type where the bytes can
  /// be that, then what the text looks like, then the path's extension.
  ///
  /// An attachment sent as `application/octet-stream` or `text/html` gets its own type, and an error page sent as
  /// `application/pdf` is HTML.
  package static func sniff(_ bytes: [UInt8], declared: MediaType?, path: String) -> MediaType {
    if let type = binary(bytes, path: path) { return type }
    let declared = declared.map { $0.isUnspecific ? nil : $0 } ?? nil
    guard isTextual(bytes, isDeclared: declared?.isText == true) else {
      if let declared, !declared.isText { return declared }
      return byPath(path).flatMap { $0.isText ? nil : $0 } ?? .octetStream
    }
    let looks = textual(bytes)
    if let declared, declared.agrees(with: looks, path: path) { return declared }
    if let looks { return looks }
    if let named = byPath(path), named.isText { return named }
    if let declared, !isMagical(declared) { return declared }
    return bytes.isEmpty ? byPath(path) ?? .octetStream : .plain
  }

  private var isUnspecific: Bool {
    [
      "application/octet-stream", "application/x-download", "application/force-download", "binary/octet-stream",
      "application/download", "application/unknown", "unknown/unknown", "*/*",
    ].contains(essence)
  }

  /// Whether text that looks like that (nil: like nothing in particular) may be of this declared type.
  private func agrees(with looks: MediaType?, path: String) -> Bool {
    guard isText else { return looks == nil && !MediaType.isMagical(self) }
    guard let looks else { return true }
    if looks.isHTML { return isHTML || isScript || essence == "text/plain" && pathExtension(path) == "txt" }
    return !isHTML && (looks != .json || essence != "text/plain")
  }

  /// Scripts and style sheets may begin with anything.
  private var isScript: Bool { essence.hasSuffix("javascript") || essence == "text/css" || essence.hasSuffix("+xml") }

  /// Types whose files always begin with a magic number: text is none of them.
  private static func isMagical(_ type: MediaType) -> Bool {
    ["pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "zip", "rar", "7z", "gz", "jpg", "png", "gif", "webp"]
      .contains(type.fileExtension)
  }
}

// MARK: Text

extension MediaType {
  /// No byte that only binary files have (MIME Sniffing §3, "binary data byte") in the first 4 KiB, or UTF-16. Pages of
  /// old systems hold stray control bytes: one in twenty is let pass when something else says that they are text.
  private static func isTextual(_ bytes: [UInt8], isDeclared: Bool) -> Bool {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return true }
    let head = bytes.prefix(4_096)
    let odd = head.count { !$0.isTextual && $0 != 0x1B }
    return odd == 0 || (odd * 20 <= head.count && (isDeclared || textual(bytes) != nil))
  }

  /// HTML, XML or JSON by the first thing that is no blank, no mark and no comment; nil for other text.
  private static func textual(_ bytes: [UInt8]) -> MediaType? {
    var head = bytes.prefix(4_096)
    if head.contains(0) { head = head.filter { $0 != 0 }[...] }
    for mark in [[0xEF, 0xBB, 0xBF], [0xFF, 0xFE], [0xFE, 0xFF]] as [[UInt8]] where head.starts(with: mark) {
      head = head.dropFirst(mark.count)
    }
    head = head.drop(while: \.isASCIIBlank)
    if begins(head, with: "<?xml") { return contains(head, "<html") ? MediaType("application/xhtml+xml") : .xml }
    while begins(head, with: "<!--") {
      guard let end = firstRange(of: Array("-->".utf8), in: head) else { return .html }
      head = head[end.upperBound...].drop(while: \.isASCIIBlank)
    }
    if htmlTags.contains(where: { begins(head, with: $0) && endsTag(head.dropFirst($0.utf8.count).first) }) {
      return .html
    }
    if head.first == 0x3C, ["<html", "<head", "<body"].contains(where: { contains(head, $0) }) { return .html }
    return looksLikeJSON(head, of: bytes) ? .json : nil
  }

  private static func endsTag(_ byte: UInt8?) -> Bool {
    byte.map { $0.isASCIIBlank || $0 == 0x3E || $0 == 0x2F } ?? true
  }

  private static func looksLikeJSON(_ head: ArraySlice<UInt8>, of bytes: [UInt8]) -> Bool {
    guard let open = head.first, open == 0x7B || open == 0x5B, let close = bytes.last(where: { !$0.isASCIIBlank })
    else {
      return false
    }
    let next = head.dropFirst().first { !$0.isASCIIBlank }
    let allowed: [UInt8] = open == 0x7B ? [0x22, 0x7D] : [0x22, 0x7B, 0x5B, 0x5D]
    return close == open + 2 && next.map { allowed.contains($0) } == true
  }

  private static func contains(_ head: ArraySlice<UInt8>, _ tag: String) -> Bool {
    firstRange(of: Array(tag.utf8), in: head.map(\.asciiLowercased)[...]) != nil
  }
}

func begins(_ bytes: ArraySlice<UInt8>, with lowercase: String) -> Bool {
  bytes.prefix(lowercase.utf8.count).elementsEqual(lowercase.utf8) { $0.asciiLowercased == $1 }
}

func firstRange(of needle: [UInt8], in bytes: ArraySlice<UInt8>) -> Range<Int>? {
  guard let head = needle.first, bytes.count >= needle.count else { return nil }
  for start in bytes.startIndex...(bytes.endIndex - needle.count)
  where bytes[start] == head && bytes[start..<start + needle.count].elementsEqual(needle) {
    return start..<start + needle.count
  }
  return nil
}

/// Tags that only HTML begins with (MIME Sniffing §7.1), and some that fragments of portals begin with.
private let htmlTags = [
  "<!doctype html", "<html", "<head", "<script", "<iframe", "<h1", "<div", "<font", "<table", "<a", "<style", "<title",
  "<b", "<body", "<br", "<p", "<meta", "<link", "<base", "<frameset", "<span", "<ul", "<form", "<center",
]
