internal import Web

extension DocumentSource: Decodable {
  private enum Key: String, CodingKey {
    case url, version, mime, charset, warc
    case finalURL = "final_url"
    case capturedAt = "captured_at"
    case rawDigest = "raw_sha256"
    case rawFile = "raw_file"
  }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    self.init(
      url: try values.decodeIfPresent(String.self, forKey: .url),
      finalURL: try values.decodeIfPresent(String.self, forKey: .finalURL),
      capturedAt: try values.decodeIfPresent(Timestamp.self, forKey: .capturedAt),
      version: try values.decodeIfPresent(String.self, forKey: .version),
      rawDigest: try values.decode(Digest.self, forKey: .rawDigest),
      rawFile: try values.decodeIfPresent(String.self, forKey: .rawFile),
      mediaType: MediaType(try values.decode(String.self, forKey: .mime)),
      charset: values.contains(.charset) ? try CharsetEvidence(from: decoder) : nil,
      warc: try values.decodeIfPresent(WARCLocation.self, forKey: .warc))
  }
}

extension CharsetEvidence: Decodable {
  private enum Key: String, CodingKey {
    case charset
    case decidedBy = "charset_from"
    case evidence = "charset_evidence"
  }

  private struct Evidence: Decodable {
    let declared: [Declaration]
    let replaced: Int
  }

  /// The three members stand in `source` itself.
  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    let evidence = try values.decode(Evidence.self, forKey: .evidence)
    self.init(
      name: try values.decode(String.self, forKey: .charset),
      decidedBy: try values.decode(String.self, forKey: .decidedBy), declared: evidence.declared,
      replaced: evidence.replaced)
  }
}

extension DocumentExtraction: Decodable {
  private enum Key: String, CodingKey {
    case extractor, version, rule, warnings
    case configDigest = "config_sha256"
  }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    self.init(
      extractor: try values.decode(String.self, forKey: .extractor),
      version: try values.decode(String.self, forKey: .version),
      rule: try values.decode(String.self, forKey: .rule),
      configDigest: try values.decodeIfPresent(Digest.self, forKey: .configDigest),
      warnings: try values.decode([DocumentWarning].self, forKey: .warnings))
  }
}
