package import Web

/// Writes a WACZ 1.1.1 file: WARC files, their index and the list of pages in one ZIP, with the digest of each.
///
/// WARC files and index are stored, not deflated, so that a player reads single records over HTTP ranges. The same
/// content and moment give the same bytes. Memory does not grow with the content: index and pages are gathered in files
/// beside the one that is made.
package struct WACZWriter: ~Copyable {
  private var zip: ZipWriter
  private let about: About
  private var resources: [Resource] = []
  private var index: CDXJSorter
  private var pages: PageSpool

  /// What `datapackage.json` says of the whole.
  package struct About: Hashable, Sendable {
    package var title: String
    package var description: String?
    package var created: Timestamp
    /// Name and version of the program.
    package var software: String
    /// The page that a player opens first.
    package var mainPage: WACZPage?

    package init(
      title: String, description: String? = nil, created: Timestamp, software: String, mainPage: WACZPage? = nil
    ) {
      self.title = title
      self.description = description
      self.created = created
      self.software = software
      self.mainPage = mainPage
    }
  }

  private struct Resource {
    let path: String
    let written: ZipWriter.Written
  }

  /// Makes the file, which must not be there yet.
  ///
  /// Throws when it is there or cannot be made.
  package init(path: String, about: About) throws(ZipError) {
    zip = try ZipWriter(path: path, date: about.created)
    self.about = about
    index = CDXJSorter(stem: path + ".index")
    pages = PageSpool(path: path + ".pages", title: about.title)
  }

  /// Adds a WARC file and indexes it; `name` ends in `.warc` or `.warc.gz` and has no folder.
  ///
  /// Throws when the file cannot be read through, or the ZIP not written.
  package mutating func add(warc source: any ByteSource, length: Int64, name: String) throws {
    let whole = ByteWindow(source: source, start: 0, count: length, name: name)
    try index.add(whole, filename: name)
    try add("archive/" + name, from: whole, count: length)
  }

  /// Adds a page that a player offers as an entry.
  ///
  /// Throws when the file beside cannot be written.
  package mutating func add(_ page: WACZPage) throws(ZipError) { try pages.add(page) }

  /// Adds a log file below `logs/`.
  package mutating func add(log bytes: [UInt8], name: String) throws(ZipError) {
    try add("logs/" + name, from: BytesInMemory(bytes), count: Int64(bytes.count))
  }

  /// Writes index, pages and the data package, and closes the file; hands back the digest of `datapackage.json`, which
  /// vouches for all the rest.
  package consuming func finish(pages last: [WACZPage] = []) throws -> Digest {
    for page in last { try pages.add(page) }
    let spooled = try pages.finished()
    try add("pages/pages.jsonl", from: spooled.source, count: spooled.count)
    try addIndex()
    let package = dataPackage
    let written = try zip.add("datapackage.json", package)
    try zip.add("datapackage-digest.json", Self.digestFile(of: written.digest))
    try zip.finish()
    return written.digest
  }

  private mutating func addIndex() throws {
    let file = try SpoolFile(path: zip.path + ".cdx")
    var compressed = CompressedCDXJ()
    let lines = index.taken()
    try lines.forEachLine { try file.append(compressed.add($0)) }
    try file.append(compressed.finishedMember())
    let secondary = compressed.secondary
    try add("indexes/index.cdx.gz", from: try file.source(), count: file.count)
    try add("indexes/index.idx", from: BytesInMemory(secondary), count: Int64(secondary.count))
  }

  private mutating func add(_ path: String, from source: any ByteSource, count: Int64) throws(ZipError) {
    resources.append(Resource(path: path, written: try zip.add(path, from: source, count: count)))
  }

  /// WACZ 1.1.1 §5.2.1; a Frictionless data package.
  private var dataPackage: [UInt8] {
    var writer = JSONWriter(.pretty)
    writer.object { writer in
      writer.member("profile", "data-package")
      writer.member("wacz_version", "1.1.1")
      writer.member("title", about.title)
      writer.member("description", ifPresent: about.description)
      writer.member("created", about.created.iso8601)
      writer.member("software", about.software)
      writer.member("mainPageUrl", ifPresent: about.mainPage?.url)
      writer.member("mainPageDate", ifPresent: about.mainPage?.captured.iso8601)
      writer.key("resources")
      writer.array { writer in for resource in resources { Self.write(resource, to: &writer) } }
    }
    return writer.bytes + [0x0A]
  }

  private static func write(_ resource: Resource, to writer: inout JSONWriter) {
    writer.object { writer in
      // Frictionless allows no capitals here.
      writer.member("name", (resource.path.split(separator: "/").last ?? "").lowercased())
      writer.member("path", resource.path)
      writer.member("hash", resource.written.digest.warcValue)
      writer.member("bytes", Int(resource.written.bytes))
    }
  }

  private static func digestFile(of digest: Digest) -> [UInt8] {
    var writer = JSONWriter(.pretty)
    writer.object { writer in
      writer.member("path", "datapackage.json")
      writer.member("hash", digest.warcValue)
    }
    return writer.bytes + [0x0A]
  }
}
