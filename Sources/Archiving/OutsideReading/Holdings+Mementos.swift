internal import Cataloguing
internal import Foundation
internal import WARC
internal import Web

/// What other packages read an archive by. It may be read while another process writes to it.
extension Holdings {
  /// Opens the archive in a folder for reading.
  ///
  /// Thrown when there is none, or its catalogue cannot be read; the error says which file and what helps.
  public init(folder: String) throws {
    try self.init(at: ArchiveLayout(root: URL(filePath: folder, directoryHint: .isDirectory)))
  }

  /// All addresses, or those of one host (`name`, `name:port`), by host and address.
  public func resources(host: String? = nil) throws -> [OriginalResource] {
    try catalogue.addresses(host: host).map { OriginalResource($0) }
  }

  /// The address with that URL, whether by http or https; nil when the archive has never visited it.
  public func resource(_ url: String) throws -> OriginalResource? {
    guard let url = CrawlURL(url) else { return nil }
    return try catalogue.address(url.identity().id).map { OriginalResource($0) }
  }

  /// The versions of an address, oldest first: its time map.
  public func mementos(of resource: OriginalResource) throws -> [Memento] {
    try catalogue.versions(of: resource.address.id).map { Memento($0, of: resource) }
  }

  /// One version of an address; nil when there is none.
  ///
  /// - Parameter word: an id, `latest`, `-1` (the one before the latest), a date in China or 14 digits (what was
  ///   current then); default the current one.
  public func memento(of resource: OriginalResource, _ word: String = "latest") throws -> Memento? {
    try version(word, of: resource.address).map { Memento($0, of: resource) }
  }

  /// The cleaned document of a version, exactly as its `document.json` has it.
  ///
  /// Thrown when the bytes that it is made of are damaged, or were taken down.
  public func document(of memento: Memento) async throws -> CleanedPage {
    CleanedPage(try await document(of: memento.version, at: memento.resource.address))
  }

  /// The same as people read it: an article in several pages is one, under the address of its first page.
  public func article(of memento: Memento) async throws -> CleanedPage {
    CleanedPage(try await article(of: memento.version, at: memento.resource.address).document)
  }

  /// The body as it was served, its content coding undone, in its own charset.
  ///
  /// Thrown when the bytes are damaged, or were taken down.
  public func body(of memento: Memento) throws -> [UInt8] { try page(of: memento.version).raw.bytes }
}
