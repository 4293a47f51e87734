import Foundation
import Testing

@testable import Web

@Suite("Identity of an address")
struct AddressIdentityTests {
  @Test("Each address has the key, the id and the folder of the table")
  func table() throws {
    for row in try Table("urls/identity.tsv").rows {
      let dropped = row[1] == "-" ? [] : Set(row[1].split(separator: ",").map { String($0) })
      let identity = try #require(CrawlURL(row[0])).identity(dropping: dropped)
      #expect(identity.key == row[2])
      #expect(CrawlURL(row[0])?.identityKey(dropping: dropped) == row[2])
      #expect(identity.id.hex == row[3])
      #expect(identity.folderPath == row[4])
    }
  }

  @Test("No address whatsoever leaves its folder, and none has a hidden or empty part")
  func safeFolders() throws {
    for row in try Table("urls/resolution.tsv").rows where row[2] != "-" {
      let folder = try #require(CrawlURL(row[2])).identity().folderPath
      let parts = folder.split(separator: "/", omittingEmptySubsequences: false)
      #expect(parts.count >= 2 && parts.count <= 8)
      #expect(parts.allSatisfy { !$0.isEmpty && !$0.hasPrefix(".") && $0.utf8.count <= 48 + 17 })
      #expect(folder.utf8.allSatisfy { $0 == 0x2F || $0 == 0x7E || folderBytes.contains($0) })
    }
  }

  @Test("An id is read back from its digits, and only from them")
  func ids() throws {
    let id = try #require(AddressID(hex: "00ff58b3ff354b01"))
    #expect(id.hex == "00ff58b3ff354b01")
    #expect(AddressID(hex: "00ff58b3ff354b") == nil)
    #expect(AddressID(hex: "00ff58b3ff354b0g") == nil)
    #expect(try JSONDecoder().decode([AddressID].self, from: JSONEncoder().encode([id])) == [id])
  }
}

private let folderBytes = ASCIISet("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-")

@Suite("Names of versions")
struct VersionIDTests {
  @Test("A version's name is its moment and the beginning of its body's digest")
  func form() throws {
    let captured = try #require(Timestamp(fourteenDigits: "20261120010000"))
    let version = VersionID(captured: captured, body: Digest(of: Array("body".utf8)))
    #expect(version.text == "20261120010000-230d8358dc8e")
    #expect(VersionID(version.text) == version)
    #expect(try JSONDecoder().decode([VersionID].self, from: JSONEncoder().encode([version])) == [version])
  }

  @Test("Versions sort by time as their names do")
  func order() throws {
    let names = ["20261120010000-58b3ff354b01", "20251120010000-ffffffffffff", "20261120010000-08b3ff354b01"]
    let versions = try names.map { try #require(VersionID($0)) }
    #expect(versions.sorted().map(\.text) == names.sorted())
  }

  @Test(
    "Other texts are no versions",
    arguments: [
      "", "20261120010000", "20261120010000-", "20261120010000-58b3ff354b0", "20261120010000-58b3ff354b0g",
      "20261320010000-58b3ff354b01", "20261120010000-58b3ff354b01-1", "2026112001000-58b3ff354b012",
    ])
  func refused(text: String) {
    #expect(VersionID(text) == nil)
  }
}
