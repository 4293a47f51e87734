extension CrawlURL {
  /// The short way for nearly all links of a page: a path, and perhaps a query, of bytes that stay as they are, without
  /// dot segments but a leading `./`; nil for any other reference.
  func joined(plain reference: String) -> CrawlURL? {
    unsafe reference.utf8.withContiguousStorageIfAvailable { reference in
      unsafe text.utf8.withContiguousStorageIfAvailable { base in unsafe joined(reference, base) } ?? nil
    } ?? nil
  }

  private func joined(_ reference: UnsafeBufferPointer<UInt8>, _ base: UnsafeBufferPointer<UInt8>) -> CrawlURL? {
    guard let (from, kept) = unsafe place(reference, base) else { return nil }
    guard let pathEnd = unsafe plainPathEnd(reference, from) else { return nil }
    let rest = unsafe UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(reference)[from...])
    guard kept + rest.count <= CrawlURL.maxLength else { return nil }
    let start = unsafe UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(base)[..<kept])
    let text = unsafe withUnsafeTemporaryAllocation(byteCount: kept + rest.count, alignment: 1) { target in
      unsafe target.copyMemory(from: start)
      unsafe UnsafeMutableRawBufferPointer(rebasing: target[kept...]).copyMemory(from: rest)
      return unsafe String(utf8: target.assumingMemoryBound(to: UInt8.self).span)
    }
    var ends = partEnds
    ends.path = UInt16(truncatingIfNeeded: kept + pathEnd - from)
    return CrawlURL(text: text, ends: ends)
  }

  /// From where the reference is taken, and how much of the base stands before it: its host (which the reference may
  /// name too) or its folder.
  private func place(
    _ reference: UnsafeBufferPointer<UInt8>, _ base: UnsafeBufferPointer<UInt8>
  ) -> (start: Int, kept: Int)? {
    guard let first = unsafe reference.first, first != 0x3F else { return nil }
    let second = unsafe reference.count > 1 ? reference[1] : 0
    if first == 0x2F { return second == 0x2F ? nil : (0, pathStart) }
    if first == 0x68, reference.count > pathStart, unsafe reference[pathStart] == 0x2F,
      unsafe reference[..<pathStart].elementsEqual(base[..<pathStart])
    {
      return (pathStart, pathStart)
    }
    var kept = pathEnd
    while unsafe base[kept - 1] != 0x2F { kept -= 1 }
    return (first == 0x2E && second == 0x2F ? 2 : 0, kept)
  }

  /// Where the path ends; nil when a byte needs the parser.
  private func plainPathEnd(_ reference: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    let (path, query) = (plainPath, querySafe)
    var index = start
    var before: UInt8 = 0x2F
    while index < reference.count, unsafe reference[index] != 0x3F {
      let byte = unsafe reference[index]
      // A segment that begins so may be a dot segment.
      guard path.contains(byte), before != 0x2F || byte != 0x2E && byte != 0x25 else { return nil }
      before = byte
      index += 1
    }
    for place in index..<reference.count { guard query.contains(unsafe reference[place]) else { return nil } }
    return index
  }
}

/// What a path holds as it is, slashes included; a colon may end a scheme.
private let plainPath = ASCIISet(printableBut: "\"#<>?^`{}\\:")
