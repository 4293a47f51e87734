package import Archiving
package import Fetching
package import Web

/// What every visit goes through: the queue that fetches, the archive that keeps, the clock. One value a run.
package struct Road: Sendable {
  package let fetching: FetchQueue
  package let archive: Archive
  package let settings: FetchSettings
  package let userAgent: String
  /// The wall clock.
  package let now: @Sendable () -> Timestamp

  package init(
    fetching: FetchQueue, archive: Archive, config: Config, now: @escaping @Sendable () -> Timestamp
  ) {
    self.fetching = fetching
    self.archive = archive
    settings = config.fetching
    userAgent = Self.userAgent(contact: config.contact)
    self.now = now
  }

  /// `Fangzhi/0.1.0 (+contact)`: an honest name, never a browser's.
  package static func userAgent(contact: String) -> String {
    let about = contact.isEmpty ? "archives public government information" : "+\(contact)"
    return "Fangzhi/\(Release.version) (\(about))"
  }
}
