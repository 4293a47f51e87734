import Foundation
import Testing

@testable import Fetching

@Suite("TLS policy as it stands in a portal's file")
struct TLSPolicyTests {
  private func decode(_ json: String) throws -> TLSPolicy {
    try JSONDecoder().decode(TLSPolicy.self, from: Data(json.utf8))
  }

  @Test("Absent keys have their defaults, which are strict")
  func defaults() throws {
    #expect(try decode("{}") == TLSPolicy())
    #expect(TLSPolicy().isStrict)
    #expect(TLSPolicy().cipherList == nil)
    #expect(try decode(#"{"securityLevel": 1}"#).cipherList == "DEFAULT@SECLEVEL=1")
    #expect(try !decode(#"{"allowUnverified": true}"#).isStrict)
  }

  @Test("A level that does not exist is an error", arguments: [-1, 3])
  func outOfRange(_ level: Int) {
    #expect(throws: DecodingError.self) { try decode("{\"securityLevel\": \(level)}") }
  }

  @Test(
    "No two policies that differ in what OpenSSL accepts share a cipher list, so libcurl keeps their connections apart")
  func cipherLists() {
    var lists: Set<String?> = []
    for level in 0...2 {
      for legacy in [false, true] {
        var policy = TLSPolicy()
        (policy.securityLevel, policy.legacyRenegotiation) = (level, legacy)
        lists.insert(policy.cipherList)
      }
    }
    #expect(lists.count == 6)
  }
}
