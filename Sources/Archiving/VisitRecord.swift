package import Cataloguing
private import Foundation
package import WARC
package import Web

/// What the `metadata` record of a visit says: everything that is not in request and response, enough to make the
/// catalogue again without them.
package struct VisitRecord: Sendable, Hashable {
  package var outcome: Outcome
  package var reason: String?
  package var status: Int?
  package var version: VersionID?
  package var facts: VisitFacts
  /// The extractor that judged it, `fangzhi-1.0.0`; nil when no page was read.
  package var extractor: String?
  package var charset: String?
  /// SHA-256 of the decoded body.
  package var body: Digest?
  package var fetchMilliseconds: Int?
  package var isLengthKnown: Bool = true
  /// Exceptions to strict TLS that were in force, and why the certificate could not be verified.
  package var tlsExceptions: String?
  package var tlsVerifyError: String?
  /// SHA-256 of the certificate chain, which stands in a `resource` record.
  package var certificates: Digest?
  /// The address's key; nil when it follows from the URL alone.
  package var key: String?
  /// The field lines of a 304, whose record has an empty block.
  package var notModifiedFields: [String] = []
  /// The line that the hash chain counts, and the head after it.
  package var chainLine: String
  package var chain: Digest

  package var fields: WARCFields {
    var fields = facts.fields
    fields.add("outcome", outcome.rawValue)
    fields.add("reason", reason)
    fields.add("status", status.map(String.init))
    fields.add("version", version?.text)
    fields.add("extractor", extractor)
    fields.add("charset", charset)
    fields.add("body", body?.warcValue)
    fields.add("fetchTimeMs", fetchMilliseconds.map(String.init))
    if !isLengthKnown { fields.add("completeness", "unknown") }
    fields.add("tlsExceptions", tlsExceptions)
    fields.add("tlsVerifyError", tlsVerifyError)
    fields.add("certificates", certificates?.warcValue)
    fields.add("key", key)
    for line in notModifiedFields { fields.add("notModifiedField", line) }
    fields.add("chainLine", chainLine)
    fields.add("chain", chain.hex)
    return fields
  }

  /// The head of a 304; nil for any other answer, whose head stands in its own record.
  package var head: HeaderList? {
    if notModifiedFields.isEmpty { return nil }
    let lines = ["HTTP/1.1 304 Not Modified"] + notModifiedFields
    return HeaderList(parsing: Array(lines.joined(separator: "\n").utf8))
  }

  package init(
    outcome: Outcome, reason: String?, status: Int?, version: VersionID?, facts: VisitFacts, chainLine: String,
    chain: Digest
  ) {
    self.outcome = outcome
    self.reason = reason
    self.status = status
    self.version = version
    self.facts = facts
    self.chainLine = chainLine
    self.chain = chain
  }

  /// Reads a record of ours; nil for one that others wrote.
  package init?(_ fields: WARCFields) {
    guard let outcome = fields["outcome"].flatMap({ Outcome(rawValue: $0) }), let line = fields["chainLine"],
      let chain = fields["chain"].flatMap({ Digest(hex: $0) }), let facts = VisitFacts(fields)
    else { return nil }
    self.init(
      outcome: outcome, reason: fields["reason"], status: fields["status"].flatMap { Int($0) },
      version: fields["version"].flatMap { VersionID($0) }, facts: facts, chainLine: line, chain: chain)
    extractor = fields["extractor"]
    charset = fields["charset"]
    body = Self.digest(fields["body"])
    fetchMilliseconds = fields["fetchTimeMs"].flatMap { Int($0) }
    isLengthKnown = fields["completeness"] != "unknown"
    tlsExceptions = fields["tlsExceptions"]
    tlsVerifyError = fields["tlsVerifyError"]
    certificates = Self.digest(fields["certificates"])
    key = fields["key"]
    notModifiedFields = fields.values(of: "notModifiedField")
  }

  private static func digest(_ value: String?) -> Digest? {
    value.flatMap { LabelledDigest($0)?.sha256 }
  }
}
