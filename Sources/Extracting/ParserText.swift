internal import CLibxml2

/// The bytes in libxml2's buffer that follow a tag.
@unsafe struct ParserText {
  private let start: UnsafePointer<UInt8>
  /// How many bytes stand in front, and from the start on.
  private let before: Int
  private let count: Int

  /// Nil at the end of the page.
  init?(_ start: UnsafePointer<UInt8>, _ input: UnsafeMutablePointer<xmlParserInput>) {
    guard let base = unsafe input.pointee.base, let end = unsafe input.pointee.end, unsafe start < end else {
      return nil
    }
    unsafe self.start = unsafe start
    unsafe before = unsafe start - base
    unsafe count = unsafe end - start
  }

  func bytes(_ count: Int) -> UnsafeBufferPointer<UInt8> { unsafe UnsafeBufferPointer(start: start, count: count) }

  /// How far text reaches that libxml2 would tell in one event as it stands: to the next tag or reference; 0 when it
  /// would not.
  var run: Int {
    let (start, end) = unsafe (start, min(count, 1_000))
    var index = 0
    while index < end {
      let byte = unsafe start[index]
      index += 1
      // Letters, ideographs and most signs.
      if byte > 0x3C, byte != 0xEF { continue }
      if byte == 0x3C || byte == 0x26 { return index - 1 }
      if byte < 0x20, byte != 0x09, byte != 0x0A, byte != 0x0D { return 0 }
      if byte == 0xEF, index < end, unsafe start[index] == 0xBF { return 0 }
    }
    return 0
  }

  /// How far a script or style reaches: to `</` and its name; 0 when that never comes, or markup may begin it.
  func rawLength(_ name: StaticString) -> Int {
    let bytes = unsafe bytes(count)
    if unsafe bytes[0] == 0x3C { return 0 }
    var index = 0
    while unsafe passText(bytes, &index) {
      if unsafe hasWord(bytes, at: index + 1, "/"), unsafe hasWord(bytes, at: index + 2, name) { return index }
      index += 1
    }
    return 0
  }

  /// Whether libxml2 would keep every character: no control characters, nothing from U+FFC0 on.
  func isPlain(_ count: Int) -> Bool {
    let bytes = unsafe bytes(count)
    // Without branches, so that many bytes are looked at in one step.
    var bad: UInt8 = 0
    for index in 1..<count {
      let (before, byte) = unsafe (bytes[index - 1], bytes[index])
      bad |= (before == 0xEF ? 1 : 0) & (byte == 0xBF ? 1 : 0)
      bad |= (byte < 0x20 ? 1 : 0) & (byte != 0x09 ? 1 : 0) & (byte != 0x0A ? 1 : 0) & (byte != 0x0D ? 1 : 0)
    }
    let first = unsafe bytes[0]
    return bad == 0 && (first >= 0x20 || first == 0x09 || first == 0x0A || first == 0x0D)
  }

  /// Whether that start tag stands right in front: `<name>`, or any that ends with a quoted attribute. Elements that
  /// libxml2 opens by itself are told between a tag's name and its attributes, or outside of tags.
  func isBehindStart(of name: RawValue) -> Bool {
    guard unsafe before > 1 else { return false }
    let last = unsafe start[-2]
    if last == 0x22 || last == 0x27 { return true }
    guard let place = unsafe place(of: name) else { return false }
    return unsafe start[place - 1] == 0x3C
  }

  /// Whether the end tag `</name>` stands right in front, or the tag of a void element.
  ///
  /// An end tag closes other elements first, whose names are not its own, but libxml2 reads any tag up to its `>`:
  /// `</html</form>` is one of html.
  func isBehindEnd(of name: RawValue, _ tag: Tag) -> Bool {
    guard unsafe before > 0, unsafe start[-1] == 0x3E else { return false }
    if tag.isVoid { return true }
    guard var place = unsafe place(of: name), unsafe start[place - 1] == 0x2F, unsafe start[place - 2] == 0x3C else {
      return false
    }
    place -= 3
    while unsafe -place <= before, unsafe start[place] != 0x3C {
      if unsafe start[place] == 0x3E { return true }
      place -= 1
    }
    return false
  }

  /// Where a name begins that ends before `>`, with room for two more bytes; nil when another one does.
  private func place(of name: RawValue) -> Int? {
    let name = unsafe Extracting.bytes(of: name)
    let place = -1 - name.count
    guard unsafe before >= name.count + 3 else { return nil }
    for index in name.indices {
      let byte = unsafe start[place + index]
      guard unsafe name[index] == (byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte) else { return nil }
    }
    return place
  }
}
