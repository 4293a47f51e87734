import Foundation
import GRDB
import Testing
import Web

@testable import Cataloguing

@Suite("Groups: what is committed, what is not, and who sees it")
struct GroupTests {
  @Test func `a group is seen from inside at once and from outside after its commit`() throws {
    try withCatalogue { catalogue, path in
      let reader = try Catalogue(path: path, access: .reading)
      try catalogue.beginGroup()
      try catalogue.beginGroup()
      try catalogue.save(Samples.address())
      #expect(try catalogue.addresses().count == 1)
      #expect(try reader.addresses().isEmpty)
      try catalogue.commitGroup()
      #expect(try reader.addresses().count == 1)
    }
  }

  @Test func `an abandoned group leaves nothing, and the next one works`() throws {
    try withCatalogue { catalogue, _ in
      try catalogue.beginGroup()
      try catalogue.save(Samples.address())
      try catalogue.abandonGroup()
      #expect(try catalogue.addresses().isEmpty)
      try catalogue.abandonGroup()
      try catalogue.commitGroup()
      try catalogue.beginGroup()
      try catalogue.save(Samples.address())
      try catalogue.commitGroup()
      #expect(try catalogue.addresses().count == 1)
    }
  }

  @Test func `an error inside a group leaves the group as it was`() throws {
    try withCatalogue { catalogue, _ in
      try catalogue.beginGroup()
      try catalogue.save(Samples.address())
      #expect(throws: CatalogueError.self) { try catalogue.add(Samples.capture(1)) }
      try catalogue.commitGroup()
      #expect(try catalogue.addresses().count == 1)
      #expect(try catalogue.captures(.all).isEmpty)
    }
  }

  @Test func `a group that was open when the file was closed did not happen`() throws {
    try withCatalogue { catalogue, path in
      try catalogue.save(Samples.address("a.gov.cn/"))
      try catalogue.beginGroup()
      try catalogue.save(Samples.address())
      try? catalogue.close()
      #expect(try Catalogue(path: path, access: .writing).addresses().map(\.key) == ["a.gov.cn/"])
    }
  }

  @Test func `readers read while another connection writes, and see whole groups only`() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "fangzhi-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "catalogue.sqlite").path
    let writer = try Catalogue(path: path, access: .writing)
    try await withThrowingTaskGroup(of: Int.self) { tasks in
      for _ in 0..<2 {
        tasks.addTask {
          let reader = try Catalogue(path: path, access: .reading)
          var last = 0
          while last < 400 {
            let count = try reader.addresses().count
            #expect(count % 10 == 0 && count >= last)
            last = count
            await Task.yield()
          }
          return last
        }
      }
      tasks.addTask {
        for group in 0..<40 {
          try writer.beginGroup()
          for number in 0..<10 { try writer.save(Samples.address("h.gov.cn/\(group)/\(number)")) }
          try writer.commitGroup()
        }
        return 400
      }
      for try await count in tasks { #expect(count == 400) }
    }
  }

  @Test func `what rebuild makes anew is emptied, the rest stays`() throws {
    try withCatalogue { catalogue, _ in
      try catalogue.save(Samples.file)
      try catalogue.save(Samples.address())
      try catalogue.save(Samples.version())
      try catalogue.add(Samples.capture(1))
      try catalogue.set("kept", to: "1")
      try catalogue.removeDerivedRows()
      #expect(try catalogue.addresses().isEmpty && catalogue.captures(.all).isEmpty)
      #expect(try catalogue.versions(of: Samples.address().id).isEmpty)
      #expect(try catalogue.files() == [Samples.file])
      #expect(try catalogue.setting("kept") == "1")
    }
  }
}

@Suite("Catalogues of other releases, damaged ones, full disks")
struct OpeningTests {
  private func edit(_ path: String, _ sql: String) throws {
    let queue = try DatabaseQueue(path: path)
    try queue.write { try $0.execute(sql: sql) }
    try queue.close()
  }

  @Test(arguments: [Catalogue.Access.reading, .writing])
  func `a newer release's catalogue is refused with words that help, and stays as it is`(
    access: Catalogue.Access
  ) throws {
    try withCatalogue { catalogue, path in
      try catalogue.close()
      try edit(path, "INSERT INTO grdb_migrations VALUES ('999 from the future')")
      let error = try #require(throws: CatalogueError.self) { _ = try Catalogue(path: path, access: access) }
      #expect(error.description.contains("newer release") && error.description.contains(path))
      #expect(error.isUnreadable)
    }
  }

  @Test func `an older release's catalogue is refused for reading and brought up for writing`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "fangzhi-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "catalogue.sqlite").path
    try edit(path, "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY); PRAGMA journal_mode = WAL")
    let error = try #require(throws: CatalogueError.self) { _ = try Catalogue(path: path, access: .reading) }
    #expect(error.description.contains("older release"))
    try Catalogue(path: path, access: .writing).save(Samples.address())
    #expect(try Catalogue(path: path, access: .reading).addresses().count == 1)
  }

  @Test func `a file that is no catalogue is called unreadable`() throws {
    try withCatalogue { catalogue, path in
      try catalogue.close()
      try Data("這不是資料庫 not a database at all, but long enough to be looked at".utf8).write(to: URL(filePath: path))
      let error = try #require(throws: CatalogueError.self) { _ = try Catalogue(path: path, access: .writing) }
      #expect(error.isUnreadable && !error.isDiskFull)
    }
  }

  @Test func `reading makes no file`() throws {
    try withCatalogue { _, path in
      #expect(throws: CatalogueError.self) { _ = try Catalogue(path: path + ".none", access: .reading) }
      #expect(!FileManager.default.fileExists(atPath: path + ".none"))
    }
  }

  @Test func `a damaged page is found`() throws {
    try withCatalogue { catalogue, path in
      try catalogue.beginGroup()
      for number in 0..<500 { try catalogue.save(Samples.address("h.gov.cn/\(number)")) }
      try catalogue.commitGroup()
      #expect(try catalogue.integrityProblems().isEmpty)
      try catalogue.close()
      let file = try FileHandle(forUpdating: URL(filePath: path))
      try file.seek(toOffset: 4_096 * 6)
      try file.write(contentsOf: Data(repeating: 0xA5, count: 3_000))
      try file.close()
      var found = true
      do { found = try !Catalogue(path: path, access: .reading).integrityProblems().isEmpty } catch {}
      #expect(found)
    }
  }

  @Test func `a full disk is told apart from other trouble`() throws {
    try withCatalogue { catalogue, path in
      try catalogue.queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA max_page_count = 40") }
      let error = try #require(throws: CatalogueError.self) {
        for number in 0..<100_000 { try catalogue.save(Samples.address("h.gov.cn/\(number)")) }
      }
      #expect(error.isDiskFull && error.description.contains(path))
    }
  }
}
