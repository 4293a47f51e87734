private import CLibxml2

/// Owns one libxml2 parser context and lets it tell a page to a `PageBuilder`, event by event (SAX).
///
/// No tree is built: the events already come properly nested, a tree would cost a third of the time again and several
/// times the page in memory, and libxml2 cuts long text and deep nesting only in its tree. The bytes must be UTF-8:
/// given GBK, libxml2 2.9 drops the rest of the page at the first bad byte, without a word.
@safe struct PageParser: ~Copyable {
  private let context: htmlParserCtxtPtr

  /// Nil when there is no memory for a context.
  init?() {
    PageParser.start
    guard let context = unsafe htmlNewParserCtxt() else { return nil }
    unsafe self.context = context
    if let handler = unsafe context.pointee.sax { unsafe PageParser.listen(handler) }
  }

  /// Has every event told to the builder, and none to libxml2's own tree.
  private static func listen(_ handler: UnsafeMutablePointer<htmlSAXHandler>) {
    unsafe handler.pointee = htmlSAXHandler()
    unsafe handler.pointee.startElement = { target, name, attributes in
      guard let target = unsafe target, let name = unsafe name else { return }
      unsafe listener(target).start(name, attributes)
    }
    unsafe handler.pointee.endElement = { target, name in
      guard let target = unsafe target, let name = unsafe name else { return }
      unsafe listener(target).end(name)
    }
    unsafe handler.pointee.characters = { target, bytes, count in
      guard let target = unsafe target, let bytes = unsafe bytes else { return }
      unsafe listener(target).page.pointee.characters(UnsafeBufferPointer(start: bytes, count: Int(count)))
    }
    unsafe handler.pointee.ignorableWhitespace = handler.pointee.characters
    unsafe handler.pointee.cdataBlock = handler.pointee.characters
    unsafe handler.pointee.comment = { target, bytes in
      guard let target = unsafe target, let bytes = unsafe bytes else { return }
      unsafe listener(target).page.pointee.comment(bytes)
    }
  }

  deinit { unsafe htmlFreeParserCtxt(context) }

  /// Tells the page, which must be valid UTF-8, to the builder.
  func parse(_ utf8: borrowing [UInt8], into page: inout PageBuilder) {
    unsafe withUnsafeMutablePointer(to: &page) { page in
      var listener = unsafe PageListener(page: page, context: context)
      unsafe withUnsafeMutablePointer(to: &listener) { listener in
        unsafe context.pointee.userData = UnsafeMutableRawPointer(listener)
        unsafe utf8.withUnsafeBytes { bytes in
          let start = unsafe bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
          _ = unsafe htmlCtxtReadMemory(context, start, Int32(bytes.count), nil, "UTF-8", PageParser.options)
        }
      }
      unsafe context.pointee.userData = nil
    }
  }

  private static let options = Int32(
    HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
      | HTML_PARSE_NONET.rawValue | HTML_PARSE_COMPACT.rawValue | XML_PARSE_HUGE.rawValue)

  /// libxml2 wants its allocator chosen before anything is allocated, and its globals made before threads use it.
  static let start: Void = {
    ParserMemory.choose()
    xmlInitParser()
  }()
}

private func listener(_ target: UnsafeMutableRawPointer) -> PageListener {
  unsafe target.assumingMemoryBound(to: PageListener.self).pointee
}
