internal import Cataloguing

extension NamedFetch {
  /// What the person asked for.
  package struct Wishes: Sendable {
    package var allowsPrivateAddresses = false
    package var ignoresRobots = false
    package var wantsAttachments = false
    /// Seconds between two requests to a host; nil: the portal's or the config's, none for private addresses. Only a
    /// private host is asked at a shorter distance than its own.
    package var delaySeconds: Double?

    package init() {}
  }
}

extension NamedFetch.Wishes {
  /// As words for the catalogue; the delay has a column of its own.
  package var words: String {
    let all = [
      (allowsPrivateAddresses, "allow-private"), (ignoresRobots, "ignore-robots"), (wantsAttachments, "attachments"),
    ]
    return all.filter(\.0).map(\.1).joined(separator: " ")
  }

  init(_ request: NamedRequest) {
    self.init()
    let words = Set(request.options.split(separator: " "))
    allowsPrivateAddresses = words.contains("allow-private")
    ignoresRobots = words.contains("ignore-robots")
    wantsAttachments = words.contains("attachments")
    delaySeconds = request.delay
  }
}
