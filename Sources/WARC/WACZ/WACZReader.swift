private import Web

/// A WACZ file made by anybody, for reading its WARC files.
package struct WACZReader: Sendable {
  /// The WARC files below `archive/`, by name.
  package let warcs: [ZipEntry]
  private let zip: ZipReader
  private let path: String

  /// Opens a file of `length` bytes.
  ///
  /// Throws when it is no ZIP file or holds no WARC.
  package init(_ source: any ByteSource, length: Int64) throws(ZipError) {
    zip = try ZipReader(source, length: length)
    path = source.path
    warcs = zip.entries.filter { entry in
      let name = entry.name.lowercased()
      return ZipEntry.isSafe(name: entry.name) && name.hasPrefix("archive/")
        && (name.hasSuffix(".warc") || name.hasSuffix(".warc.gz"))
    }.sorted { $0.name < $1.name }
    if warcs.isEmpty { throw ZipError(.damaged("no WARC file below archive/"), file: path) }
  }

  /// One of the WARC files: read in place when it is stored, from memory when it is deflated.
  ///
  /// Throws when the entry is damaged, or deflated and larger than `limit`.
  package func warc(_ entry: ZipEntry, limit: Int = 1 << 30) throws(ZipError) -> any ByteSource {
    entry.compression == .stored
      ? try zip.source(of: entry) : BytesInMemory(try zip.bytes(of: entry, limit: limit), path: path + ":" + entry.name)
  }

  /// What the data package says of the whole, in its words: title, software, created …
  package var about: [(name: String, value: String)] {
    guard let entry = zip.entry("datapackage.json"), let bytes = try? zip.bytes(of: entry),
      case .object(let package)? = try? JSONValue.parse(bytes)
    else { return [] }
    return package.members.compactMap { member in
      if case .string(let text) = member.value { (member.key, text) } else { nil }
    }
  }

  /// What does not agree with the digests of the data package; empty when all does, or when none is stated.
  package func problems() -> [String] {
    do {
      guard let entry = zip.entry("datapackage.json") else { return ["\(path): no datapackage.json"] }
      let bytes = try zip.bytes(of: entry)
      return try problems(of: bytes) + Resource.all(in: try JSONValue.parse(bytes)).compactMap { try problem(with: $0) }
    } catch { return ["\(path): \(error)"] }
  }

  private func problems(of package: [UInt8]) throws -> [String] {
    guard let entry = zip.entry("datapackage-digest.json") else { return [] }
    let stated = try JSONValue.parse(try zip.bytes(of: entry))["hash"]
    let isRight = stated == .string(Digest(of: package).warcValue)
    return isRight ? [] : ["\(path): datapackage.json has another digest than stated"]
  }

  private func problem(with resource: Resource) throws(ZipError) -> String? {
    guard let entry = zip.entry(resource.path) else { return "\(path): \(resource.path) is missing" }
    guard resource.hash.hasPrefix("sha256:") else { return nil }
    let isRight = try "sha256:" + digest(of: entry).hex == resource.hash
    return isRight ? nil : "\(path): \(resource.path) has another digest than stated"
  }

  private func digest(of entry: ZipEntry) throws(ZipError) -> Digest {
    let source = try warc(entry)
    var hash = RunningDigest()
    var offset: Int64 = 0
    while offset < entry.bytes {
      do {
        let piece = try source.bytes(at: offset, count: 1 << 20)
        if piece.isEmpty { break }
        hash.update(piece[...])
        offset += Int64(piece.count)
      } catch { throw ZipError(.cannotRead(String(describing: error)), file: path, entry: entry.name) }
    }
    return hash.finished()
  }
}

/// A file that the data package lists.
private struct Resource {
  let path: String
  let hash: String

  static func all(in package: JSONValue) -> [Resource] {
    guard case .array(let resources)? = package["resources"] else { return [] }
    return resources.compactMap { resource in
      guard case .string(let path)? = resource["path"], case .string(let hash)? = resource["hash"] else { return nil }
      return Resource(path: path, hash: hash)
    }
  }
}
