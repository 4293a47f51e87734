/// Whether a value is that lower-case ASCII word, case and blanks around it ignored.
func equals(_ value: RawValue, _ word: StaticString) -> Bool {
  let bytes = unsafe bytes(of: value)
  var start = 0
  while start < bytes.count, unsafe bytes[start] <= 0x20 { start += 1 }
  guard unsafe hasWord(bytes, at: start, word) else { return false }
  let rest = start + word.utf8CodeUnitCount
  return unsafe bytes[rest...].allSatisfy { $0 <= 0x20 }
}

/// What a style attribute says of showing, aligning and drawing.
struct StyleScan {
  private(set) var isHidden = false
  /// Nil when the style says nothing of it.
  private(set) var isCentred: Bool?
  private(set) var hasBorder = false

  init(_ style: UnsafeBufferPointer<UInt8>) {
    var index = 0
    while index < style.count {
      while index < style.count, unsafe style[index] <= 0x20 { index += 1 }
      unsafe declaration(style, index)
      while index < style.count, unsafe style[index] != 0x3B { index += 1 }
      index += 1
    }
  }

  /// One `name: value` that begins at an index.
  private mutating func declaration(_ style: UnsafeBufferPointer<UInt8>, _ start: Int) {
    guard start < style.count else { return }
    switch unsafe style[start] | 0x20 {
    case 0x64:
      if let value = unsafe value(style, start, "display") {
        isHidden = unsafe isHidden || hasWord(style, at: value, "none")
      }
    case 0x76:
      if let value = unsafe value(style, start, "visibility") {
        isHidden = unsafe isHidden || hasWord(style, at: value, "hidden")
      }
    case 0x74:
      if let value = unsafe value(style, start, "text-align") { isCentred = unsafe hasWord(style, at: value, "center") }
    case 0x62: unsafe border(style, start)
    default: break
    }
  }

  private mutating func border(_ style: UnsafeBufferPointer<UInt8>, _ start: Int) {
    if let value = unsafe value(style, start, "border") {
      hasBorder = unsafe hasBorder || !(hasWord(style, at: value, "none") || hasWord(style, at: value, "0"))
    } else if let value = unsafe value(style, start, "border-collapse") {
      hasBorder = unsafe hasBorder || hasWord(style, at: value, "collapse")
    }
  }

  /// Where the value begins when the declaration is of that property.
  private func value(_ style: UnsafeBufferPointer<UInt8>, _ start: Int, _ property: StaticString) -> Int? {
    guard unsafe hasWord(style, at: start, property) else { return nil }
    var next = start + property.utf8CodeUnitCount
    while next < style.count, unsafe style[next] <= 0x20 { next += 1 }
    guard next < style.count, unsafe style[next] == 0x3A else { return nil }
    next += 1
    while next < style.count, unsafe style[next] <= 0x20 { next += 1 }
    return next
  }
}

/// Whether a class attribute holds one of the words that hide an element.
func hasHidingClass(_ classes: RawValue?) -> Bool {
  guard let classes = unsafe classes else { return false }
  let bytes = unsafe bytes(of: classes)
  var start = 0
  while start < bytes.count {
    var end = start
    while end < bytes.count, unsafe bytes[end] > 0x20 { end += 1 }
    if unsafe isHidingWord(bytes, start, end - start) { return true }
    start = end + 1
  }
  return false
}

private func isHidingWord(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ count: Int) -> Bool {
  switch count {
  case 6: unsafe hasWord(bytes, at: start, "hidden") || hasWord(bytes, at: start, "d-none")
  case 7: unsafe hasWord(bytes, at: start, "ng-hide")
  case 10: unsafe hasWord(bytes, at: start, "layui-hide")
  default: false
  }
}

/// Whether that lower-case ASCII word stands at an index, case ignored.
func hasWord(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int, _ word: StaticString) -> Bool {
  let count = word.utf8CodeUnitCount
  guard index + count <= bytes.count else { return false }
  for offset in 0..<count {
    let byte = unsafe bytes[index + offset]
    let folded = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
    if unsafe folded != word.utf8Start[offset] { return false }
  }
  return true
}
