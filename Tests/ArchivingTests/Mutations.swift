import Cataloguing
import Foundation
import WARC
import Web

@testable import Archiving

extension VerifyTests {
  static let warcDamages: [Mutation] = [
    Mutation(name: "a flipped bit in a gzip head", kinds: [.unreadableRecord], file: "warc/SEALED") { patient in
      let offset = Int(patient.record(.request, after: 3).location.offset)
      try patient.edit(patient.sealedFile) { $0[offset + 1] ^= 0x04 }
      return offset
    },
    Mutation(name: "a flipped bit in a record's head", kinds: [.unreadableRecord], file: "warc/SEALED") { patient in
      let offset = Int(patient.record(.response, after: 1).location.offset)
      try patient.edit(patient.sealedFile) { $0[offset + 25] ^= 0x01 }
      return offset
    },
    Mutation(name: "a flipped bit in a block", kinds: [.unreadableRecord], file: "warc/SEALED") { patient in
      let found = patient.record(.response, after: 2).location
      try patient.edit(patient.sealedFile) { $0[Int(found.end) - 20] ^= 0x80 }
      return Int(found.offset)
    },
    Mutation(name: "a flipped bit in a checksum", kinds: [.unreadableRecord], file: "warc/SEALED") { patient in
      let found = patient.record(.metadata, after: 2).location
      try patient.edit(patient.sealedFile) { $0[Int(found.end) - 6] ^= 0x20 }
      return Int(found.offset)
    },
    Mutation(name: "a cut tail", kinds: [.unreadableRecord, .brokenChain], file: "warc/SEALED") { patient in
      let last = patient.records.last!.location
      try patient.edit(patient.sealedFile) { $0.removeLast(30) }
      return Int(last.offset)
    },
    Mutation(name: "a cut tail of the open file", kinds: [.unreadableRecord], file: "warc/OPEN") { patient in
      try patient.edit(patient.openFile) { $0.removeLast(1) }
      return patient.captures.last!.metadata.offset
    },
    Mutation(name: "garbage behind the end", kinds: [.unreadableRecord], file: "warc/SEALED") { patient in
      var end = 0
      try patient.edit(patient.sealedFile) {
        end = $0.count
        $0 += Data("garbage".utf8)
      }
      return end
    },
    Mutation(name: "a removed request", kinds: [.wrongChainLine, .catalogueDisagrees], file: "warc/SEALED") { patient in
      let found = patient.record(.request, after: 4).location
      try patient.edit(patient.sealedFile) { $0.removeSubrange(Int(found.offset)..<Int(found.end)) }
      return nil
    },
    Mutation(name: "a removed visit", kinds: [.brokenChain, .catalogueDisagrees], file: "warc/SEALED") { patient in
      let capture = patient.captures[5]
      try patient.edit(patient.sealedFile) {
        $0.removeSubrange(capture.record.offset..<capture.metadata.offset + capture.metadata.length)
      }
      return nil
    },
    Mutation(name: "two visits swapped", kinds: [.brokenChain, .catalogueDisagrees], file: "warc/SEALED") { patient in
      let (one, two) = (patient.captures[5], patient.captures[6])
      try patient.edit(patient.sealedFile) {
        let first = $0[one.record.offset..<two.record.offset]
        let second = $0[two.record.offset..<two.metadata.offset + two.metadata.length]
        $0.replaceSubrange(one.record.offset..<two.metadata.offset + two.metadata.length, with: second + first)
      }
      return nil
    },
    Mutation(name: "a record that stands twice", kinds: [.repeatedRecordID], file: "warc/SEALED") { patient in
      let found = patient.record(.response, after: 3).location
      try patient.edit(patient.sealedFile) {
        $0.insert(contentsOf: $0[Int(found.offset)..<Int(found.end)], at: Int(found.end))
      }
      return Int(found.end)
    },
    Mutation(name: "a body edited, its digests repaired", kinds: [.wrongChainLine], file: "warc/SEALED") { patient in
      let found = patient.record(.response)
      let message = found.record.httpMessage!
      let body = Array(message.body).map { $0 == UInt8(ascii: "2") ? UInt8(ascii: "3") : $0 }
      let response = try ArchivedResponse(
        receivedHead: Array(found.record.block[..<message.body.startIndex]), body: body)
      try patient.replace(
        found,
        by: .response(
          id: found.record.id,
          event: CaptureEvent(
            targetURI: found.record.targetURI!, date: found.record.date, ipAddress: found.record.ipAddress,
            protocols: found.record.protocols, warcinfoID: found.record.warcinfoID), response: response))
      return nil
    },
    Mutation(name: "an outcome edited in a metadata record", kinds: [.wrongChainLine], file: "warc/SEALED") { patient in
      let found = patient.record(.metadata, after: 6)
      try patient.replaceMetadata(found) { $0.name == "outcome" ? ("outcome", "unchanged") : ($0.name, $0.value) }
      return Int(found.location.offset)
    },
    Mutation(
      name: "a chain line edited, its head repaired", kinds: [.wrongChainLine, .brokenChain], file: "warc/SEALED"
    ) {
      patient in
      let found = patient.record(.metadata, after: 6)
      let fields = WARCFields(parsing: found.record.block)
      let line = fields["chainLine"]!.replacing("\"status\":403", with: "\"status\":200")
      let before = Digest(hex: WARCFields(parsing: patient.record(.metadata, after: 5).record.block)["chain"]!)!
      let head = ChainLine.head(after: before, line: line).hex
      try patient.replaceMetadata(found) {
        $0.name == "chainLine" ? ($0.name, line) : $0.name == "chain" ? ($0.name, head) : ($0.name, $0.value)
      }
      return nil
    },
    Mutation(name: "a revisit that refers to nothing", kinds: [.unresolvedRevisit], file: "warc/SEALED") { patient in
      let found = patient.record(.revisit)
      let other = OriginalCapture(
        id: RecordID(derivedFrom: Array("nobody".utf8)), targetURI: site + "/x", date: found.record.date)
      try patient.replace(
        found,
        by: .notModifiedRevisit(
          id: found.record.id, event: CaptureEvent(targetURI: found.record.targetURI!, date: found.record.date),
          original: other, payloadDigest: found.record.payloadDigest?.sha256))
      return Int(found.location.offset)
    },
    Mutation(
      name: "the sealed file removed", kinds: [.missingFile, .brokenChain, .unresolvedRevisit], file: "warc/SEALED"
    ) {
      patient in
      try FileManager.default.removeItem(at: patient.sealedFile)
      return nil
    },
    Mutation(name: "the open file removed", kinds: [.missingFile, .catalogueDisagrees], file: "warc/OPEN") { patient in
      try FileManager.default.removeItem(at: patient.openFile)
      return nil
    },
    Mutation(name: "a foreign file in warc", kinds: [.unknownFile], file: "warc/foreign.warc.gz") { patient in
      try Data("x".utf8).write(to: patient.layout.warc.appending(path: "foreign.warc.gz"))
      return nil
    },
    Mutation(name: "the open file emptied", kinds: [.unreadableRecord, .catalogueDisagrees], file: "warc/OPEN") {
      patient in
      try patient.edit(patient.openFile) { $0 = Data() }
      return 0
    },
    Mutation(name: "a page of zeros, as a disk may give", kinds: [.unreadableRecord], file: "warc/SEALED") { patient in
      let found = patient.record(.response, after: 5).location
      try patient.edit(patient.sealedFile) {
        $0.replaceSubrange(Int(found.offset)..<Int(found.offset) + 512, with: Data(repeating: 0, count: 512))
      }
      return Int(found.offset)
    },
  ]

  static let catalogueDamages: [Mutation] = [
    ("a capture's outcome edited", "UPDATE capture SET outcome = 'gone' WHERE sequence = 6"),
    ("a capture's outcome made unreadable", "UPDATE capture SET outcome = 'banana' WHERE sequence = 6"),
    ("a capture's offset edited", "UPDATE capture SET offset = offset + 1 WHERE sequence = 3"),
    ("a capture's address edited", "UPDATE capture SET url = 'https://evil.example/' WHERE sequence = 2"),
    ("a capture's chain edited", "UPDATE capture SET chain = zeroblob(32) WHERE sequence = 9"),
    ("the last capture removed", "DELETE FROM capture WHERE sequence = 26"),
    ("a capture removed", "DELETE FROM capture WHERE sequence = 5"),
    (
      "a capture added",
      "INSERT INTO capture SELECT 99, address, url, at, status, outcome, version, run, reason, via, hops, file, offset, length, metadata_file, metadata_offset, metadata_length, payload, body, etag, last_modified, chain FROM capture WHERE sequence = 26"
    ),
    ("a version removed", "DELETE FROM version WHERE sequence = 6"),
    ("a version's body edited", "UPDATE version SET body = zeroblob(32) WHERE sequence = 1"),
    ("a payload's place removed", "DELETE FROM original WHERE offset = (SELECT min(offset) FROM original)"),
    ("a payload's record edited", "UPDATE original SET record = '<urn:uuid:00000000-0000-4000-8000-000000000000>'"),
    ("an address's version edited", "UPDATE address SET version = NULL WHERE key LIKE '%/a.html'"),
    ("an address removed", "DELETE FROM address WHERE key LIKE '%/gone.html'"),
    ("a text of the search index edited", "UPDATE found_text SET text = text || '尾' WHERE id = 1"),
    ("an entry of the search index removed", "DELETE FROM found WHERE id = 2"),
    ("another version made current for search", "UPDATE found SET current = 1 - current WHERE id = 1"),
    ("a piece of the search index removed", "DELETE FROM found_index_data WHERE id > 10"),
    ("a piece of the search index edited", "UPDATE found_index_data SET block = zeroblob(length(block)) WHERE id > 10"),
  ].map { name, sql in
    Mutation(name: name, kinds: [.catalogueDisagrees], file: "") { patient in
      try patient.sql(sql)
      return nil
    }
  }

  static let pageDamages: [Mutation] = [
    Mutation(name: "a raw file edited", kinds: [.wrongPage], file: "raw.html") { patient in
      try patient.edit(try patient.page("raw.html")) { $0[50] ^= 1 }
      return nil
    },
    Mutation(name: "a document edited", kinds: [.wrongPage], file: "document.json") { patient in
      try patient.edit(try patient.page("document.json")) { $0[50] ^= 1 }
      return nil
    },
    Mutation(name: "a text emptied", kinds: [.wrongPage], file: "document.txt") { patient in
      try patient.edit(try patient.page("document.txt")) { $0 = Data() }
      return nil
    },
    Mutation(name: "a table removed", kinds: [.wrongPage], file: "table-1.csv") { patient in
      try FileManager.default.removeItem(at: try patient.page("table-1.csv"))
      return nil
    },
    Mutation(name: "a version's folder removed", kinds: [.wrongPage], file: "") { patient in
      try FileManager.default.removeItem(at: try patient.page("document.json").deletingLastPathComponent())
      return nil
    },
    Mutation(name: "a timeline edited", kinds: [.wrongPage], file: "captures.jsonl") { patient in
      try patient.edit(try patient.page("captures.jsonl")) { $0.removeFirst(10) }
      return nil
    },
    Mutation(name: "a timeline removed", kinds: [.wrongPage], file: "captures.jsonl") { patient in
      try FileManager.default.removeItem(at: try patient.page("captures.jsonl"))
      return nil
    },
    Mutation(name: "latest pointed elsewhere", kinds: [.wrongPage], file: "latest") { patient in
      let link = try patient.page("/latest")
      try FileManager.default.removeItem(at: link)
      try FileManager.default.createSymbolicLink(atPath: link.path, withDestinationPath: "/etc/passwd")
      return nil
    },
    Mutation(name: "a foreign file in pages", kinds: [.unknownFile], file: "pages/foreign.txt") { patient in
      try Data("x".utf8).write(to: patient.layout.pages.appending(path: "foreign.txt"))
      return nil
    },
    Mutation(name: "a foreign file beside the versions", kinds: [.unknownFile], file: "extra.html") { patient in
      let folder = try patient.page("captures.jsonl").deletingLastPathComponent()
      try Data("x".utf8).write(to: folder.appending(path: "extra.html"))
      return nil
    },
    Mutation(name: "a foreign file in a version's folder", kinds: [.unknownFile], file: "extra.txt") { patient in
      let folder = try patient.page("document.json").deletingLastPathComponent()
      try Data("x".utf8).write(to: folder.appending(path: "extra.txt"))
      return nil
    },
  ]
}
