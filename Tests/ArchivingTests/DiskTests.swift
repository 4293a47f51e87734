import Cataloguing
import Foundation
import Testing
import WARC
import Web

@testable import Archiving

@Suite("One writer, full disks, archives that cannot be written to", .serialized)
struct DiskTests {
  @Test func `a second writer is refused with the holder named, readers work meanwhile`() async throws {
    let ground = try Ground()
    let archive = try await ground.open()
    try await ground.visit("/a.html", .page(Pages.notice), in: archive)
    try await archive.commit()
    try await ground.visit("/b.html", .page(Pages.water), in: archive)
    let error = try await #require(throws: ArchiveError.self) { _ = try await ground.open() }
    guard case .inUse(let path, let holder) = error else { return #expect(Bool(false), "\(error)") }
    #expect(path == ground.layout.root.path && holder.contains("process \(getpid())"))
    await #expect(throws: ArchiveError.self) { _ = try await ground.rebuild() }
    let holdings = try ground.holdings()
    #expect(try holdings.catalogue.captures(.all).count == 1)
    let address = try #require(try holdings.catalogue.addresses().first)
    let version = try #require(try holdings.version("latest", of: address))
    #expect(try holdings.page(of: version).raw.bytes == Array(Pages.notice.utf8))
    try await ground.expectSound()
    try await archive.close()
    try await ground.open().close()
  }

  @Test func `below the floor nothing is begun`() async throws {
    let ground = try Ground()
    var settings = ArchiveSettings()
    settings.floor.bytes = .max
    settings.floor.share = 1
    let error = try await #require(throws: ArchiveError.self) { _ = try await ground.open(settings) }
    guard case .diskFull(_, let detail) = error else { return #expect(Bool(false), "\(error)") }
    #expect(detail.contains("diskFloorBytes"))
  }

  @Test func `the smaller of the two floors counts`() async throws {
    let ground = try Ground()
    var settings = ArchiveSettings()
    settings.floor.bytes = 1
    settings.floor.share = 1
    try await ground.open(settings).close()
    settings.floor.bytes = .max
    settings.floor.share = 0
    try await ground.open(settings).close()
  }

  @Test(.enabled(if: Volume.canMount, "a small volume can be mounted only by root: skipped"))
  func `a full disk stops the run, loses nothing that was committed, and the next run with room goes on`() async throws
  {
    let volume = try Volume(kilobytes: 1_500)
    let ground = try Ground()
    try FileManager.default.createSymbolicLink(at: ground.layout.root, withDestinationURL: volume.folder)
    var failure: (any Error)?
    var visits = 0
    do {
      let archive = try await ground.open()
      var bytes = Pages.file
      for number in 0..<200 {
        bytes.body += Array("\(number)".utf8)
        try await ground.visit("/\(number).zip", bytes, in: archive)
        try await archive.commit()
        visits += 1
      }
    } catch { failure = error }
    let error = try #require(failure)
    let isFull =
      (error as? ArchiveError).map { if case .diskFull = $0 { true } else { false } }
      ?? (error as? CatalogueError)?.isDiskFull
    #expect(isFull == true, "\(error)")
    #expect(visits > 3)
    try volume.grow(kilobytes: 20_000)
    let archive = try await ground.open()
    #expect(try archive.catalogue.captures(.all).count >= visits)
    try await ground.visit("/more.html", .page(Pages.notice), in: archive)
    try await archive.close()
    try await ground.expectSound()
  }

  @Test(.enabled(if: Volume.canMount, "a small volume can be mounted only by root: skipped"))
  func `after a failed write nothing more is written through the same value`() async throws {
    let volume = try Volume(kilobytes: 900)
    let ground = try Ground()
    try FileManager.default.createSymbolicLink(at: ground.layout.root, withDestinationURL: volume.folder)
    let archive = try await ground.open()
    try await ground.visit("/a.html", .page(Pages.notice), in: archive)
    try await archive.commit()
    var large = Pages.file
    while large.body.count < 2 << 20 { large.body += large.body.map { $0 &* 167 &+ 13 } }
    await #expect(throws: (any Error).self) { try await ground.visit("/large.zip", large, in: archive) }
    await #expect(throws: (any Error).self) { try await ground.visit("/b.html", .page(Pages.water), in: archive) }
    await #expect(throws: (any Error).self) { try await archive.commit() }
    try await archive.close()
    try volume.grow(kilobytes: 20_000)
    try await ground.open().close()
    #expect(try ground.holdings().catalogue.captures(.all).count == 1)
    try await ground.expectSound()
  }

  @Test(.enabled(if: Volume.canMount, "a volume can be made read-only only by root: skipped"))
  func `an archive on a read-only volume can be read and verified, not written to`() async throws {
    let ground = try await Ground.full()
    let volume = try Volume(readOnly: ground.layout.root)
    let layout = ArchiveLayout(root: volume.folder)
    #expect(try await damagesOf(layout).map(\.description) == [])
    let error = try await #require(throws: ArchiveError.self) {
      _ = try await Archive(at: layout, settings: .small, command: "fetch") { ground.clock.now }
    }
    guard case .unusable(let path, let detail) = error else { return #expect(Bool(false), "\(error)") }
    #expect(path.hasPrefix(volume.folder.path) && detail.contains("Read-only"))
  }
}

/// A volume of its own that is gone afterwards.
final class Volume {
  let folder = temporaryFolder()

  static let canMount: Bool = {
    guard getuid() == 0 else { return false }
    return (try? Volume(kilobytes: 64)) != nil
  }()

  init(kilobytes: Int) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Self.run("mount", ["-t", "tmpfs", "-o", "size=\(kilobytes)k", "tmpfs", folder.path])
  }

  /// Another folder, seen without the right to write.
  init(readOnly other: URL) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Self.run("mount", ["--bind", other.path, folder.path])
    try Self.run("mount", ["-o", "remount,ro,bind", folder.path])
  }

  deinit {
    try? Self.run("umount", ["-l", folder.path])
    try? FileManager.default.removeItem(at: folder)
  }

  func grow(kilobytes: Int) throws { try Self.run("mount", ["-o", "remount,size=\(kilobytes)k", folder.path]) }

  private static func run(_ tool: String, _ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [tool] + arguments
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    if process.terminationStatus != 0 { throw CocoaError(.fileWriteNoPermission) }
  }
}
