import Testing

@testable import Web

@Suite("Addresses of hosts")
struct IPAddressTests {
  @Test("Each address reaches as far as the IANA registries say")
  func reach() throws {
    for row in try Table("addresses.tsv").rows {
      let address = try #require(IPAddress(row[0]), "\(row[0])")
      #expect(address.isPublic == (row[1] == "public"), "\(row[0])")
      #expect(address.isLoopback == (row[1] == "loopback"), "\(row[0])")
      #expect(IPAddress(address.text) == address)
      #expect(IPAddress(bytes: address.bytes) == address)
    }
  }

  @Test(
    "RFC 5952 §4: the text is the canonical one",
    arguments: [
      ("2001:0db8::0001", "2001:db8::1"), ("2001:db8:0:0:0:0:2:1", "2001:db8::2:1"),
      ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"), ("2001:0:0:1:0:0:0:1", "2001:0:0:1::1"),
      ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"), ("0:0:0:0:0:0:0:0", "::"), ("1:0:0:0:0:0:0:0", "1::"),
      ("2001:DB8::A", "2001:db8::a"), ("::ffff:192.0.2.1", "::ffff:c000:201"), ("010.1.1.1", ""), ("1.2.3", ""),
      ("1.2.3.4.5", ""), ("256.1.1.1", ""), ("1.2.3.", ""), ("", ""), (":", ""), (":::", ""), ("1::2::3", ""),
      ("1:2:3:4:5:6:7", ""), ("1:2:3:4:5:6:7:8:9", ""), ("fe80::1%eth0", ""), ("[::1]", ""), ("::1.2.3", ""),
    ])
  func text(written: String, canonical: String) {
    #expect((IPAddress(written)?.text ?? "") == canonical)
  }

  @Test("Only 4 and 16 bytes are an address", arguments: [0, 1, 3, 5, 15, 17])
  func counts(count: Int) {
    #expect(IPAddress(bytes: [UInt8](repeating: 1, count: count)) == nil)
  }
}
