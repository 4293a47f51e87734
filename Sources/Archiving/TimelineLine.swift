package import Cataloguing
internal import Web

extension Capture {
  /// One line of `captures.jsonl`, without its line end. Keys: at, url, status, outcome, version, run, reason, warc,
  /// hops, via; a key without a value is absent.
  package var timelineLine: [UInt8] {
    var writer = JSONWriter(.compact)
    writer.object { line in
      line.member("at", at.iso8601)
      line.member("url", url)
      line.member("status", ifPresent: status)
      line.member("outcome", outcome.rawValue)
      line.member("version", ifPresent: version?.text)
      line.member("run", run)
      line.member("reason", ifPresent: reason)
      line.key("warc")
      line.object { place in
        place.member("file", record.file)
        place.member("offset", record.offset)
        place.member("length", record.length)
      }
      line.member("hops", hops)
      line.member("via", ifPresent: via)
    }
    return writer.bytes
  }
}
