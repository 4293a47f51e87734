import Cataloguing
import Web

@testable import Archiving

extension Version {
  static func sample(_ id: VersionID, body: Digest, content: Digest, hasFolder: Bool = true) -> Version {
    Version(
      address: AddressIdentity(key: "www.example.gov.cn/a.html").id, id: id, sequence: 1, body: body, content: content,
      text: content, kind: "article", title: nil, published: nil, warnings: [], hasFolder: hasFolder,
      extractor: "fangzhi-1.0.0", cleaning: nil)
  }
}

func digest(_ text: String) -> Digest { Digest(of: Array(text.utf8)) }

/// Always the same numbers, so that a test fails today as it failed yesterday.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  /// SplitMix64.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
