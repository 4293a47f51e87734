private import Web

extension RobotsRules {
  /// Reads a robots.txt; any bytes are one, if need be one without rules.
  package static func parse(_ bytes: [UInt8]) -> RobotsRules {
    var parser = RobotsParser()
    parser.read(bytes)
    return parser.rules
  }

  /// The product token at the beginning of a User-Agent value or a `user-agent` line, in lower case (RFC 9309 §2.2.1:
  /// letters, `_` and `-`); what does not begin with one stands for itself up to a blank or a slash.
  static func token(of value: ArraySlice<UInt8>) -> String {
    let letters = value.prefix { (0x61...0x7A).contains($0 | 0x20) || $0 == 0x5F || $0 == 0x2D }
    let token = letters.isEmpty ? value.prefix { $0 > 0x20 && $0 != 0x2F } : letters
    return String(decoding: token, as: UTF8.self).lowercased()
  }
}

/// A robots.txt being read line by line.
private struct RobotsParser {
  var rules = RobotsRules()
  /// Whom the lines that follow are for.
  private var agents: [String] = []
  /// Whether the group has a rule, so that the next user-agent line begins another one.
  private var hasRule = false
  private var line = 0

  mutating func read(_ bytes: [UInt8]) {
    let text = plain(cut(bytes))
    if text.first(where: { $0 > 0x20 }) == 0x3C {
      rules.isHTML = true
      return
    }
    var rest = text
    while !rest.isEmpty {
      let end = rest.firstIndex { $0 == 0x0A || $0 == 0x0D } ?? rest.endIndex
      line += 1
      take(rest[..<end])
      let isPair = end + 1 < rest.endIndex && rest[end] == 0x0D && rest[end + 1] == 0x0A
      rest = rest[min(end + (isPair ? 2 : 1), rest.endIndex)...]
    }
    for agent in rules.groups.keys { rules.groups[agent]?.rules.sort { $0.decidesBefore($1) } }
  }

  private mutating func cut(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.count > RobotsRules.maxBytes else { return bytes }
    rules.isCut = true
    let kept = bytes[..<RobotsRules.maxBytes]
    // A line that is cut could forbid or allow more than was meant.
    let end = kept.lastIndex { $0 == 0x0A || $0 == 0x0D } ?? 0
    return Array(kept[..<end])
  }

  private func plain(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return bytes[3...] }
    let isBig = bytes.starts(with: [0xFE, 0xFF]) || (bytes.count > 1 && bytes[0] == 0 && bytes[1] != 0)
    let isLittle = bytes.starts(with: [0xFF, 0xFE]) || (bytes.count > 1 && bytes[0] != 0 && bytes[1] == 0)
    guard isBig || isLittle else { return bytes[...] }
    return Charset.decode(bytes, as: isBig ? .utf16BE : .utf16LE).utf8[...]
  }
}

// MARK: Lines

extension RobotsParser {
  private mutating func take(_ line: ArraySlice<UInt8>) {
    let content = trimmed(line.prefix { $0 != 0x23 })
    for separator in [content.firstIndex(of: 0x3A), content.firstIndex(where: isBlank)] {
      guard let separator else { continue }
      let name = String(decoding: trimmed(content[..<separator]), as: UTF8.self).lowercased()
      guard let record = Record(name: name) else { continue }
      return take(record, trimmed(content[(separator + 1)...]))
    }
  }

  private mutating func take(_ record: Record, _ value: ArraySlice<UInt8>) {
    switch record {
    case .agent: takeAgent(value)
    case .allow: takeRule(value, isAllow: true)
    case .disallow: takeRule(value, isAllow: false)
    case .delay: takeDelay(value)
    case .sitemap: if !value.isEmpty { rules.sitemaps.append(text(value)) }
    }
  }

  private enum Record {
    case agent, allow, disallow, delay, sitemap

    init?(name: String) {
      switch name {
      case "user-agent", "useragent", "user agent": self = .agent
      case "allow": self = .allow
      case "disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw": self = .disallow
      case "crawl-delay", "crawldelay", "crawl delay": self = .delay
      case "sitemap", "site-map", "sitemaps": self = .sitemap
      default: return nil
      }
    }
  }

  private mutating func takeAgent(_ value: ArraySlice<UInt8>) {
    if hasRule { agents = [] }
    hasRule = false
    let token = RobotsRules.token(of: value)
    agents.append(token)
    if rules.groups[token] == nil { rules.groups[token] = .init() }
  }

  private mutating func takeRule(_ value: ArraySlice<UInt8>, isAllow: Bool) {
    hasRule = true
    guard !value.isEmpty else { return }
    let pattern = RobotsPattern(value)
    let rule = RobotsRules.Rule(isAllow: isAllow, pattern: pattern, text: text(value), line: line)
    for agent in Set(agents) { rules.groups[agent]?.rules.append(rule) }
  }

  private mutating func takeDelay(_ value: ArraySlice<UInt8>) {
    let digits = value.prefix { (0x30...0x39).contains($0) || $0 == 0x2E }
    guard let delay = Double(text(digits)), delay.isFinite else { return }
    for agent in agents {
      let longest = max(delay, rules.groups[agent]?.crawlDelay ?? 0)
      rules.groups[agent]?.crawlDelay = longest
    }
  }

  private func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
}

private func isBlank(_ byte: UInt8) -> Bool { byte <= 0x20 }

private func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
  let start = bytes.drop(while: isBlank)
  guard let last = start.lastIndex(where: { !isBlank($0) }) else { return [] }
  return start[...last]
}
