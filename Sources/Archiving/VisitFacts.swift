package import WARC
package import Web

/// What is true of a visit besides the answer: who asked, from where, under which rules.
package struct VisitFacts: Sendable, Hashable {
  /// The run's id.
  package var run: String
  /// The address that led here; nil for a seed or a named URL.
  package var via: String?
  /// How many redirects led here.
  package var hops: Int = 0
  /// What robots.txt said: `allowed`, `ignored`, `unavailable` …, with the rule where there is one.
  package var robots: String
  package var materialise: Materialisation = .substantive
  /// After how many days an address that is found gone counts as gone; default 3.
  package var goneConfirmations: Int = 3
  /// The rules that the page is cleaned by, once `adopt` made them known; nil for the built-in algorithm alone.
  package var cleaning: Digest?
  /// Whose capture it was; nil for a visit of our own.
  package var imported: ImportOrigin?

  package init(run: String, robots: String) {
    self.run = run
    self.robots = robots
  }
}

extension VisitFacts {
  /// As they stand in a visit's metadata record.
  package var fields: WARCFields {
    var fields = WARCFields()
    fields.add("run", run)
    fields.add("via", via)
    fields.add("hops", String(hops))
    fields.add("robots", robots)
    fields.add("materialise", materialise.rawValue)
    fields.add("goneConfirmations", String(goneConfirmations))
    fields.add("cleaning", cleaning?.warcValue)
    fields.add("importedFrom", imported?.file.warcValue)
    fields.add("importedRecord", imported?.record)
    fields.add("importedType", imported?.type)
    return fields
  }

  /// Reads them back; nil in a record that is not ours.
  package init?(_ fields: WARCFields) {
    guard let run = fields["run"] else { return nil }
    self.init(run: run, robots: fields["robots"] ?? "unknown")
    via = fields["via"]
    hops = fields["hops"].flatMap { Int($0) } ?? 0
    materialise = fields["materialise"].flatMap { Materialisation(rawValue: $0) } ?? .substantive
    goneConfirmations = fields["goneConfirmations"].flatMap { Int($0) } ?? goneConfirmations
    cleaning = fields["cleaning"].flatMap { LabelledDigest($0)?.sha256 }
    imported = ImportOrigin(fields)
  }
}

/// Which versions get a folder in `pages/`.
package enum Materialisation: String, Sendable, Hashable, CaseIterable, Codable {
  /// Every version, cosmetic ones and lists included.
  case all
  /// Articles, reports and attachments.
  case substantive
  /// As `substantive`, older folders removed.
  case latest
  case none
  /// Whatever it is: the URL was named by a person.
  case named

  /// Whether a version of that kind gets a folder.
  package func covers(kind: String) -> Bool {
    switch self {
    case .all, .named: true
    case .none: false
    case .substantive, .latest: ["article", "report", "attachment"].contains(kind)
    }
  }
}
