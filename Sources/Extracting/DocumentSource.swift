package import Web

/// Where a document's bytes came from. For a file at hand only the digest and the type are known.
package struct DocumentSource: Hashable, Sendable {
  /// The address that was asked for.
  package var url: String?
  /// The address that answered, after redirects.
  package var finalURL: String?
  package var capturedAt: Timestamp?
  /// `<14-digit UTC>-<first 12 hex of the body's SHA-256>`.
  package var version: String?
  /// SHA-256 of the body, content coding undone.
  package var rawDigest: Digest
  /// The body's file beside `document.json`: `raw.html`.
  package var rawFile: String?
  package var mediaType: MediaType
  /// Nil for what is no text of its own (PDF, Word).
  package var charset: CharsetEvidence?
  package var warc: WARCLocation?

  package init(
    url: String? = nil, finalURL: String? = nil, capturedAt: Timestamp? = nil, version: String? = nil,
    rawDigest: Digest, rawFile: String? = nil, mediaType: MediaType, charset: CharsetEvidence? = nil,
    warc: WARCLocation? = nil
  ) {
    self.url = url
    self.finalURL = finalURL
    self.capturedAt = capturedAt
    self.version = version
    self.rawDigest = rawDigest
    self.rawFile = rawFile
    self.mediaType = mediaType
    self.charset = charset
    self.warc = warc
  }
}

/// How a body was decoded, and everything that spoke for or against it.
package struct CharsetEvidence: Hashable, Sendable {
  /// The encoding used, by its name in the WHATWG Encoding Standard: `gb18030`.
  package var name: String
  /// What decided: `bom`, `utf-8` (valid throughout), `meta`, `http`, `default`.
  package var decidedBy: String
  /// Every label met, in the order met, as it was written.
  package var declared: [Declaration]
  /// How many U+FFFD stand where bytes could not be decoded.
  package var replaced: Int

  package struct Declaration: Hashable, Sendable, Decodable {
    /// `bom`, `http`, `meta`.
    package var origin: String
    package var label: String

    private enum CodingKeys: String, CodingKey {
      case origin = "from"
      case label
    }

    package init(origin: String, label: String) {
      self.origin = origin
      self.label = label
    }
  }

  package init(name: String, decidedBy: String, declared: [Declaration] = [], replaced: Int = 0) {
    self.name = name
    self.decidedBy = decidedBy
    self.declared = declared
    self.replaced = replaced
  }
}

/// Where the response record of a document lies.
package struct WARCLocation: Hashable, Sendable, Decodable {
  /// The file's name below `warc/`.
  package var file: String
  /// First byte of the record's gzip member.
  package var offset: Int
  /// Bytes of that member.
  package var length: Int
  /// `urn:uuid:…`
  package var recordID: String

  private enum CodingKeys: String, CodingKey {
    case file, offset, length
    case recordID = "record_id"
  }

  package init(file: String, offset: Int, length: Int, recordID: String) {
    self.file = file
    self.offset = offset
    self.length = length
    self.recordID = recordID
  }
}
