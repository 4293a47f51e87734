internal import GRDB

/// The tables, one migration a release that changed them; a migration that was released is never edited.
enum CatalogueSchema {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 captures and versions") { database in try database.execute(sql: first) }
    migrator.registerMigration("2 full-text search") { database in
      try database.execute(sql: SearchSchema.statements)
    }
    migrator.registerMigration("3 frontier") { database in try database.execute(sql: frontier) }
    migrator.registerMigration("4 parts of articles") { database in try database.execute(sql: parts) }
    migrator.registerMigration("5 changes of a host") { database in try database.execute(sql: changes) }
    migrator.registerMigration("6 answers to named requests") { database in try database.execute(sql: answers) }
    migrator.registerMigration("7 frontier by state") { database in try database.execute(sql: stood) }
    migrator.registerMigration("8 moves of documents") { database in try database.execute(sql: moves) }
    migrator.registerMigration("9 captures by date") { database in try database.execute(sql: byDate) }
    migrator.registerMigration("10 full visits") { database in try database.execute(sql: fullVisits) }
    migrator.registerMigration("11 changes without a list") { database in try database.execute(sql: alternatives) }
    return migrator
  }

  /// Tables that `rebuild` empties and fills from `warc/`.
  static let derivedTables = ["capture", "version", "original", "cleaning", "address", "pending", "part"]

  /// What tells a document that stands elsewhere now, and where it stands. Addresses that were found gone are few.
  private static let moves = """
    ALTER TABLE version ADD COLUMN simhash INTEGER;
    ALTER TABLE address ADD COLUMN moved_to TEXT;
    CREATE INDEX address_vanished ON address (host) WHERE gone_days > 0;
    """

  /// For a list in an index's condition SQLite builds a table with every row that is written.
  private static let alternatives = """
    DROP INDEX capture_change;
    CREATE INDEX capture_change ON capture (address, at)
      WHERE (outcome = 'new' OR outcome = 'changed' OR outcome = 'reverted' OR outcome = 'moved' OR outcome = 'gone');
    """

  /// A conditional request says what the document itself came with, however many 304s there were since.
  private static let fullVisits = """
    ALTER TABLE address ADD COLUMN full_visit INTEGER;
    UPDATE address SET full_visit = (
      SELECT sequence FROM capture WHERE capture.address = address.id
        AND outcome IN ('new', 'changed', 'cosmetic', 'unchanged', 'reverted')
      ORDER BY at DESC, sequence DESC LIMIT 1);
    """

  /// What an address is asked for with every visit is its latest captures; the number of a row stands in every index.
  private static let byDate = """
    DROP INDEX capture_by_address;
    CREATE INDEX capture_by_address ON capture (address, at);
    """

  /// Most visits change nothing: those that did are found without reading the others.
  private static let changes = """
    CREATE INDEX capture_change ON capture (address, at)
      WHERE outcome IN ('new', 'changed', 'reverted', 'moved', 'gone');
    """

  /// The other pages of articles in several, as each version names them; and where pages begin in a file's text.
  /// Merging eight pieces of the index at once instead of four costs a crawl a third less per document.
  private static let parts = """
    CREATE TABLE part (
      address INTEGER NOT NULL REFERENCES address, version TEXT NOT NULL, position INTEGER NOT NULL, hex TEXT NOT NULL,
      url TEXT NOT NULL, PRIMARY KEY (address, version, position)) WITHOUT ROWID;
    CREATE INDEX part_by_hex ON part (hex);

    ALTER TABLE found_text ADD COLUMN pages TEXT;

    INSERT INTO found_index (found_index, rank) VALUES ('automerge', 8);
    """

  /// A crawl begins with what failed, is due again or was excluded on each of its hosts: without an index that is the
  /// whole frontier again for every host. A query has to say `state >= 2` to be served by it.
  private static let stood = """
    DROP INDEX queued_revisit;
    CREATE INDEX queued_stood ON queued (host, state, due) WHERE state >= 2;
    """

  /// What a process that holds the archive fetched for another one, until that one has read it.
  private static let answers = """
    ALTER TABLE request ADD COLUMN options TEXT;
    ALTER TABLE request ADD COLUMN state INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX request_waiting ON request (id) WHERE verb = 'fetch' AND state = 0;

    CREATE TABLE answer (
      request INTEGER NOT NULL REFERENCES request, position INTEGER NOT NULL, report TEXT NOT NULL,
      PRIMARY KEY (request, position)) WITHOUT ROWID;
    """

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

  /// Crawl state, which no WARC holds. `queued.key` is the address's id, `via` the row that led there; `pace` and
  /// `request` say what every process must know of a host and of a person's wishes.
  private static let frontier = """
    CREATE TABLE host (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);

    CREATE TABLE queued (
      id INTEGER PRIMARY KEY, key INTEGER NOT NULL UNIQUE, url TEXT NOT NULL, host INTEGER NOT NULL REFERENCES host,
      priority INTEGER NOT NULL, due INTEGER NOT NULL, depth INTEGER NOT NULL, hops INTEGER NOT NULL, hop TEXT NOT NULL,
      via INTEGER, state INTEGER NOT NULL, attempts INTEGER NOT NULL, period INTEGER NOT NULL, first INTEGER,
      visited INTEGER, reason TEXT);
    CREATE INDEX queued_next ON queued (host, priority, id) WHERE state = 0;
    CREATE INDEX queued_leased ON queued (id) WHERE state = 1;
    CREATE INDEX queued_revisit ON queued (due) WHERE state = 2;

    CREATE TABLE pace (
      key TEXT PRIMARY KEY, next INTEGER NOT NULL, requests INTEGER NOT NULL, day INTEGER NOT NULL,
      response INTEGER NOT NULL, crawl_delay INTEGER, rest INTEGER, reason TEXT, failures TEXT NOT NULL,
      challenges TEXT NOT NULL, refusals INTEGER NOT NULL, openings INTEGER NOT NULL) WITHOUT ROWID;

    CREATE TABLE request (
      id INTEGER PRIMARY KEY, at INTEGER NOT NULL, verb TEXT NOT NULL, target TEXT NOT NULL, value REAL);
    """
}
