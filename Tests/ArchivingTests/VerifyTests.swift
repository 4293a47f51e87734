import Cataloguing
import Foundation
import Testing
import WARC
import Web

@testable import Archiving

/// One archive with every outcome, a sealed file and an open one; each test takes a copy.
private let sound = Task { () async throws -> Ground in
  let ground = try Ground()
  let archive = try await ground.open()
  try await ground.fill(archive)
  try await archive.seal()
  try await ground.visit("/a.html", .page(Pages.notice), in: archive)
  try await ground.visit("/late.html", .page(Pages.article("迟到的公告", ["另行公布的事项以区政府网站为准，逾期不再受理，请相互转告。"])), in: archive)
  try await archive.close()
  return ground
}

@Suite("Verify: every kind of damage is found and named")
struct VerifyTests {
  @Test(arguments: warcDamages + catalogueDamages + pageDamages)
  func `is found and named`(mutation: Mutation) async throws {
    let ground = try await sound.value.copy()
    let patient = try Patient(ground)
    let offset = try mutation.damage(patient)
    let found = try await ground.damages()
    #expect(mutation.kinds.isSubset(of: Set(found.map(\.kind))), "\(found)")
    let file = mutation.file.replacing("SEALED", with: patient.sealed).replacing("OPEN", with: patient.open)
    #expect(found.contains { $0.file.hasSuffix(file) }, "\(found)")
    if let offset { #expect(found.contains { $0.file == file && $0.offset == offset }, "\(offset): \(found)") }
  }

  @Test func `nothing is found where nothing is wrong`() async throws {
    try await sound.value.copy().expectSound()
  }

  @Test func `a text that another version of a tool wrote is told, and is no damage`() async throws {
    let ground = try Ground()
    let archive = try await ground.open()
    var answer = Answer.page("%PDF-1.4\n1 0 obj\n<< /Type /Page >>\nendobj\n%%EOF\n")
    answer.fields = [("Content-Type", "application/pdf")]
    let kept = try await ground.visit("/a.pdf", answer, in: archive)
    try await archive.close()
    let version = try #require(kept.version)
    let file = ground.layout.folder(of: version.id, at: kept.address.identity).appending(path: "document.json")
    let text = try String(contentsOf: file, encoding: .utf8)
    #expect(text.contains("converter:none"))
    try text.replacing("converter:none", with: "converter:pdftotext 1.0").write(
      to: file, atomically: true, encoding: .utf8)
    var verification = Verification(of: try Holdings(at: ground.layout), isDeep: true)
    try await verification.run()
    #expect(verification.damages == [])
    #expect(verification.notes.count == 1 && verification.notes[0].contains("converter:pdftotext 1.0"))
  }

  @Test func `a bit that is flipped anywhere in warc is found`() async throws {
    let ground = try await sound.value.copy()
    let patient = try Patient(ground)
    let whole = try Data(contentsOf: patient.sealedFile)
    var random = SeededGenerator(state: 20_261_120)
    for _ in 0..<40 {
      var bytes = whole
      let place = Int.random(in: 0..<whole.count, using: &random)
      bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      try FileManager.default.removeItem(at: patient.sealedFile)
      try bytes.write(to: patient.sealedFile)
      let found = try await ground.damages(isDeep: false)
      let record = try #require(patient.records.first { $0.location.end > Int64(place) }).location
      #expect(
        found.contains { $0.file == "warc/" + patient.sealed && $0.offset == Int(record.offset) },
        "bit at \(place), record at \(record.offset): \(found)")
    }
  }

  @Test func `damage is told as a line and as JSON`() throws {
    let damage = Damage(.wrongDigest, "warc/a.warc.gz", at: 12, "the \"block\" differs")
    #expect(damage.description == "wrong_digest  warc/a.warc.gz byte 12  the \"block\" differs")
    let expected = #"{"kind":"wrong_digest","file":"warc/a.warc.gz","offset":12,"message":"the \"block\" differs"}"#
    #expect(String(decoding: damage.json, as: UTF8.self) == expected)
  }
}
