private import Crypto
package import Web

/// A SHA-256 that is fed piece by piece.
package struct RunningDigest {
  private var hash = SHA256()

  package init() {}

  package mutating func update(_ bytes: ArraySlice<UInt8>) { hash.update(data: bytes) }

  package func finished() -> Web.Digest { Web.Digest(bytes: Array(hash.finalize())) ?? Web.Digest(of: []) }
}
