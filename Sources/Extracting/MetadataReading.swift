extension Metadata: Decodable {
  private enum Key: String, CodingKey {
    case title, language, script, kind, published, written, issuers, topic, validity, column, site, fields
    case sourceOrg = "source_org"
    case sourceOrgResolved = "source_org_resolved"
    case docNumber = "doc_number"
    case indexNumber = "index_number"
    case officialHost = "official_host"
    case rawMeta = "raw_meta"
  }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    self.init()
    title = try values.decodeIfPresent(String.self, forKey: .title)
    language = try values.decodeIfPresent(String.self, forKey: .language)
    script = try values.decodeIfPresent(Script.self, forKey: .script)
    kind = try values.decode(DocumentKind.self, forKey: .kind)
    published = try values.decodeIfPresent(PrintedDate.self, forKey: .published)
    written = try values.decodeIfPresent(PrintedDate.self, forKey: .written)
    sourceOrg = try values.decodeIfPresent(String.self, forKey: .sourceOrg)
    sourceOrgResolved = try values.decodeIfPresent(String.self, forKey: .sourceOrgResolved)
    issuers = try values.decode([String].self, forKey: .issuers)
    docNumber = try values.decodeIfPresent(String.self, forKey: .docNumber)
    indexNumber = try values.decodeIfPresent(String.self, forKey: .indexNumber)
    topic = try values.decode([String].self, forKey: .topic)
    validity = try values.decodeIfPresent(String.self, forKey: .validity)
    column = try values.decode([String].self, forKey: .column)
    site = try values.decode(SiteIdentity.self, forKey: .site)
    officialHost = try values.decodeIfPresent(Bool.self, forKey: .officialHost)
    rawMeta = try values.decode([String: OneOrMore].self, forKey: .rawMeta).mapValues(\.values)
    fields = try values.decode([MetadataField].self, forKey: .fields)
  }
}

/// A string, or an array of them.
private struct OneOrMore: Decodable {
  let values: [String]

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let value = try? container.decode(String.self) {
      values = [value]
    } else {
      values = try container.decode([String].self)
    }
  }
}
