private import CLibxml2

/// libxml2's own parse of a page into its tree, with nothing done with it: what benchmarks measure everything against.
package enum BareParse {
  /// Parses valid UTF-8 with the options of `PageParser`, frees the tree, and answers whether there was one.
  package static func run(_ utf8: [UInt8]) -> Bool {
    PageParser.start
    return unsafe utf8.withUnsafeBytes { bytes in
      let start = unsafe bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
      guard let tree = unsafe htmlReadMemory(start, Int32(bytes.count), nil, "UTF-8", options) else { return false }
      unsafe xmlFreeDoc(tree)
      return true
    }
  }

  private static let options = Int32(
    HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
      | HTML_PARSE_NONET.rawValue | HTML_PARSE_COMPACT.rawValue | XML_PARSE_HUGE.rawValue)
}
