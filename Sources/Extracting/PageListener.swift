internal import CLibxml2

#if canImport(Glibc)
  private import Glibc
#else
  private import Darwin
#endif

/// Where libxml2's events go, and the parser that they come from.
@unsafe struct PageListener {
  let page: UnsafeMutablePointer<PageBuilder>
  let context: htmlParserCtxtPtr

  /// Takes the text of a `<script>` or `<style>` that just began out of the parser's own buffer and has the parser go
  /// on at the end tag: it would copy the text character by character, at a hundred instructions each.
  ///
  /// It is left alone where libxml2 would change it or read markup in it, and in libxml2 2.14, which copies in runs.
  func takeRawText(_ name: UnsafePointer<UInt8>) {
    guard LIBXML_VERSION < 21400, let input = unsafe context.pointee.input, let cursor = unsafe input.pointee.cur,
      unsafe cursor.pointee == 0x3E, let end = unsafe input.pointee.end
    else { return }
    let rest = unsafe UnsafeBufferPointer(start: cursor + 1, count: end - cursor - 1)
    guard let count = unsafe RawText.length(rest, name), count > 0, unsafe rest[0] != 0x3C else { return }
    let text = unsafe UnsafeBufferPointer(rebasing: rest[..<count])
    guard unsafe page.pointee.keepsNoText(count), unsafe RawText.isPlain(text) else { return }
    unsafe page.pointee.characters(text)
    // What the parser sees now is a start tag's `>` right before the end tag.
    unsafe UnsafeMutablePointer(mutating: cursor + count).pointee = 0x3E
    unsafe input.pointee.cur = unsafe cursor + count
  }
}

/// Text that is no markup: scripts and styles.
private enum RawText {
  /// How long it is: up to `</` and the element's name, ASCII case ignored; nil when that never comes.
  static func length(_ bytes: UnsafeBufferPointer<UInt8>, _ name: UnsafePointer<UInt8>) -> Int? {
    let name = unsafe Array(UnsafeBufferPointer(start: name, count: name[2] == 0x79 ? 5 : 6))
    var index = 0
    while unsafe passText(bytes, &index) {
      let start = index + 2
      if start + name.count <= bytes.count, unsafe bytes[index + 1] == 0x2F,
        name.indices.allSatisfy({ unsafe bytes[start + $0] | 0x20 == name[$0] })
      {
        return index
      }
      index += 1
    }
    return nil
  }

  /// Whether libxml2 would keep every character: no control characters, nothing from U+FFC0 on.
  static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    // Without branches, so that many bytes are looked at in one step.
    var bad: UInt8 = 0
    for index in 1..<bytes.count {
      let (before, byte) = unsafe (bytes[index - 1], bytes[index])
      bad |= (before == 0xEF ? 1 : 0) & (byte == 0xBF ? 1 : 0)
      bad |= (byte < 0x20 ? 1 : 0) & (byte != 0x09 ? 1 : 0) & (byte != 0x0A ? 1 : 0) & (byte != 0x0D ? 1 : 0)
    }
    let first = unsafe bytes[0]
    return bad == 0 && (first >= 0x20 || first == 0x09 || first == 0x0A || first == 0x0D)
  }
}

/// `script` or `style`: the elements whose text libxml2 reads as it stands.
func isRaw(_ name: UnsafePointer<UInt8>) -> Bool {
  unsafe name[0] == 0x73
    && (strcmp(UnsafeRawPointer(name).assumingMemoryBound(to: CChar.self), "script") == 0
      || strcmp(UnsafeRawPointer(name).assumingMemoryBound(to: CChar.self), "style") == 0)
}
