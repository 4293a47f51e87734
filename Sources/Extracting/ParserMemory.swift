private import CLibxml2

#if canImport(Glibc)
  private import Glibc
#else
  private import Darwin
#endif

/// The allocator that libxml2 uses: the C library's, never for less than `least` bytes.
///
/// libxml2 reads each attribute into 100 bytes and lets them grow to 200 at the second character; so they have grown
/// before they are asked to.
enum ParserMemory {
  private static let least = 200

  /// Must come before libxml2 allocates anything.
  static func choose() {
    unsafe _ = xmlGcMemSetup(
      { unsafe free($0) }, { unsafe malloc(ParserMemory.size($0)) }, { unsafe malloc(ParserMemory.size($0)) },
      { old, size in
        if unsafe old != nil, size <= ParserMemory.least { return unsafe old }
        return unsafe realloc(old, ParserMemory.size(size))
      },
      { text in
        guard let text = unsafe text else { return nil }
        let size = unsafe strlen(text) + 1
        let copy = unsafe malloc(ParserMemory.size(size))
        unsafe copy?.copyMemory(from: text, byteCount: size)
        return unsafe copy?.assumingMemoryBound(to: CChar.self)
      })
  }

  private static func size(_ size: Int) -> Int { max(size, least) }
}
