private import CZlib

/// The checksum of ZIP (APPNOTE 4.4.7), piece by piece.
struct CRC32: Hashable, Sendable {
  private(set) var value: UInt32 = 0

  mutating func update(_ bytes: ArraySlice<UInt8>) {
    value = unsafe bytes.withUnsafeBufferPointer { bytes in
      // Without bytes zlib sets the checksum back.
      unsafe bytes.isEmpty ? value : UInt32(truncatingIfNeeded: crc32_z(UInt(value), bytes.baseAddress, bytes.count))
    }
  }
}
