package import Web

/// A page that a WACZ file offers as an entry, in `pages/pages.jsonl` (WACZ 1.1.1 §5.2.2).
package struct WACZPage: Hashable, Sendable {
  package let url: String
  package let captured: Timestamp
  package let title: String?
  /// The plain text, for searching in the player.
  package let text: String?

  package init(url: String, captured: Timestamp, title: String? = nil, text: String? = nil) {
    self.url = url
    self.captured = captured
    self.title = title
    self.text = text
  }
}

extension WACZPage {
  /// The head line of `pages.jsonl`.
  static func head(title: String, hasText: Bool) -> [UInt8] {
    var head = JSONWriter(.compact)
    head.object { writer in
      writer.member("format", "json-pages-1.0")
      writer.member("id", "pages")
      writer.member("title", title)
      writer.member("hasText", hasText)
    }
    return head.bytes + [0x0A]
  }

  /// A page's line below it.
  var line: [UInt8] {
    var writer = JSONWriter(.compact)
    writer.object { writer in
      // The same page of the same moment has the same id in every export.
      writer.member("id", String(Digest(of: "\(captured.fourteenDigits) \(url)".utf8).hex.prefix(16)))
      writer.member("url", url)
      writer.member("ts", captured.iso8601)
      writer.member("title", ifPresent: title)
      writer.member("text", ifPresent: text)
    }
    return writer.bytes + [0x0A]
  }
}
