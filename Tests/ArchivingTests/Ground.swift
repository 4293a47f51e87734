import Cataloguing
import Extracting
import Foundation
import Synchronization
import Testing
import WARC
import Web

@testable import Archiving

/// An archive's folder that is gone afterwards, and a clock that is set by hand.
final class Ground: Sendable {
  let layout: ArchiveLayout
  let clock = HandClock()

  init() throws {
    layout = ArchiveLayout(root: temporaryFolder())
  }

  deinit { try? FileManager.default.removeItem(at: layout.root) }

  func open(_ settings: ArchiveSettings = .small) async throws -> Archive {
    let clock = clock
    return try await Archive(at: layout, settings: settings, command: "fetch") { clock.now }
  }

  func rebuild() async throws -> RebuildReport {
    let clock = clock
    return try await Archive.rebuild(at: layout, settings: .small) { clock.now }
  }

  func holdings() throws -> Holdings { try Holdings(at: layout) }

  /// Nothing is wrong with the archive, its pages included.
  func expectSound(_ comment: String = "", sourceLocation: SourceLocation = #_sourceLocation) async throws {
    let found = try await damages().map(\.description)
    #expect(found == [], "\(comment)", sourceLocation: sourceLocation)
  }

  func damages(isDeep: Bool = true) async throws -> [Damage] { try await damagesOf(layout, isDeep: isDeep) }

  /// The archive's files of `warc/`, by name.
  func warcFiles() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: layout.warc.path).sorted()
  }

  /// A copy of the archive in a folder of its own.
  func copy() throws -> Ground {
    let copy = try Ground()
    copy.clock.set(clock.now)
    try FileManager.default.copyItem(at: layout.root, to: copy.layout.root)
    return copy
  }
}

func damagesOf(_ layout: ArchiveLayout, isDeep: Bool = true) async throws -> [Damage] {
  var verification = Verification(of: try Holdings(at: layout), isDeep: isDeep)
  try await verification.run()
  return verification.damages
}

func temporaryFolder() -> URL {
  FileManager.default.temporaryDirectory.appending(path: "fangzhi-archiving-\(UUID().uuidString)")
}

extension ArchiveSettings {
  /// No floor: what the test machine has free is not what is tested.
  static var small: ArchiveSettings {
    var settings = ArchiveSettings()
    settings.floor.bytes = 0
    return settings
  }
}

/// A clock that stands still until it is told to go on.
final class HandClock: Sendable {
  private let time = Mutex(Timestamp(fourteenDigits: "20261120010000")!)
  var now: Timestamp { time.withLock { $0 } }
  func set(_ date: Timestamp) { time.withLock { $0 = date } }
  func advance(_ seconds: Int64) { time.withLock { $0 = $0.advanced(by: seconds) } }
}

// MARK: Visits without a network

/// An answer as a server would give it.
struct Answer {
  var status = 200
  var fields: [(String, String)] = [("Content-Type", "text/html; charset=utf-8")]
  var body: [UInt8] = []
  var truncated: TruncationReason?

  static func page(_ text: String, _ more: [(String, String)] = []) -> Answer {
    var answer = Answer()
    answer.body = Array(text.utf8)
    answer.fields += more
    return answer
  }

  static func status(_ status: Int, _ fields: [(String, String)] = [], body: String = "") -> Answer {
    Answer(status: status, fields: fields, body: Array(body.utf8))
  }

  /// The same page, compressed by gzip.
  var packed: Answer {
    var deflater = Deflater()
    var answer = self
    answer.body = []
    deflater.appendMember(of: [body], effort: .level(9), to: &answer.body)
    answer.fields.append(("Content-Encoding", "gzip"))
    return answer
  }

  func arrival(_ url: CrawlURL, at: Timestamp) throws -> Arrival {
    let lines = ["HTTP/1.1 \(status) Status"] + fields.map { "\($0.0): \($0.1)" } + ["Content-Length: \(body.count)"]
    var message = Arrival.Message(
      requestHead: Array("GET \(url.target) HTTP/1.1\r\nHost: \(url.authority)\r\n\r\n".utf8),
      responseHead: Array((lines + ["", ""]).joined(separator: "\r\n").utf8), status: status, body: body)
    message.truncated = truncated
    return try Arrival(url: url, at: at, message: message, route: Arrival.Route(remoteAddress: "192.0.2.7"))
  }
}

let site = "https://www.example.gov.cn"

extension Ground {
  /// Stores the answer of that path, or of that address.
  func store(
    _ path: String, _ answer: Answer, in archive: Archive, materialise: Materialisation = .named,
    before: AddressPast? = nil
  ) async throws -> StoredResponse {
    let url = CrawlURL(path.hasPrefix("/") ? site + path : path)!
    return try await archive.store(
      answer.arrival(url, at: clock.now), identity: url.identity(), facts: facts(archive, materialise), before: before)
  }

  func facts(_ archive: Archive, _ materialise: Materialisation = .named) -> VisitFacts {
    var facts = VisitFacts(run: archive.run.id, robots: "allowed")
    facts.materialise = materialise
    return facts
  }

  /// One whole visit, ten minutes after the one before.
  @discardableResult
  func visit(
    _ path: String, _ answer: Answer, in archive: Archive, materialise: Materialisation = .named, after: Int64 = 600,
    before: AddressPast? = nil
  ) async throws -> KeptVisit {
    clock.advance(after)
    let stored = try await store(path, answer, in: archive, materialise: materialise, before: before)
    let reading = try await archive.shelf.read(stored)
    let kept = try await archive.keep(stored, reading.judgement, document: reading.document)
    if let version = kept.lacksFolder { try await archive.materialise(version) }
    return kept
  }

  /// A visit that got no answer.
  @discardableResult
  func fail(_ path: String, in archive: Archive) async throws -> KeptVisit {
    clock.advance(600)
    let url = CrawlURL(site + path)!
    return try await archive.keepFailure(
      Judgement(.failed, "connect: refused"), url: url, identity: url.identity(), at: clock.now,
      facts: facts(archive))
  }

  /// An archive in which every outcome stands: 24 visits of eight addresses.
  static func full() async throws -> Ground {
    let ground = try Ground()
    let archive = try await ground.open()
    try await ground.fill(archive)
    try await archive.close()
    return ground
  }

  func fill(_ archive: Archive) async throws {
    let tagged = Answer.page(Pages.notice, [("ETag", "\"1\"")])
    try await visit("/a.html", tagged, in: archive)
    try await visit("/a.html", tagged, in: archive)
    try await visit("/a.html", tagged.packed, in: archive)
    try await visit("/a.html", .status(304, [("ETag", "\"1\"")]), in: archive)
    try await visit("/a.html", .page(Pages.noticeCounted), in: archive)
    try await visit("/a.html", .page(Pages.noticeEdited), in: archive)
    try await archive.commit()
    try await visit("/a.html", .status(403), in: archive)
    try await visit("/a.html", tagged, in: archive)
    try await visit("/a.html", .status(304), in: archive)
    try await visit("/copy.html", tagged, in: archive)
    try await visit("/old.html", .page(Pages.fair), in: archive)
    try await visit("/old.html", .status(301, [("Location", "/new.html")]), in: archive)
    try await visit("/new.html", .page(Pages.fair + "\n"), in: archive)
    try await visit("/to", .status(302, [("Location", "/a.html")]), in: archive)
    try await visit("/gone.html", .page(Pages.water), in: archive)
    try await visit("/gone.html", .status(404, body: "<title>404</title>"), in: archive)
    try await visit("/gone.html", .status(500, body: "down"), in: archive)
    var cut = Answer.page(String(Pages.water.prefix(700)))
    cut.truncated = .disconnect
    try await visit("/gone.html", cut, in: archive)
    try await fail("/nobody.html", in: archive)
    try await visit("/list/", .page(Pages.list), in: archive, materialise: .substantive)
    try await visit("/plan.html", .page(Pages.table), in: archive, materialise: .substantive)
    try await visit("/quiet.html", .page(Pages.water), in: archive, materialise: .none)
    try await visit("/quiet.html", .page(Pages.water), in: archive, materialise: .named)
    try await visit("/file.zip", Pages.file, in: archive, materialise: .substantive)
  }
}
