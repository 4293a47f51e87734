import Foundation
import GRDB
import Testing
import Web

@testable import Cataloguing

@Suite("Rows of the catalogue")
struct RowTests {
  @Test func `an address comes back as it was written, also when it is written again`() throws {
    try withCatalogue { catalogue, _ in
      var address = Samples.address()
      #expect(try catalogue.address(address.id) == nil)
      try catalogue.save(address)
      #expect(try catalogue.address(address.id) == address)
      address.standing = AddressStanding()
      address.version = nil
      address.lastVisit = nil
      address.hasFolder = false
      try catalogue.save(address)
      #expect(try catalogue.address(address.id) == address)
      address.standing = address.standing.moved(to: "https://www.example.gov.cn/elsewhere.html")
      try catalogue.save(address)
      #expect(try catalogue.address(address.id) == address)
      #expect(try catalogue.addresses() == [address])
    }
  }

  @Test func `addresses are listed by host and key`() throws {
    try withCatalogue { catalogue, _ in
      let keys = ["b.gov.cn/2", "a.gov.cn/9", "b.gov.cn/1", "a.gov.cn:8080/0"]
      for key in keys { try catalogue.save(Samples.address(key)) }
      #expect(try catalogue.addresses().map(\.key) == ["a.gov.cn/9", "a.gov.cn:8080/0", "b.gov.cn/1", "b.gov.cn/2"])
      #expect(try catalogue.addresses(host: "b.gov.cn").map(\.key) == ["b.gov.cn/1", "b.gov.cn/2"])
      #expect(try catalogue.addresses(host: "c.gov.cn").isEmpty)
    }
  }

  @Test(arguments: [true, false])
  func `a capture comes back as it was written`(isFull: Bool) throws {
    try withCatalogue { catalogue, _ in
      try catalogue.save(Samples.file)
      try catalogue.save(Samples.address())
      let capture = Samples.capture(1, isFull: isFull)
      try catalogue.add(capture)
      #expect(try catalogue.captures(.all) == [capture])
      #expect(try catalogue.captures(.of(capture.address)) == [capture])
      #expect(try catalogue.captures(.number(2)).isEmpty)
    }
  }

  @Test(arguments: ["x'00'", "'text'", "zeroblob(31)", "zeroblob(33)", "7"])
  func `what somebody put into a digest's place is no digest, and ends nothing`(value: String) throws {
    try withCatalogue { catalogue, path in
      try catalogue.save(Samples.file)
      try catalogue.save(Samples.address())
      try catalogue.add(Samples.capture(1))
      let other = try DatabaseQueue(path: path)
      try other.write { try $0.execute(sql: "UPDATE capture SET payload = \(value), body = \(value)") }
      let read = try #require(try catalogue.captures(.all).first)
      #expect((read.payload, read.body) == (nil, nil))
      #expect(read.chain == Samples.capture(1).chain)
    }
  }

  @Test func `a capture of an unknown address or file, or with a number that is taken, is refused`() throws {
    try withCatalogue { catalogue, _ in
      try catalogue.save(Samples.address())
      #expect(throws: CatalogueError.self) { try catalogue.add(Samples.capture(1)) }
      try catalogue.save(Samples.file)
      #expect(throws: CatalogueError.self) { try catalogue.add(Samples.capture(1, of: Samples.address("x.gov.cn/"))) }
      try catalogue.add(Samples.capture(1))
      #expect(throws: CatalogueError.self) { try catalogue.add(Samples.capture(1)) }
    }
  }

  @Test func `every capture is handed over, also across gaps larger than a batch`() throws {
    try withCatalogue { catalogue, _ in
      try catalogue.save(Samples.file)
      try catalogue.save(Samples.address())
      let numbers = Array(1...1_001) + [5_000] + Array(9_000...9_010)
      try catalogue.beginGroup()
      for number in numbers { try catalogue.add(Samples.capture(number)) }
      try catalogue.commitGroup()
      var seen: [Int] = []
      try catalogue.forEachCapture { seen.append($0.sequence) }
      #expect(seen == numbers)
    }
  }

  @Test func `the last good capture is found behind bad ones`() throws {
    try withCatalogue { catalogue, _ in
      try catalogue.save(Samples.file)
      try catalogue.save(Samples.address())
      let outcomes: [Outcome] = [.new, .unchanged, .notModified, .failed, .gone]
      for (index, outcome) in outcomes.enumerated() { try catalogue.add(Samples.capture(index + 1).with(outcome)) }
      #expect(try catalogue.lastGoodCapture(of: Samples.address().id)?.sequence == 3)
      #expect(try catalogue.lastVisitDate(of: Samples.address().id) == Samples.capture(5).at)
      let head = try catalogue.chainHead()
      #expect(head?.sequence == 5 && head?.head == Samples.capture(5).chain)
    }
  }

  @Test func `a version comes back as it was written, with and without warnings`() throws {
    try withCatalogue { catalogue, _ in
      try catalogue.save(Samples.address())
      for version in [Samples.version(), Samples.version(warnings: [])] {
        try catalogue.save(version)
        #expect(try catalogue.versions(of: version.address) == [version])
        #expect(try catalogue.version(version.id, of: version.address) == version)
        #expect(try catalogue.versions(withText: version.text) == [version])
      }
    }
  }

  @Test func `cleaning rules come back by their digest, written once`() throws {
    try withCatalogue { catalogue, _ in
      let rules = Array("{\"include\": []}".utf8)
      for _ in 0..<2 { try catalogue.addCleaningRules(rules, digest: Samples.digest("r")) }
      #expect(try catalogue.cleaningRules(Samples.digest("r")) == rules)
      #expect(try catalogue.cleaningRules(Samples.digest("s")) == nil)
    }
  }

  @Test func `the first place of a payload stays`() throws {
    try withCatalogue { catalogue, _ in
      try catalogue.save(Samples.file)
      func payload(_ offset: Int) -> OriginalPayload {
        OriginalPayload(
          payload: Samples.digest("p"), body: Samples.digest("b"),
          record: RecordPlace(file: Samples.file.name, offset: offset, length: 9), recordID: "<urn:uuid:1>",
          url: "http://a/", at: Samples.date)
      }
      try catalogue.add(payload(1))
      try catalogue.add(payload(2))
      #expect(try catalogue.original(of: Samples.digest("p")) == payload(1))
      #expect(try catalogue.original(of: Samples.digest("q")) == nil)
    }
  }

  @Test func `responses that wait come in the order of their places and are forgotten one by one`() throws {
    try withCatalogue { catalogue, _ in
      try catalogue.save(Samples.file)
      func pending(_ offset: Int, attempts: Int = 0) -> PendingResponse {
        PendingResponse(
          record: RecordPlace(file: Samples.file.name, offset: offset, length: 9), context: "run: 1\r\n",
          attempts: attempts)
      }
      for offset in [30, 10, 20] { try catalogue.save(pending(offset)) }
      try catalogue.save(pending(20, attempts: 2))
      #expect(try catalogue.pending() == [pending(10), pending(20, attempts: 2), pending(30)])
      try catalogue.removePending(at: pending(20).record)
      #expect(try catalogue.pending() == [pending(10), pending(30)])
    }
  }

  @Test func `files stay in the order in which they were begun`() throws {
    try withCatalogue { catalogue, _ in
      for name in ["z", "a", "m"] { try catalogue.save(ArchivedFile(name: name, committedEnd: 0, isSealed: false)) }
      try catalogue.save(ArchivedFile(name: "a", committedEnd: 5_000_000_000, isSealed: true))
      let files = try catalogue.files()
      #expect(files.map(\.name) == ["z", "a", "m"])
      #expect(files[1] == ArchivedFile(name: "a", committedEnd: 5_000_000_000, isSealed: true))
      try catalogue.remove(files[0])
      #expect(try catalogue.files().map(\.name) == ["a", "m"])
    }
  }

  @Test func `settings are replaced, runs are written again when they end`() throws {
    try withCatalogue { catalogue, _ in
      #expect(try catalogue.setting("x") == nil)
      try catalogue.set("x", to: "1")
      try catalogue.set("x", to: "2")
      #expect(try catalogue.setting("x") == "2")
      var run = Run(id: "0a1b2c3d", command: "fetch", started: Samples.date)
      try catalogue.save(run)
      run.ended = Samples.date.advanced(by: 5)
      try catalogue.save(run)
    }
  }
}

extension Capture {
  func with(_ outcome: Outcome) -> Capture {
    Capture(
      sequence: sequence, address: address, url: url, at: at, status: status, outcome: outcome, version: version,
      run: run, reason: reason, via: via, hops: hops, record: record, metadata: metadata, payload: payload, body: body,
      etag: etag, lastModified: lastModified, chain: chain)
  }
}
