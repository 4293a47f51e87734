private import Web

/// Reads the records of a WARC file one after another; of the file no more than one record is in memory.
package struct WARCReader: ~Copyable {
  /// How much is demanded of a file.
  package enum Rules: Hashable, Sendable {
    /// What we write: a gzip member per record with our ten bytes in front, `WARC/1.1`, CRLFs where they belong.
    /// Whatever changes what a record says is an error.
    case house
    /// What others write and the standard allows or readers bear: WARC/1.0, no compression, several records in one
    /// member, lines ended by LF, too few or too many empty lines behind a block.
    case foreign
  }

  private var stream: MemberStream
  private let rules: Rules
  private let largestBlock: Int
  private var memberOffset: Int64
  private var isInMember = false
  private var isShared = false
  private var failure: WARCError?

  /// - Parameter offset: where a member or record begins. Default 0.
  /// - Parameter largestBlock: in bytes; a larger block is an error. Default 1 GiB.
  package init(
    _ source: any ByteSource, from offset: Int64 = 0, rules: Rules = .house, largestBlock: Int = 1 << 30
  ) {
    stream = MemberStream(source, from: offset)
    memberOffset = offset
    self.rules = rules
    self.largestBlock = largestBlock
  }

  /// The next record; nil at the end of the file. After an error the same error comes again, until `resynchronise`.
  package mutating func next() throws(WARCError) -> LocatedRecord? {
    if let failure { throw failure }
    do {
      return try readNext()
    } catch {
      // What the stream throws tells where it stood; what helps is where the damaged member begins.
      let known = WARCError(problem: error.problem, offset: memberOffset, file: error.file)
      failure = known
      throw known
    }
  }

  /// After an error, goes on at the next place from which a record can be read; says which, nil when there is none.
  ///
  /// A body stored as it came may itself be a WARC file: what is found inside a damaged record is no record of this
  /// file until the catalogue or the chain says so.
  package mutating func resynchronise() throws(WARCError) -> Int64? {
    guard let damaged = failure else { return memberOffset }
    var search = RecordSearch(stream.source, from: damaged.offset + 1)
    while let candidate = try search.next() {
      var probe = WARCReader(stream.source, from: candidate, rules: rules, largestBlock: largestBlock)
      guard (try? probe.next()) != nil else { continue }
      self = WARCReader(stream.source, from: candidate, rules: rules, largestBlock: largestBlock)
      return candidate
    }
    return nil
  }

  private mutating func readNext() throws(WARCError) -> LocatedRecord? {
    if !isInMember, try !beginMember() { return nil }
    let (head, length) = try readHead()
    if length > 1 << 20 { stream.reserve(min(length, 1 << 28) + WARCRecord.end.count) }
    while stream.pending.count < length + WARCRecord.end.count {
      if try !stream.more() { break }
    }
    guard stream.pending.count >= length else { throw error(stream.isPlain ? .torn : .wrongLength(declared: length)) }
    let block = stream.takeBlock(length)
    let bareLength = stream.offset - Int64(stream.pending.count) - memberOffset
    try readEnd(length)
    let record: WARCRecord
    do { record = try WARCRecord(head: head, block: block) } catch { throw self.error(.badHead("\(error)")) }
    defer { isShared = isInMember }
    let location = RecordLocation(
      offset: memberOffset, length: stream.isPlain ? bareLength : stream.offset - memberOffset)
    return LocatedRecord(record: record, location: location, sharesMember: isShared || isInMember)
  }

  private mutating func beginMember() throws(WARCError) -> Bool {
    memberOffset = stream.offset
    isShared = false
    switch try stream.begin() {
    case .end: return false
    case .torn: throw error(.torn)
    case .junk: throw error(.junk)
    case .plain:
      if rules == .house { throw error(.junk) }
    case .member:
      if rules == .house, try stream.peek(gzipHeader.count) != gzipHeader[...] { throw error(.badMemberHeader) }
    }
    isInMember = true
    return true
  }

  private mutating func readHead() throws(WARCError) -> (HeaderList, Int) {
    var end = headEnd(of: stream.pending)
    while end == nil {
      if stream.pending.count > Self.largestHead { throw error(.badHead("longer than \(Self.largestHead) bytes")) }
      let hasMore = try stream.more()
      end = headEnd(of: stream.pending)
      if !hasMore, end == nil { throw error(stream.isPlain ? .torn : .badHead("no empty line behind it")) }
    }
    let bytes = stream.pending[..<(end ?? 0)]
    let head = HeaderList(parsing: bytes)
    guard head.startLine.hasPrefix("WARC/") else {
      throw error(.badHead("\(WARCHeadProblem.noVersion(head.startLine))"))
    }
    if rules == .house { try checkHouseHead(head, bytes) }
    let length = head["Content-Length"] ?? ""
    guard let count = Int(length), count >= 0, length.utf8.first != UInt8(ascii: "+") else {
      throw error(.badHead("Content-Length cannot be read: \(length.prefix(40).debugDescription)"))
    }
    if count > largestBlock { throw error(.tooLarge(declared: count)) }
    stream.take(bytes.count)
    return (head, count)
  }

  private func checkHouseHead(_ head: HeaderList, _ bytes: ArraySlice<UInt8>) throws(WARCError) {
    if head.startLine != "WARC/1.1" { throw error(.badHead("the version is not WARC/1.1 but \(head.startLine)")) }
    var last: UInt8 = 0x0A
    for byte in bytes {
      if byte == 0x0A, last != 0x0D, last != 0x0A { throw error(.badHead("a line does not end with CRLF")) }
      last = byte
    }
  }

  /// Reads what stands behind a block, up to the end of the member or the next record.
  private mutating func readEnd(_ length: Int) throws(WARCError) {
    let end = WARCRecord.end
    while stream.pending.count < end.count + 1, try stream.more() {}
    if rules == .house {
      guard stream.pending.starts(with: end) else { throw error(.wrongLength(declared: length)) }
      stream.take(end.count)
      if stream.pending.starts(with: "WARC/".utf8) { throw error(.severalRecordsInMember) }
      guard stream.pending.isEmpty else { throw error(.wrongLength(declared: length)) }
    } else {
      try skipLineEnds()
      guard stream.pending.isEmpty || stream.pending.starts(with: "WARC/".utf8) else {
        throw error(.wrongLength(declared: length))
      }
    }
    isInMember = !stream.isPlain && !stream.pending.isEmpty
    if !isInMember { stream.drop() }
  }

  /// In a gzip member also makes sure that its end, and with it the checksum, is seen.
  private mutating func skipLineEnds() throws(WARCError) {
    while true {
      stream.take(stream.pending.prefix { $0 == 0x0D || $0 == 0x0A }.count)
      if stream.pending.count >= 5 { return }
      if try !stream.more() { return }
    }
  }

  private func error(_ problem: WARCError.Problem) -> WARCError {
    WARCError(problem: problem, offset: memberOffset, file: stream.source.path)
  }

  /// Real headers stay below 10 KB.
  private static let largestHead = 1 << 20
}
