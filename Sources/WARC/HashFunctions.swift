private import Crypto

/// The digest of those bytes by the algorithm of that name; nil for another name. The archive itself writes SHA-256
/// only; the others stand in WARC files made elsewhere.
func digest(named algorithm: String, of bytes: ArraySlice<UInt8>) -> [UInt8]? {
  switch algorithm {
  case "sha256": Array(SHA256.hash(data: bytes))
  case "sha1": Array(Insecure.SHA1.hash(data: bytes))
  case "sha512": Array(SHA512.hash(data: bytes))
  case "md5": Array(Insecure.MD5.hash(data: bytes))
  default: nil
  }
}
