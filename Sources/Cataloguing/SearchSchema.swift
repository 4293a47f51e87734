internal import GRDB

/// The tables of full-text search: derived, filled again by `rebuild`.
enum SearchSchema {
  /// The number of the last text that FTS5 has: they enter in their order, those behind it wait.
  static let lastIndexed = "(SELECT coalesce(max(id), 0) FROM found_index_docsize)"

  /// Rows that search narrows by stand apart from the texts, which would spread them over too many pages. The index
  /// keeps no text of its own; what it needs of the texts it reads from `found_text`.
  static let statements = """
    CREATE TABLE found (
      id INTEGER PRIMARY KEY, address INTEGER NOT NULL REFERENCES address, version TEXT NOT NULL,
      current INTEGER NOT NULL, host TEXT NOT NULL, kind TEXT NOT NULL, organ TEXT, published TEXT, day TEXT NOT NULL,
      UNIQUE (address, version));

    CREATE TABLE found_text (id INTEGER PRIMARY KEY, title TEXT NOT NULL, text TEXT NOT NULL);

    CREATE VIRTUAL TABLE found_index USING fts5 (
      title, text, content = 'found_text', content_rowid = 'id', tokenize = '\(SearchTokenizer.name)');
    """
}
