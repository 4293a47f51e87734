import Cataloguing
import Foundation
import WARC
import Web

@testable import Archiving

/// What a visit left.
extension Ground {
  /// The bytes of a file in the folder of the visit's version.
  func raw(_ kept: KeptVisit, _ name: String = "raw.html") throws -> [UInt8] {
    let folder = layout.folder(of: kept.capture.version!, at: kept.address.identity)
    return [UInt8](try Data(contentsOf: folder.appending(path: name)))
  }

  /// The version that an address's `latest` points to.
  func latest(_ address: Address) throws -> String {
    let link = layout.folder(of: address.identity).appending(path: "latest")
    return try FileManager.default.destinationOfSymbolicLink(atPath: link.path)
  }
}

extension Archive {
  /// The record in which a visit's answer stands.
  nonisolated func record(_ kept: KeptVisit) throws -> WARCRecord { try shelf.record(at: kept.capture.record) }
}
