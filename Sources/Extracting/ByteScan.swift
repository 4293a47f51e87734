/// Whether a value is that lower-case ASCII word, case and blanks around it ignored.
func equals(_ value: RawValue, _ word: StaticString) -> Bool {
  let bytes = unsafe bytes(of: value)
  var start = 0
  while start < bytes.count, unsafe bytes[start] <= 0x20 { start += 1 }
  guard unsafe hasWord(bytes, at: start, word) else { return false }
  let rest = start + word.utf8CodeUnitCount
  return unsafe bytes[rest...].allSatisfy { $0 <= 0x20 }
}

/// Whether a style declares that property with a value that begins so.
func declares(_ style: UnsafeBufferPointer<UInt8>, _ property: StaticString, _ value: StaticString) -> Bool {
  var index = 0
  while index + property.utf8CodeUnitCount < style.count {
    if unsafe hasWord(style, at: index, property), index == 0 || !isNameByte(unsafe style[index - 1]) {
      var next = index + property.utf8CodeUnitCount
      while next < style.count, unsafe style[next] <= 0x20 { next += 1 }
      if next < style.count, unsafe style[next] == 0x3A {
        next += 1
        while next < style.count, unsafe style[next] <= 0x20 { next += 1 }
        if unsafe hasWord(style, at: next, value) { return true }
      }
    }
    index += 1
  }
  return false
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

private func isNameByte(_ byte: UInt8) -> Bool {
  byte == 0x2D || byte == 0x5F || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A)
}
