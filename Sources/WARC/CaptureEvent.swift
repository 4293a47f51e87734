package import Web

/// What all records of one visit share (WARC/1.1 §5.7: "capture event").
package struct CaptureEvent: Hashable, Sendable {
  /// Percent-encoded ASCII, as `CrawlURL.text` gives it.
  package var targetURI: String
  /// When the fetch began; the same in every record of the event.
  package var date: Timestamp
  /// The address that was connected to, IPv6 without brackets; nil when there was no connection.
  package var ipAddress: String? = nil
  /// From the highest layer down: `["h2", "tls/1.3"]`.
  package var protocols: [String] = []
  /// `TLS_AES_128_GCM_SHA256`; nil without TLS.
  package var cipherSuite: String? = nil
  /// The warcinfo record at the head of the file that the records go to.
  package var warcinfoID: RecordID? = nil
  /// The other archive's record that the capture was taken from; nil for a visit of our own. It stands in the extension
  /// field WARC-Imported-Record-ID.
  package var importedID: RecordID? = nil

  package init(
    targetURI: String, date: Timestamp, ipAddress: String? = nil, protocols: [String] = [],
    cipherSuite: String? = nil, warcinfoID: RecordID? = nil, importedID: RecordID? = nil
  ) {
    self.targetURI = targetURI
    self.date = date
    self.ipAddress = ipAddress
    self.protocols = protocols
    self.cipherSuite = cipherSuite
    self.warcinfoID = warcinfoID
    self.importedID = importedID
  }
}

/// The response that a revisit stands for: always one that holds its payload, never another revisit.
package struct OriginalCapture: Hashable, Sendable {
  package let id: RecordID
  package let targetURI: String
  package let date: Timestamp

  package init(id: RecordID, targetURI: String, date: Timestamp) {
    self.id = id
    self.targetURI = targetURI
    self.date = date
  }

  /// The same, read off the response itself; nil without a target.
  package init?(_ response: WARCRecord) {
    guard let targetURI = response.targetURI else { return nil }
    self.init(id: response.id, targetURI: targetURI, date: response.date)
  }
}
