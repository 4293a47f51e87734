private import Foundation
internal import Web

/// A `document.json` that cannot be read back.
package struct UnreadableDocument: Error, Hashable, CustomStringConvertible {
  /// What is wrong, and at which key.
  package let description: String
}

extension Document {
  /// Reads `document.json` back: the same document, which gives the same bytes again.
  ///
  /// Thrown when the bytes are no JSON, the schema is another one, or a required key is missing or of another type.
  package init(json: [UInt8]) throws(UnreadableDocument) {
    do {
      self = try JSONDecoder().decode(StoredDocument.self, from: Data(json)).document
    } catch let error as UnreadableDocument {
      throw error
    } catch let DecodingError.dataCorrupted(context) {
      throw UnreadableDocument(description: Document.message(context.debugDescription, at: context.codingPath))
    } catch let DecodingError.keyNotFound(key, context) {
      throw UnreadableDocument(description: Document.message("no key \(key.stringValue)", at: context.codingPath))
    } catch let DecodingError.typeMismatch(_, context), let DecodingError.valueNotFound(_, context) {
      throw UnreadableDocument(description: Document.message(context.debugDescription, at: context.codingPath))
    } catch {
      throw UnreadableDocument(description: "document.json: \(error)")
    }
  }

  private static func message(_ text: String, at path: [any CodingKey]) -> String {
    let place = path.map { $0.intValue.map { "[\($0)]" } ?? "." + $0.stringValue }.joined()
    return "document.json at $\(place): \(text)"
  }
}

/// The members of `document.json`.
private struct StoredDocument: Decodable {
  let document: Document

  enum Key: String, CodingKey {
    case schema, id, source, extraction, metadata, blocks, attachments, parts, links
    case contentDigest = "content_sha256"
    case textDigest = "text_sha256"
  }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    let schema = try values.decode(String.self, forKey: .schema)
    guard schema == Document.schema else {
      throw UnreadableDocument(description: "document.json: schema \(schema) is not \(Document.schema)")
    }
    let document = Document(
      id: try values.decode(String.self, forKey: .id),
      source: try values.decode(DocumentSource.self, forKey: .source),
      extraction: try values.decode(DocumentExtraction.self, forKey: .extraction),
      metadata: try values.decode(Metadata.self, forKey: .metadata),
      blocks: try values.decode([DocumentBlock].self, forKey: .blocks),
      attachments: try values.decode([DocumentAttachment].self, forKey: .attachments),
      parts: try values.decode([String].self, forKey: .parts),
      links: try values.decode([DocumentLink].self, forKey: .links),
      contentDigest: try values.decode(Digest.self, forKey: .contentDigest),
      textDigest: try values.decode(Digest.self, forKey: .textDigest))
    self.document = document
  }
}

extension KeyedDecodingContainer {
  /// A digest written as 64 hexadecimal digits.
  func decode(_ type: Digest.Type, forKey key: Key) throws -> Digest {
    guard let digest = Digest(hex: try decode(String.self, forKey: key)) else {
      throw DecodingError.dataCorruptedError(forKey: key, in: self, debugDescription: "not 64 hexadecimal digits")
    }
    return digest
  }

  /// A digest, or nil when its key is absent.
  func decodeIfPresent(_ type: Digest.Type, forKey key: Key) throws -> Digest? {
    contains(key) ? try decode(type, forKey: key) : nil
  }
}
