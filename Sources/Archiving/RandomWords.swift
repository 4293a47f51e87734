private import Glibc

/// Random numbers of the kernel, 256 record names' worth at a time: the standard generator asks for each.
struct RandomWords: RandomNumberGenerator, Sendable {
  private static let byteCount = 4_096
  private var waiting: [UInt64] = []
  private var system = SystemRandomNumberGenerator()

  mutating func next() -> UInt64 {
    if waiting.isEmpty { waiting = Self.words() }
    return waiting.popLast() ?? system.next()
  }

  /// None where there is no such device.
  private static func words() -> [UInt64] {
    guard let device = try? FileDescriptor(path: "/dev/urandom", flags: O_RDONLY),
      let bytes = try? device.read(at: 0, count: byteCount)
    else { return [] }
    return unsafe bytes.withUnsafeBytes { bytes in
      (0..<bytes.count / 8).map { unsafe bytes.loadUnaligned(fromByteOffset: 8 * $0, as: UInt64.self) }
    }
  }
}
