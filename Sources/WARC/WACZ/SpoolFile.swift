private import Web

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#else
  private import Darwin
#endif

/// A file that is written, read back once, and gone afterwards.
final class SpoolFile {
  private let file: OutputFile

  /// Throws when the file cannot be made; one that an earlier try left is replaced.
  init(path: String) throws(ZipError) {
    unsafe unlink(path)
    file = try OutputFile(path: path)
  }

  deinit { unsafe unlink(file.path) }

  var count: Int64 { file.end }

  func append(_ bytes: [UInt8]) throws(ZipError) { try file.append(bytes) }

  func source() throws(WARCError) -> any ByteSource { try WARCFile(path: file.path) }
}

/// `pages.jsonl` in the making.
final class PageSpool {
  private let path: String
  private let title: String
  private var file: SpoolFile?

  init(path: String, title: String) {
    self.path = path
    self.title = title
  }

  /// Adds a page's line; the first one says in the head whether pages come with text.
  func add(_ page: WACZPage) throws(ZipError) { try opened(hasText: page.text != nil).append(page.line) }

  /// All lines; the head alone without a page.
  func finished() throws -> (source: any ByteSource, count: Int64) {
    let file = try opened(hasText: false)
    return (try file.source(), file.count)
  }

  private func opened(hasText: Bool) throws(ZipError) -> SpoolFile {
    if let file { return file }
    let file = try SpoolFile(path: path)
    try file.append(WACZPage.head(title: title, hasText: hasText))
    self.file = file
    return file
  }
}
