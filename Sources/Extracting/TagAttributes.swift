internal import Web

#if canImport(Glibc)
  private import Glibc
#else
  private import Darwin
#endif

/// A NUL-terminated attribute value; alive as long as the parser's event.
typealias RawValue = UnsafePointer<UInt8>

/// The attributes of one start tag that matter to extraction. An attribute without a value counts as absent, but for
/// `hidden`.
@safe struct TagAttributes {
  private(set) var id: RawValue?
  private(set) var classes: RawValue?
  private(set) var style: RawValue?
  private(set) var href: RawValue?
  private(set) var src: RawValue?
  /// `data-src`, `data-original`, `oldsrc`.
  private(set) var lateSource: RawValue?
  private(set) var align: RawValue?
  private(set) var columnSpan: RawValue?
  private(set) var rowSpan: RawValue?
  private(set) var border: RawValue?
  private(set) var role: RawValue?
  private(set) var content: RawValue?
  /// `name`, `property` or `http-equiv`, whichever comes first.
  private(set) var name: RawValue?
  private(set) var alternative: RawValue?
  private(set) var title: RawValue?
  private(set) var language: RawValue?
  private(set) var onClick: RawValue?
  private(set) var rel: RawValue?
  private(set) var isHidden = false

  init(_ list: UnsafeMutablePointer<UnsafePointer<UInt8>?>?) {
    guard var next = unsafe list else { return }
    while let name = unsafe next.pointee {
      if let known = unsafe AttributeName(name) { unsafe take(known, next[1]) }
      unsafe next += 2
    }
  }

  private mutating func take(_ name: AttributeName, _ value: RawValue?) {
    switch name {
    case .id: unsafe id = value
    case .classes: unsafe classes = value
    case .style: unsafe style = value
    case .href: unsafe href = value
    case .src: unsafe src = value
    case .dataSource, .dataOriginal, .oldSource: unsafe lateSource = value
    case .align: unsafe align = value
    case .colspan: unsafe columnSpan = value
    case .rowspan: unsafe rowSpan = value
    case .border: unsafe border = value
    case .role: unsafe role = value
    case .content: unsafe content = value
    case .name, .property, .httpEquivalent: unsafe self.name = self.name ?? value
    case .alt: unsafe alternative = value
    case .title: unsafe title = value
    case .lang: unsafe language = value
    case .onclick: unsafe onClick = value
    case .rel: unsafe rel = value
    case .hidden: isHidden = true
    }
  }
}

/// The bytes of a value without its NUL.
func bytes(of value: RawValue) -> UnsafeBufferPointer<UInt8> {
  let count = unsafe strlen(UnsafeRawPointer(value).assumingMemoryBound(to: CChar.self))
  return unsafe UnsafeBufferPointer(start: value, count: count)
}

/// The value as text, white space trimmed.
func trimmedText(_ value: RawValue?) -> String {
  guard let value = unsafe value else { return "" }
  let bytes = unsafe bytes(of: value)
  var (start, end) = (0, bytes.count)
  while start < end, unsafe bytes[start] <= 0x20 { start += 1 }
  while start < end, unsafe bytes[end - 1] <= 0x20 { end -= 1 }
  return unsafe String(utf8: bytes.span.extracting(start..<end))
}
