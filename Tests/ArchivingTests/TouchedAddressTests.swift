import Cataloguing
import Testing
import Web

@testable import Archiving

@Suite("What was looked up of an address is trusted until something became of it")
struct TouchedAddressTests {
  private let id = AddressIdentity(key: "www.example.gov.cn/a.html").id
  private let other = AddressIdentity(key: "www.example.gov.cn/b.html").id

  @Test func `a visit of the address makes it old, one of another address does not`() {
    var touched = TouchedAddresses(since: 10)
    let past = AddressPast(asOf: 10)
    touched.touch(other, at: 11)
    #expect(touched.stillTrue(past, of: id) === past)
    touched.touch(id, at: 12)
    #expect(touched.stillTrue(past, of: id) == nil)
    #expect(touched.stillTrue(AddressPast(asOf: 12), of: id) != nil)
    #expect(touched.stillTrue(nil, of: other) == nil)
  }

  @Test func `what is older than memory reaches is old`() {
    var touched = TouchedAddresses(since: 0)
    #expect(TouchedAddresses(since: 5).stillTrue(AddressPast(asOf: 4), of: id) == nil)
    for number in 1...9_000 { touched.touch(AddressID(value: UInt64(number)), at: number) }
    #expect(touched.stillTrue(AddressPast(asOf: 100), of: other) == nil)
    #expect(touched.stillTrue(AddressPast(asOf: 6_000), of: other) != nil)
    #expect(touched.stillTrue(AddressPast(asOf: 6_000), of: AddressID(value: 5_999)) != nil)
    #expect(touched.stillTrue(AddressPast(asOf: 6_000), of: AddressID(value: 6_001)) == nil)
  }

  @Test func `a second visit of an address whose past was looked up before the first builds on the first`()
    async throws
  {
    let ground = try Ground()
    let archive = try await ground.open()
    let url = CrawlURL("https://www.example.gov.cn/a.html")!
    let past = try await archive.past(of: url.identity().id)
    let first = try await ground.visit("/a.html", .page(Pages.notice), in: archive)
    let again = try await ground.visit("/a.html", .page(Pages.notice), in: archive, after: 0, before: past)
    #expect(first.capture.outcome == .new && again.capture.outcome == .unchanged)
    #expect(again.address.version == first.address.version && again.capture.at > first.capture.at)
    try await archive.close()
    try await ground.expectSound()
  }
}
