internal import CLibxml2

/// Where libxml2's events go, and the parser that they come from.
///
/// libxml2 copies text character by character, at a hundred instructions each. So plain text that follows a tag is taken
/// out of the parser's own buffer, and the parser goes on behind it; what it would change, or read markup in, is left to
/// it. That holds up to libxml2 2.13: 2.14 passes the tag's `>` at another time, and copies in runs itself.
@unsafe struct PageListener {
  let page: UnsafeMutablePointer<PageBuilder>
  let context: htmlParserCtxtPtr

  func start(_ name: RawValue, _ attributes: UnsafeMutablePointer<RawValue?>?) {
    guard let tag = unsafe page.pointee.start(name: name, attributes: attributes), unsafe isKnownParser,
      let input = unsafe context.pointee.input, let cursor = unsafe input.pointee.cur, unsafe cursor.pointee == 0x3E,
      let text = unsafe ParserText(cursor + 1, input)
    else { return }
    let count = unsafe length(text, in: tag, name)
    if count == 0 { return }
    unsafe page.pointee.characters(text.bytes(count))
    // What the parser sees now is the start tag's `>` right before what follows the text.
    unsafe UnsafeMutablePointer(mutating: cursor + count).pointee = 0x3E
    unsafe input.pointee.cur = unsafe cursor + count
  }

  func end(_ name: RawValue) {
    guard let tag = unsafe page.pointee.end(name: name), unsafe isKnownParser,
      let input = unsafe context.pointee.input, let cursor = unsafe input.pointee.cur,
      let text = unsafe ParserText(cursor, input), unsafe text.isBehindEnd(of: name, tag), unsafe isTextTaken
    else { return }
    let count = unsafe text.run
    if count == 0 { return }
    unsafe page.pointee.characters(text.bytes(count))
    unsafe input.pointee.cur = unsafe cursor + count
  }

  /// A version that works so, which has not lost its place inside of a character: then it goes on with Latin-1.
  private var isKnownParser: Bool {
    unsafe LIBXML_VERSION < 21400 && context.pointee.charset == Int32(XML_CHAR_ENCODING_UTF8.rawValue)
  }

  /// How much text may be taken behind a start tag.
  private func length(_ text: ParserText, in tag: Tag, _ name: RawValue) -> Int {
    switch tag {
    case .script: unsafe rawLength(text, "script")
    case .style: unsafe rawLength(text, "style")
    // Text below the first two would make libxml2 open a paragraph; names outside the vocabulary may be void too.
    case .html, .head, .other: 0
    default: unsafe tag.isVoid || !text.isBehindStart(of: name) ? 0 : text.run
    }
  }

  /// The whole of a script or style; 0 for one that libxml2 must read.
  private func rawLength(_ text: ParserText, _ name: StaticString) -> Int {
    let count = unsafe text.rawLength(name)
    return unsafe count > 0 && page.pointee.keepsNoText(count) && text.isPlain(count) ? count : 0
  }

  /// Whether text behind the element that ends stays text of the element around it.
  private var isTextTaken: Bool {
    let count = unsafe Int(context.pointee.nameNr)
    guard count > 1, let outer = unsafe context.pointee.nameTab[count - 2] else { return false }
    switch unsafe outer.pointee {
    case 0x68, 0x73: return unsafe ![Tag.html, .head, .script, .style].contains(Tag(outer))
    default: return true
    }
  }
}
