/// Session ids as the Wayback Machine's canonicalizer finds them in paths and queries.
enum SessionID {
  /// ASP.NET's cookieless sessions, `/(S(…24…))/page.aspx` and `/(…24…)/page.aspx`, of a lower-case path.
  static func removed(fromPath path: [UInt8]) -> [UInt8] {
    guard path.contains(0x28) else { return path }
    return removed(from: removed(from: path, isSession: isLettered), isSession: isPlain)
  }

  private static func removed(from path: [UInt8], isSession: (ArraySlice<UInt8>) -> Bool) -> [UInt8] {
    for slash in path.indices.reversed() where path[slash] == 0x2F {
      let segment = path[(slash + 1)...].prefix { $0 != 0x2F }
      guard segment.endIndex < path.count, isSession(segment), isPage(path[(segment.endIndex + 1)...]) else { continue }
      return Array(path[...slash] + path[(segment.endIndex + 1)...])
    }
    return path
  }

  /// `(a(24 letters or digits)…)`.
  private static func isLettered(_ segment: ArraySlice<UInt8>) -> Bool {
    guard segment.first == 0x28, segment.last == 0x29, segment.count > 2 else { return false }
    var rest = segment.dropFirst().dropLast()
    while !rest.isEmpty {
      guard rest.count >= 27, rest.first?.isASCIILetter == true, isPlain(rest.dropFirst().prefix(26)) else {
        return false
      }
      rest = rest.dropFirst(27)
    }
    return true
  }

  /// `(24 letters or digits)`.
  private static func isPlain(_ segment: ArraySlice<UInt8>) -> Bool {
    segment.count == 26 && segment.first == 0x28 && segment.last == 0x29
      && segment.dropFirst().dropLast().allSatisfy { $0.isASCIIDigit || $0.isASCIILetter }
  }

  /// Something, then `.aspx`, no question mark before it.
  private static func isPage(_ rest: ArraySlice<UInt8>) -> Bool {
    let name = rest.prefix { $0 != 0x3F }
    let mark = Array(".aspx".utf8)
    return name.count > mark.count
      && name.indices.dropFirst().contains { name[$0...].prefix(mark.count).elementsEqual(mark) }
  }
}

// MARK: Queries

extension SessionID {
  /// The names with what their value must be; each is looked for once, the last place first.
  private static let names: [(name: [UInt8], takesValue: @Sendable (ArraySlice<UInt8>) -> Bool)] = [
    (Array("jsessionid=".utf8), isLong), (Array("phpsessid=".utf8), isLong), (Array("sid=".utf8), isLong),
  ]

  static func removed(fromQuery query: [UInt8]) -> [UInt8] {
    var query = query
    for (name, takesValue) in names {
      query = cut(query) { place in
        guard begins(query[place...], with: name) else { return nil }
        let value = query[(place + name.count)...].prefix { $0 != 0x26 }
        return takesValue(value) ? value.endIndex : nil
      }
    }
    let all = query
    query = cut(all) { aspSession(in: all[$0...]) }
    let rest = query
    return cut(rest) { coldFusionSession(in: rest[$0...]) }
  }

  /// Takes out the last match together with the `&` after it.
  private static func cut(_ query: [UInt8], end: (Int) -> Int?) -> [UInt8] {
    for start in query.indices.reversed() {
      guard let end = end(start) else { continue }
      return Array(query[..<start] + query[end...].dropFirst())
    }
    return query
  }

  @Sendable private static func isLong(_ value: ArraySlice<UInt8>) -> Bool {
    value.count == 32 && value.allSatisfy { $0.isASCIIDigit || $0.isASCIILetter }
  }

  /// `ASPSESSIONIDxxxxxxxx=` and 24 letters.
  private static func aspSession(in rest: ArraySlice<UInt8>) -> Int? {
    let name = Array("aspsessionid".utf8)
    guard begins(rest, with: name) else { return nil }
    let letters = rest.dropFirst(name.count)
    let value = letters.dropFirst(9).prefix { $0 != 0x26 }
    guard letters.count >= 9, letters.prefix(8).allSatisfy(\.isASCIILetter), letters.dropFirst(8).first == 0x3D,
      value.count == 24, value.allSatisfy(\.isASCIILetter)
    else { return nil }
    return value.endIndex
  }

  /// `cfid=…&cftoken=…`.
  private static func coldFusionSession(in rest: ArraySlice<UInt8>) -> Int? {
    let (name, token) = (Array("cfid=".utf8), Array("&cftoken=".utf8))
    guard begins(rest, with: name) else { return nil }
    let value = rest.dropFirst(name.count).prefix { $0 != 0x26 }
    let after = rest[value.endIndex...]
    guard !value.isEmpty, begins(after, with: token) else { return nil }
    let tokenValue = after.dropFirst(token.count).prefix { $0 != 0x26 }
    return tokenValue.isEmpty ? nil : tokenValue.endIndex
  }

  private static func begins(_ bytes: ArraySlice<UInt8>, with name: [UInt8]) -> Bool {
    bytes.prefix(name.count).elementsEqual(name) { $0.asciiLowercased == $1 }
  }
}
