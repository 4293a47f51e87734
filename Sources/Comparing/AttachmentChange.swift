package import Extracting
package import Web

/// An attachment that changed.
package struct AttachmentChange: Hashable, Sendable {
  package let kind: Kind
  /// Nil for an added one.
  package let old: DocumentAttachment?
  /// Nil for a removed one.
  package let new: DocumentAttachment?
  package let oldDigest: Digest?
  package let newDigest: Digest?

  package enum Kind: String, Hashable, Sendable {
    case added, removed
    /// Other bytes under the same address or name.
    case replaced
    /// Another address, the same bytes or name.
    case moved
    /// Another name at the same address.
    case renamed
  }
}

extension AttachmentChange {
  /// The bytes' SHA-256 of attachments by their address, where the archive has them.
  package typealias Digests = [String: Digest]

  /// Pairs attachments by address, then by digest, then by name.
  static func changes(
    from old: [DocumentAttachment], to new: [DocumentAttachment], oldDigests: Digests, newDigests: Digests
  ) -> [AttachmentChange] {
    var left = old[...]
    var right = new[...]
    var pairs: [(DocumentAttachment, DocumentAttachment)] = []
    func pair(_ isSame: (DocumentAttachment, DocumentAttachment) -> Bool) {
      for attachment in left {
        guard let place = right.firstIndex(where: { isSame(attachment, $0) }),
          let own = left.firstIndex(of: attachment)
        else { continue }
        pairs.append((attachment, right.remove(at: place)))
        left.remove(at: own)
      }
    }
    pair { $0.url == $1.url }
    pair { oldDigests[$0.url] != nil && oldDigests[$0.url] == newDigests[$1.url] }
    pair { ($0.title ?? $0.filename) != nil && ($0.title ?? $0.filename) == ($1.title ?? $1.filename) }
    let changed = pairs.compactMap { change(from: $0, to: $1, oldDigests[$0.url], newDigests[$1.url]) }
    return changed
      + left.map { .init(kind: .removed, old: $0, new: nil, oldDigest: oldDigests[$0.url], newDigest: nil) }
      + right.map { .init(kind: .added, old: nil, new: $0, oldDigest: nil, newDigest: newDigests[$0.url]) }
  }

  private static func change(
    from old: DocumentAttachment, to new: DocumentAttachment, _ oldDigest: Digest?, _ newDigest: Digest?
  ) -> AttachmentChange? {
    let isReplaced = oldDigest != nil && newDigest != nil && oldDigest != newDigest
    let kind: Kind? =
      if isReplaced { .replaced } else if old.url != new.url { .moved } else if old.title != new.title { .renamed } else
      {
        nil
      }
    return kind.map { AttachmentChange(kind: $0, old: old, new: new, oldDigest: oldDigest, newDigest: newDigest) }
  }
}
