internal import Web

extension Metadata {
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("title", ifPresent: title)
      writer.member("language", ifPresent: language)
      writer.member("script", ifPresent: script?.rawValue)
      writer.member("kind", kind.rawValue)
      published?.write(as: "published", to: &writer)
      written?.write(as: "written", to: &writer)
      writer.member("source_org", ifPresent: sourceOrg)
      writer.member("source_org_resolved", ifPresent: sourceOrgResolved)
      writer.member("issuers", issuers)
      writer.member("doc_number", ifPresent: docNumber)
      writer.member("index_number", ifPresent: indexNumber)
      writer.member("topic", topic)
      writer.member("validity", ifPresent: validity)
      writer.member("column", column)
      writeSite(to: &writer)
      if let officialHost { writer.member("official_host", officialHost) }
      writeRawMeta(to: &writer)
      writer.member("fields", fields) { $0.write(to: &$1) }
    }
  }

  private func writeSite(to writer: inout JSONWriter) {
    writer.key("site")
    writer.object { writer in
      writer.member("name", ifPresent: site.name)
      writer.member("domain", ifPresent: site.domain)
      writer.member("id_code", ifPresent: site.idCode)
    }
  }

  /// Names in the order of their bytes, because a JSON reader may lose any other.
  private func writeRawMeta(to writer: inout JSONWriter) {
    writer.key("raw_meta")
    writer.object { writer in
      for name in rawMeta.keys.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
        let values = rawMeta[name] ?? []
        if values.count == 1 { writer.member(name, values[0]) } else { writer.member(name, values) }
      }
    }
  }
}

extension PrintedDate {
  func write(as name: String, to writer: inout JSONWriter) {
    writer.key(name)
    writer.object { writer in
      writer.member("text", text)
      writer.member("value", value)
      writer.member("precision", precision.rawValue)
    }
  }
}

extension MetadataField {
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("name", name)
      writer.member("value", value)
      writer.member("from", origin.rawValue)
      writer.member("locator", locator)
    }
  }
}
