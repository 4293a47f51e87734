/// A stretch of another source.
struct ByteWindow: ByteSource {
  let source: any ByteSource
  let start: Int64
  let count: Int64
  let name: String

  var path: String { source.path + ":" + name }

  func bytes(at offset: Int64, count wanted: Int) throws(WARCError) -> [UInt8] {
    guard offset >= 0, offset < count else { return [] }
    return try source.bytes(at: start + offset, count: Int(min(Int64(wanted), count - offset)))
  }
}
