/// How far a file is whole: what a writer asks after a crash.
package struct WARCTail: Hashable, Sendable {
  /// Where the last whole record ends; everything behind it is torn and may be cut off.
  package let wholeLength: Int64
  /// Damage that whole records follow: the disk's doing, never to be cut off.
  package let damages: [WARCError]
  /// What stands behind the last whole record; nil when the file ends there.
  package let torn: WARCError?

  /// Walks the records of a file by the house rules.
  ///
  /// - Parameter offset: up to where the file is known to be whole, such as the last committed end. Default 0.
  package init(of source: any ByteSource, from offset: Int64 = 0) throws(WARCError) {
    var reader = WARCReader(source, from: offset)
    var end = offset
    var damages: [WARCError] = []
    while true {
      do {
        guard let found = try reader.next() else { break }
        end = found.location.end
      } catch {
        if case .cannotRead = error.problem { throw error }
        damages.append(error)
        // A member that is whole as far as it goes owns all bytes up to the end. To look for records inside it would
        // find what a site planted: a WARC file in a body that is stored as it came.
        if case .torn = error.problem { break }
        if try reader.resynchronise() == nil { break }
      }
    }
    wholeLength = end
    torn = damages.last.flatMap { $0.offset >= end ? $0 : nil }
    self.damages = torn == nil ? damages : Array(damages.dropLast())
  }
}
