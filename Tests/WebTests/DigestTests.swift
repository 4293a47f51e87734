import Testing

@testable import Web

/// Values computed with Python: hashlib.sha256.
@Suite("Digests")
struct DigestTests {
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("通知", "4b6ded8a7f181397121cbfa64c684d5d183160a83cfd03b01dfa434337fc08e0"),
  ])
  func `An array, its slice and any other sequence have the same digest`(text: String, hex: String) {
    let bytes = Array(text.utf8)
    #expect(Digest(of: bytes).hex == hex)
    #expect(Digest(of: bytes[...]).hex == hex)
    #expect(Digest(of: text.utf8).hex == hex)
    #expect(Digest(of: AnySequence(bytes)).hex == hex)
    #expect(Digest(of: bytes).warcValue == "sha256:" + hex)
  }
}
