private import Crypto
internal import Web

/// A SHA-256 that is fed piece by piece.
struct RunningDigest {
  private var hash = SHA256()

  mutating func update(_ bytes: ArraySlice<UInt8>) { hash.update(data: bytes) }

  func finished() -> Web.Digest { Web.Digest(bytes: Array(hash.finalize())) ?? Web.Digest(of: []) }
}
