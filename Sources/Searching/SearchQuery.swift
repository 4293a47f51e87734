/// What is looked for: every group must be met by one of its terms, and no excluded term may stand in the text.
///
/// `财政 预算` both · `"信息公开 年报"` or `“…”` the words side by side · `财政 OR 预算` (or `|`) either · `-转载` without ·
/// a word that ends in `*` begins so. Full-width signs count as their half-width ones.
package struct SearchQuery: Hashable, Sendable {
  package let groups: [[Term]]
  package let excluded: [Term]

  /// Words that stand side by side.
  package struct Term: Hashable, Sendable {
    /// As written, without its quotes and signs.
    package let text: String
    /// Whether the last word may go on.
    package let isPrefix: Bool

    /// A single character at the end is the beginning of a pair in the index, whatever follows it.
    package init(text: String, isPrefix: Bool = false) {
      self.text = text
      self.isPrefix = isPrefix || Self.endsAlone(text)
    }

    private static func endsAlone(_ text: String) -> Bool {
      let scalars = text.unicodeScalars.map { Folding.standard.fold($0.value) }
      let roles = scalars.map(Folding.standard.role)
      guard let last = roles.lastIndex(where: { $0 != .separator }), roles[last] == .ideograph else { return false }
      return last == 0 || roles[last - 1] != .ideograph
    }

    /// Whether there is anything in it that an index holds.
    var isEmpty: Bool {
      text.unicodeScalars.allSatisfy { Folding.standard.role(Folding.standard.fold($0.value)) == .separator }
    }
  }
}

/// A query that finds nothing whatever the archive holds.
package enum SearchQueryError: Error, Hashable, CustomStringConvertible {
  /// Thrown when a query holds no word at all.
  case empty
  /// Thrown when a query only says what must not be there.
  case onlyExcludes

  package var description: String {
    switch self {
    case .empty: "the query holds no word to look for"
    case .onlyExcludes: "the query only says what must not be there: add a word that must"
    }
  }
}

extension SearchQuery {
  /// The query as an expression of SQLite's FTS5 (§3 "Full-text Query Syntax").
  package var fts5Expression: String { excluding(required) }

  /// The same, its groups met in one column; excluded terms may stand in none.
  package func fts5Expression(in column: String) -> String { excluding("{\(column)} : (\(required))") }

  private var required: String {
    let groups = groups.map { group in
      let terms = group.map(\.fts5Expression).joined(separator: " OR ")
      return group.count > 1 ? "(\(terms))" : terms
    }
    return groups.joined(separator: " AND ")
  }

  private func excluding(_ expression: String) -> String {
    if excluded.isEmpty { return expression }
    return "(\(expression)) NOT (\(excluded.map(\.fts5Expression).joined(separator: " OR ")))"
  }

  /// Every term that a found text may hold.
  package var terms: [Term] { groups.flatMap(\.self) }
}

extension SearchQuery.Term {
  fileprivate var fts5Expression: String {
    let quoted = "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    return isPrefix ? quoted + " *" : quoted
  }
}
