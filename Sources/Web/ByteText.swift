extension [UInt8] {
  /// Appends a text as UTF-8, without an array of its own in between.
  package mutating func append(utf8 text: String) {
    var text = text
    text.withUTF8 { unsafe append(contentsOf: $0) }
  }
}
