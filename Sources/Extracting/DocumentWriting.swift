package import Web

extension Document {
  /// `document.json`: UTF-8, two spaces a level, a line feed at the end; equal documents give equal bytes.
  package var json: [UInt8] {
    var writer = JSONWriter(.pretty)
    write(to: &writer)
    writer.endText()
    return writer.bytes
  }

  /// The document as one JSON object.
  package func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("schema", Document.schema)
      writer.member("id", id)
      writer.key("source")
      source.write(to: &writer)
      writer.key("extraction")
      extraction.write(to: &writer)
      writer.key("metadata")
      metadata.write(to: &writer)
      writer.member("blocks", blocks) { $0.write(to: &$1) }
      writer.member("attachments", attachments) { $0.write(to: &$1) }
      writer.member("parts", parts)
      writer.member("links", links) { $0.write(to: &$1) }
      writer.member("content_sha256", contentDigest.hex)
      writer.member("text_sha256", textDigest.hex)
    }
  }
}

extension JSONWriter {
  /// A member that is an array, each element written by the closure.
  mutating func member<Element>(
    _ name: String, _ elements: [Element], write: (Element, inout JSONWriter) -> Void
  ) {
    key(name)
    array { writer in for element in elements { write(element, &writer) } }
  }
}

extension DocumentSource {
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("url", ifPresent: url)
      writer.member("final_url", ifPresent: finalURL)
      writer.member("captured_at", ifPresent: capturedAt?.iso8601)
      writer.member("version", ifPresent: version)
      writer.member("raw_sha256", rawDigest.hex)
      writer.member("raw_file", ifPresent: rawFile)
      writer.member("mime", mediaType.essence)
      charset?.write(to: &writer)
      warc?.write(to: &writer)
    }
  }
}

extension CharsetEvidence {
  func write(to writer: inout JSONWriter) {
    writer.member("charset", name)
    writer.member("charset_from", decidedBy)
    writer.key("charset_evidence")
    writer.object { writer in
      writer.member("declared", declared) { declaration, writer in
        writer.object { writer in
          writer.member("from", declaration.origin)
          writer.member("label", declaration.label)
        }
      }
      writer.member("replaced", replaced)
    }
  }
}

extension WARCLocation {
  func write(to writer: inout JSONWriter) {
    writer.key("warc")
    writer.object { writer in
      writer.member("file", file)
      writer.member("offset", offset)
      writer.member("length", length)
      writer.member("record_id", recordID)
    }
  }
}

extension DocumentExtraction {
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("extractor", extractor)
      writer.member("version", version)
      writer.member("rule", rule)
      writer.member("config_sha256", ifPresent: configDigest?.hex)
      writer.member("warnings", warnings) { warning, writer in
        writer.object { writer in
          writer.member("code", warning.code)
          writer.member("message", warning.message)
          writer.member("block", ifPresent: warning.block)
        }
      }
    }
  }
}

extension DocumentAttachment {
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("url", url)
      writer.member("title", ifPresent: title)
      writer.member("filename", ifPresent: filename)
    }
  }
}

extension DocumentLink {
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("url", url)
      writer.member("text", text)
      writer.member("rel", ifPresent: rel)
    }
  }
}
