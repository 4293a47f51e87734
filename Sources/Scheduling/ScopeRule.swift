package import Web

/// One accept or reject rule of a portal's scope.
package struct ScopeRule: Sendable {
  package enum Decision: String, Sendable, Codable { case accept, reject }

  /// What a rule looks at.
  package enum Kind: String, Sendable, Codable, CaseIterable {
    /// `name` (ports 80 and 443), `name:port`, or `*.name` for every host below it.
    case host
    /// The beginning of the address: `https://…`, `//host/…` whatever the scheme, or `/path…` on any host.
    case prefix
    /// A regular expression found anywhere in the address.
    case regex
    /// Hops from a seed: accepts up to the value, rejects above it.
    case depth
    /// A type of ``URLType`` (`image`) or a file name extension (`pdf`).
    case type
  }

  package let decision: Decision
  package let kind: Kind
  package let value: String
  /// `scope[2]: reject prefix /search`, `default: accept host www.example.gov.cn`: what `explain` prints.
  package let name: String
  private let test: Test

  /// Thrown when the value is none of its kind. `origin` is where the rule stands, `scope[2]`.
  package init(_ decision: Decision, _ kind: Kind, _ value: String, origin: String) throws(ScopeError) {
    self.decision = decision
    self.kind = kind
    self.value = value
    name = "\(origin): \(decision.rawValue) \(kind.rawValue) \(value)"
    do { test = try Test(kind, value) } catch { throw ScopeError(rule: name, problem: error.text) }
  }

  /// Whether the rule speaks about that address.
  package func matches(_ url: CrawlURL, depth: Int, type: URLType) -> Bool {
    switch test {
    case .host(let pattern): pattern.matches(url)
    case .prefix(let prefix): url.text.utf8.starts(with: prefix.utf8)
    case .schemelessPrefix(let prefix): url.text.utf8.drop(while: { $0 != 0x2F }).starts(with: prefix.utf8)
    case .pathPrefix(let prefix): url.target.utf8.starts(with: prefix.utf8)
    case .regex(let pattern): pattern.isFound(in: url.text)
    case .depth(let limit): decision == .accept ? depth <= limit : depth > limit
    case .type(let wanted): wanted == type
    case .fileExtension(let wanted): URLType.fileExtension(of: url) == wanted
    }
  }
}

/// A scope rule that cannot be.
package struct ScopeError: Error, Hashable, Sendable, CustomStringConvertible {
  package let rule: String
  package let problem: String
  package var description: String { "\(rule): \(problem)" }
}

extension ScopeRule {
  private enum Test: Sendable {
    case host(HostPattern)
    case prefix(String)
    case schemelessPrefix(String)
    case pathPrefix(String)
    case regex(URLPattern)
    case depth(Int)
    case type(URLType)
    case fileExtension(String)

    struct Problem: Error { let text: String }

    init(_ kind: Kind, _ value: String) throws(Problem) {
      guard !value.isEmpty else { throw Problem(text: "the value is empty") }
      switch kind {
      case .host:
        guard let pattern = HostPattern(value) else { throw Problem(text: "no host name, with or without a port") }
        self = .host(pattern)
      case .prefix: self = try Test.prefixTest(value)
      case .regex:
        guard let pattern = URLPattern(value) else { throw Problem(text: "no regular expression") }
        self = .regex(pattern)
      case .depth:
        guard let limit = Int(value), limit >= 0 else { throw Problem(text: "no number of hops") }
        self = .depth(limit)
      case .type: self = try Test.typeTest(value.lowercased())
      }
    }

    private static func prefixTest(_ value: String) throws(Problem) -> Test {
      if value.hasPrefix("//") { return .schemelessPrefix(value) }
      if value.hasPrefix("/") { return .pathPrefix(value) }
      if value.hasPrefix("http://") || value.hasPrefix("https://") { return .prefix(value) }
      throw Problem(text: "a prefix begins with http://, https://, // or /")
    }

    private static func typeTest(_ value: String) throws(Problem) -> Test {
      if let type = URLType(rawValue: value) { return .type(type) }
      let name = value.hasPrefix(".") ? String(value.dropFirst()) : value
      guard (1...5).contains(name.utf8.count), name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) }) else {
        let known = URLType.allCases.map(\.rawValue).joined(separator: ", ")
        throw Problem(text: "neither a file name extension nor one of \(known)")
      }
      return .fileExtension(name)
    }
  }
}
