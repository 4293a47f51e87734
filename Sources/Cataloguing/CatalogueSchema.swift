internal import GRDB

/// The tables, one migration a release that changed them; a migration that was released is never edited.
enum CatalogueSchema {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 captures and versions") { database in try database.execute(sql: first) }
    migrator.registerMigration("2 full-text search") { database in
      try database.execute(sql: SearchSchema.statements)
    }
    return migrator
  }

  /// Tables that `rebuild` empties and fills from `warc/`.
  static let derivedTables = ["capture", "version", "original", "cleaning", "address", "pending"]

  private static let first = """
    CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

    CREATE TABLE file (
      id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, committed INTEGER NOT NULL, sealed INTEGER NOT NULL);

    CREATE TABLE address (
      id INTEGER PRIMARY KEY, hex TEXT NOT NULL UNIQUE, key TEXT NOT NULL, url TEXT NOT NULL, host TEXT NOT NULL,
      state TEXT NOT NULL, gone_days INTEGER NOT NULL, gone_day TEXT, version TEXT, folder INTEGER NOT NULL,
      last_visit INTEGER);
    CREATE INDEX address_by_host ON address (host);

    CREATE TABLE capture (
      sequence INTEGER PRIMARY KEY, address INTEGER NOT NULL REFERENCES address, url TEXT, at INTEGER NOT NULL,
      status INTEGER, outcome TEXT NOT NULL, version TEXT, run TEXT NOT NULL, reason TEXT, via TEXT,
      hops INTEGER NOT NULL, file INTEGER NOT NULL REFERENCES file, offset INTEGER NOT NULL, length INTEGER NOT NULL,
      metadata_file INTEGER NOT NULL REFERENCES file, metadata_offset INTEGER NOT NULL,
      metadata_length INTEGER NOT NULL, payload BLOB, body BLOB, etag TEXT, last_modified TEXT, chain BLOB NOT NULL);
    CREATE INDEX capture_by_address ON capture (address, sequence);

    CREATE TABLE version (
      address INTEGER NOT NULL REFERENCES address, name TEXT NOT NULL, sequence INTEGER NOT NULL, body BLOB NOT NULL,
      content BLOB NOT NULL, text BLOB NOT NULL, kind TEXT NOT NULL, title TEXT, published TEXT, warnings TEXT,
      folder INTEGER NOT NULL, extractor TEXT NOT NULL, cleaning BLOB, PRIMARY KEY (address, name)) WITHOUT ROWID;
    CREATE INDEX version_by_text ON version (text);

    CREATE TABLE cleaning (digest BLOB PRIMARY KEY, rules BLOB NOT NULL) WITHOUT ROWID;

    CREATE TABLE original (
      payload BLOB PRIMARY KEY, body BLOB NOT NULL, file INTEGER NOT NULL REFERENCES file, offset INTEGER NOT NULL,
      length INTEGER NOT NULL, record TEXT NOT NULL, url TEXT NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;

    CREATE TABLE pending (
      file INTEGER NOT NULL REFERENCES file, offset INTEGER NOT NULL, length INTEGER NOT NULL,
      context TEXT NOT NULL, attempts INTEGER NOT NULL, PRIMARY KEY (file, offset)) WITHOUT ROWID;

    CREATE TABLE run (id TEXT PRIMARY KEY, command TEXT NOT NULL, started INTEGER NOT NULL, ended INTEGER) WITHOUT ROWID;
    """
}
