import Cataloguing
import Foundation
import LoopbackServer
import Synchronization
import Testing
import WARC
import Web

@testable import Archiving

/// A portal with what replay has to cope with, fetched for real twice and sealed.
private let fetched = Task { () async throws -> (ground: Ground, server: LoopbackServer) in
  let server = try LoopbackServer()
  let turn = Mutex(1)
  let current = { @Sendable in turn.withLock { $0 } }
  server.on("/changed.html") { _ in .html(current() == 1 ? Pages.notice : Pages.noticeEdited) }
  server.on("/unchanged.html") { _ in .html(Pages.water) }
  server.on("/tagged.html", Document(Pages.fair, etag: "\"7\""))
  server.on("/to.html", .redirect(to: "/unchanged.html"))
  server.on("/gbk.html", Document(body: gbkPage, type: "text/html; charset=gb2312"))
  server.on("/file.zip", Document(body: Pages.file.body, type: "application/zip"))
  server.on("/missing.html", .html("<title>404</title>", status: 404))
  server.on(
    "/cut.html",
    Script([
      .send(Script.head(200, [("Content-Length", "900"), ("Content-Type", "text/html")]) + Array("<p>短".utf8)), .close,
    ]))
  let paths = [
    "changed.html", "unchanged.html", "tagged.html", "to.html", "gbk.html", "file.zip", "missing.html", "cut.html",
  ]
  let ground = try Ground()
  for _ in 1...2 {
    let result = try await Program.fangzhi(
      ["fetch", "--allow-private", "--delay", "0"] + paths.map { server.url("/" + $0) }, archive: ground.layout.root)
    guard result.status == 3 else { throw ArchiveError.missing(path: result.errors) }
    turn.withLock { $0 += 1 }
  }
  // A visit without an answer.
  _ = try await Program.fangzhi(
    ["fetch", "--allow-private", "--delay", "0", "http://127.0.0.1:1/nobody.html"], archive: ground.layout.root)
  let seal = try await Program.fangzhi(["seal"], archive: ground.layout.root)
  guard seal.status == 0 else { throw ArchiveError.missing(path: seal.errors) }
  return (ground, server)
}

/// 通知 and 㑇 in the bytes of GBK; labelled as gb2312, as portals do.
private let gbkPage: [UInt8] =
  Array("<html><head><meta charset=gb2312><title>".utf8) + [0xCD, 0xA8, 0xD6, 0xAA] + Array("</title><body><p>".utf8)
  + [0xCD, 0xA8, 0xD6, 0xAA, 0x82, 0x30, 0xE9, 0x4F, 0xB0, 0xE4] + Array("</p></body></html>".utf8)

@Suite("What outside tools say to an archive that was fetched for real")
struct OutsideTests {
  private func files() async throws -> (ground: Ground, places: [String]) {
    let ground = try await fetched.value.ground
    return (ground, try ground.warcFiles().map { ground.layout.warc.appending(path: $0).path })
  }

  @Test func `the archive holds records of all kinds and is sound`() async throws {
    let (ground, places) = try await files()
    var kinds: Set<String> = []
    for place in places {
      var reader = WARCReader(try WARCFile(path: place))
      while let found = try reader.next() {
        kinds.insert(
          found.record.kind.description + (found.record.profile.map { " " + $0.description.suffix(16) } ?? ""))
      }
    }
    #expect(kinds.isSuperset(of: ["warcinfo", "response", "request", "metadata"]))
    #expect(kinds.count { $0.hasPrefix("revisit") } == 2, "\(kinds)")
    try await ground.expectSound()
    let result = try await Program.fangzhi(["verify", "--deep"], archive: ground.layout.root)
    #expect(result.status == 0 && result.output.isEmpty, "\(result)")
  }

  @Test func `gzip finds nothing wrong`() async throws {
    for place in try await files().places {
      #expect(try await Program.run("/bin/gzip", ["-t", place]).status == 0)
    }
  }

  @Test(.enabled(if: Venv.has("warcio", "fastwarc"), Venv.missing("warcio, fastwarc")))
  func `warcio and fastwarc find nothing wrong`() async throws {
    for place in try await files().places {
      let warcio = try await Program.run(Venv.tool("warcio"), ["check", "-v", place])
      #expect(warcio.status == 0 && !warcio.text.contains("failed"), "\(warcio.text) \(warcio.errors)")
      let fastwarc = try await Program.run(Venv.tool("fastwarc"), ["check", "-q", place])
      #expect(fastwarc.status == 0, "\(fastwarc.errors)")
    }
  }

  @Test(.enabled(if: Venv.has("cdxj-indexer"), Venv.missing("cdxj-indexer")))
  func `cdxj-indexer writes the index that we wrote, byte for byte`() async throws {
    let (ground, places) = try await files()
    for place in places {
      let theirs = try await Program.run(Venv.tool("cdxj-indexer"), ["-s", place])
      #expect(theirs.status == 0, "\(theirs.errors)")
      let ours = try Data(contentsOf: ground.layout.index(of: URL(filePath: place).lastPathComponent))
      #expect(theirs.text == String(decoding: ours, as: UTF8.self))
    }
  }

  @Test(.enabled(if: Venv.has("wayback", "python3"), Venv.missing("pywb")))
  func `pywb replays each capture with the bytes of its raw file, from the archive as it stands`() async throws {
    let (ground, server) = try await fetched.value
    let holdings = try ground.holdings()
    let wayback = try Wayback(serving: ground.layout.root)
    defer { wayback.stop() }
    try await wayback.wait(for: server.url("/unchanged.html"))
    var seen: Set<Outcome> = []
    for capture in try holdings.catalogue.captures(.all) {
      guard let id = capture.version, let version = try holdings.catalogue.version(id, of: capture.address) else {
        continue
      }
      let answer = try await wayback.get(capture.url, at: capture.at)
      #expect(answer.status == 200, "\(capture.url) \(capture.outcome): \(answer)")
      #expect(answer.digest == version.body.hex, "\(capture.url) \(capture.outcome)")
      let address = try #require(try holdings.catalogue.address(capture.address))
      let folder = ground.layout.folder(of: id, at: address.identity)
      let raw = try #require(
        try FileManager.default.contentsOfDirectory(atPath: folder.path).first { $0.hasPrefix("raw.") })
      #expect(Digest(of: try Data(contentsOf: folder.appending(path: raw))).hex == answer.digest)
      seen.insert(capture.outcome)
    }
    #expect(seen.isSuperset(of: [.new, .changed, .unchanged, .notModified]), "\(seen)")
    let types = try holdings.catalogue.captures(.all).map(\.url)
    #expect(types.contains { $0.hasSuffix("/gbk.html") } && types.contains { $0.hasSuffix("/file.zip") })
    // RFC 7089: a TimeMap names every capture that has an index line, a TimeGate the nearest one.
    for path in ["/changed.html", "/unchanged.html", "/tagged.html"] {
      let captures = try ground.captures(of: server.url(path))
      let map = try await wayback.text("/fangzhi/timemap/link/\(server.url(path))")
      let mementos = map.split(separator: "\n").filter { $0.contains("rel=\"memento\"") }
      #expect(mementos.count == captures.count, "\(map)")
      for capture in captures { #expect(map.contains("datetime=\"\(capture.at.httpDate)\""), "\(map)") }
      let first = try #require(captures.first)
      let gate = try await wayback.text("/fangzhi/\(server.url(path))", accepting: first.at)
      #expect(gate.contains("\(first.at.fourteenDigits)"), "\(gate)")
    }
    let redirect = try #require(try holdings.catalogue.captures(.all).first { $0.outcome == .redirect })
    let answer = try await wayback.get(redirect.url, at: redirect.at)
    #expect(answer.status == 302 && answer.location.hasSuffix("/unchanged.html"), "\(answer)")
  }
}

/// pywb, serving an archive's folder in place with the configuration that stands there.
private final class Wayback {
  struct Answer {
    let status: Int
    let digest: String
    let location: String
  }

  struct NotStarted: Error {
    let errors: String
  }

  private let program: Program
  private let port: Int

  init(serving folder: URL) throws {
    // A port that was free a moment ago.
    let probe = try LoopbackServer()
    port = probe.port
    probe.stop()
    // A thread of Dispatch blocks most signals, and its children with it; gevent waits for SIGCHLD.
    let start = """
      import os, signal, sys
      signal.pthread_sigmask(signal.SIG_SETMASK, [])
      os.execv(sys.argv[1], sys.argv[1:])
      """
    program = try Program(
      Venv.tool("python3"),
      ["-c", start, Venv.tool("wayback"), "--bind", "127.0.0.1", "-p", String(port), "-t", "2"], in: folder)
  }

  func stop() { program.kill(SIGKILL) }

  func wait(for url: String) async throws {
    for _ in 0..<240 {
      if let answer = try? await get(url, at: Timestamp(seconds: 1_800_000_000)), answer.status != 0 { return }
      try await Task.sleep(for: .milliseconds(250))
    }
    stop()
    throw NotStarted(errors: try await program.result().errors)
  }

  /// The fields and the text of an answer.
  ///
  /// - Parameter date: what Accept-Datetime asks for; nil sends none.
  func text(_ path: String, accepting date: Timestamp? = nil) async throws -> String {
    let script = """
      import http.client, sys
      c = http.client.HTTPConnection('127.0.0.1', \(port), timeout=60)
      c.request('GET', sys.argv[1], headers={'Accept-Datetime': sys.argv[2]} if sys.argv[2] else {})
      r = c.getresponse(); b = r.read()
      print(r.status, r.getheaders()); print(b.decode('utf-8', 'replace'))
      """
    return try await Program.run(Venv.tool("python3"), ["-c", script, path, date?.httpDate ?? ""]).text
  }

  func get(_ url: String, at date: Timestamp) async throws -> Answer {
    let script = """
      import hashlib, http.client, sys
      c = http.client.HTTPConnection('127.0.0.1', \(port), timeout=60)
      try:
        c.request('GET', sys.argv[1]); r = c.getresponse(); b = r.read()
        print(r.status, hashlib.sha256(b).hexdigest(), r.getheader('Location') or '-')
      except OSError: print(0, '-', '-')
      """
    let path = "/fangzhi/\(date.fourteenDigits)id_/\(url)"
    let result = try await Program.run(Venv.tool("python3"), ["-c", script, path])
    let words = result.text.split(separator: " ").map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
    guard words.count == 3, let status = Int(words[0]) else { throw CocoaError(.fileReadUnknown) }
    return Answer(status: status, digest: words[1], location: words[2])
  }
}
