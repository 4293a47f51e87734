import GRDB
import Testing
import Web

@testable import Cataloguing

@Suite("What is known of an address before it is visited again")
struct PastTests {
  private let outcomes: [Outcome] = [.new, .unchanged, .notModified]

  /// Three visits: a new document, the same again, a 304.
  private func fill(_ catalogue: Catalogue) throws -> Address {
    var address = Samples.address()
    try catalogue.save(Samples.file)
    try catalogue.save(address)
    for (index, outcome) in outcomes.enumerated() { try catalogue.add(Samples.capture(index + 1).with(outcome)) }
    (address.lastVisit, address.fullVisit) = (3, 2)
    try catalogue.saveLastVisit(of: address)
    return address
  }

  @Test func `nothing is known of a new address but when that was`() throws {
    try withCatalogue { catalogue, _ in
      let other = AddressIdentity(key: "www.example.gov.cn/new.html").id
      #expect(try catalogue.past(of: other).asOf == 0)
      _ = try fill(catalogue)
      let past = try catalogue.past(of: other)
      #expect(past.asOf == 3 && past.address == nil && past.lastVisit == nil && past.validators == nil)
      #expect(past.version == nil && past.original == nil)
    }
  }

  @Test func `the last visit, the validators of the last full one, version and record are there`() throws {
    try withCatalogue { catalogue, _ in
      let address = try fill(catalogue)
      let version = Samples.version()
      let original = OriginalPayload(
        payload: Samples.digest("payload"), body: Samples.digest("body"), record: Samples.capture(1).record,
        recordID: "<urn:uuid:1>", url: address.url, at: Samples.date)
      try catalogue.save(version)
      try catalogue.add(original)
      let past = try catalogue.past(of: address.id)
      #expect(past.asOf == 3 && past.address == address)
      #expect(past.lastVisit == PastVisit(Samples.capture(3).with(.notModified)))
      let full = Samples.capture(2)
      #expect(past.validators == Validators(etag: full.etag, lastModified: full.lastModified, at: full.at))
      #expect(past.version == version && past.original == original)
    }
  }

  @Test func `the frontier hands it over with the address, also where nothing is known`() throws {
    try withCatalogue { catalogue, _ in
      let address = try fill(catalogue)
      let new = AddressIdentity(key: "www.example.gov.cn/new.html").id
      try catalogue.add([found(address.id, address.url), found(new, "https://www.example.gov.cn/new.html")])
      let due = try catalogue.next(of: "www.example.gov.cn", at: .max, count: 9)
      #expect(due.map(\.queued.address) == [address.id, new])
      #expect(due.map(\.past.address) == [address, nil] && due.map(\.past.asOf) == [3, 3])
    }
  }

  @Test func `what an earlier release counted has its last full visit found`() throws {
    try withCatalogue { catalogue, path in
      let address = try fill(catalogue)
      try catalogue.close()
      let queue = try DatabaseQueue(path: path)
      try queue.write { database in
        try database.execute(
          sql: """
            ALTER TABLE address DROP COLUMN full_visit;
            DELETE FROM grdb_migrations WHERE identifier = '10 full visits'
            """)
      }
      try queue.close()
      #expect(try Catalogue(path: path, access: .writing).address(address.id) == address)
    }
  }

  @Test func `a known address is queued where the frontier lacks it or excluded it`() throws {
    try withCatalogue { catalogue, _ in
      let keys = ["a.gov.cn/queued", "a.gov.cn/excluded", "a.gov.cn/lacking", "b.gov.cn/other"]
      let addresses = keys.map { Samples.address($0) }
      for address in addresses { try catalogue.save(address) }
      try catalogue.add([found(addresses[0].id, "http://a.gov.cn/queued")])
      try catalogue.add([found(addresses[1].id, "http://a.gov.cn/excluded", exclusion: "scope[0]")])
      let missing = try catalogue.addressesToQueue(host: "a.gov.cn").map(\.key)
      #expect(missing == ["a.gov.cn/excluded", "a.gov.cn/lacking"])
    }
  }

  @Test func `a report is told what became of each address of the frontier`() throws {
    try withCatalogue { catalogue, _ in
      let address = try fill(catalogue)
      let new = AddressIdentity(key: "www.example.gov.cn/new.html").id
      try catalogue.add([found(address.id, address.url), found(new, "https://www.example.gov.cn/new.html")])
      let rows = try catalogue.visited(after: 0, count: 9)
      #expect(rows.map(\.address) == [address.id, new])
      #expect(rows[0].standing == address.standing && rows[0].version == address.version)
      #expect(rows[0].last?.sequence == 3 && rows[0].last?.outcome == .notModified)
      #expect(rows[0].last?.url == address.url && rows[0].last?.reason == Samples.capture(3).reason)
      #expect(rows[1].standing == nil && rows[1].version == nil && rows[1].last == nil)
      #expect(try catalogue.visited(after: rows[0].id, count: 9).count == 1)
    }
  }

  private func found(_ address: AddressID, _ url: String, exclusion: String? = nil) -> FoundURL {
    let host = url.split(separator: "/")[1]
    return FoundURL(
      address: address, url: url, host: String(host), priority: 1, depth: 0, hop: "link", exclusion: exclusion)
  }
}
