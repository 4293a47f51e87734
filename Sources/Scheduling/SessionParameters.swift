package import Web

/// Parameters that name a visitor and not a document: `;jsessionid=…`, `PHPSESSID`, and what a portal file adds.
package struct SessionParameters: Hashable, Sendable {
  /// In lower case.
  package let names: Set<String>

  /// `sid` is none of them: the list interface of Guangdong's platform needs it.
  package init(adding names: some Sequence<String> = []) {
    self.names = SessionParameters.usual.union(names.map { $0.lowercased() })
  }

  private static let usual: Set<String> = [
    "jsessionid", "phpsessid", "sessionid", "session_id", "sessid", "aspsessionid", "asp.net_sessionid", "cfid",
    "cftoken", "zenid", "oscsid",
  ]

  /// The address without them; the same address when there are none.
  package func stripped(_ url: CrawlURL) -> CrawlURL {
    guard url.text.utf8.contains(0x3B) || url.query != nil, first(in: URLWords(url)) != nil else { return url }
    var text = "\(url.scheme)://\(url.authority)\(path(url.path))"
    let kept = (url.query ?? "").split(separator: "&", omittingEmptySubsequences: false).filter { pair in
      !isSession(pair.prefix { $0 != "=" })
    }
    if url.query != nil, !kept.allSatisfy(\.isEmpty) { text += "?" + kept.joined(separator: "&") }
    return CrawlURL(text) ?? url
  }

  /// Cuts `;jsessionid=…` off the path's segments.
  private func path(_ path: String) -> String {
    path.split(separator: "/", omittingEmptySubsequences: false).map { segment in
      let parts = segment.split(separator: ";", omittingEmptySubsequences: false)
      return parts.enumerated().filter { $0.offset == 0 || !isSession($0.element.prefix { $0 != "=" }) }
        .map(\.element).joined(separator: ";")
    }.joined(separator: "/")
  }

  private func isSession(_ name: Substring) -> Bool {
    let name = name.lowercased()
    return names.contains(name) || name.hasPrefix("aspsessionid")
  }

  /// The first one an address has.
  func first(in words: URLWords) -> String? {
    if let parameter = words.parameters.first(where: { isSession($0.name[...]) }) { return parameter.name }
    for segment in words.segments where segment.utf8.contains(0x3B) {
      for part in segment.split(separator: ";").dropFirst() where isSession(part.prefix { $0 != "=" }) {
        return String(part.prefix { $0 != "=" })
      }
    }
    return nil
  }
}
