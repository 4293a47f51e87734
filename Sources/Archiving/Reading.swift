internal import Cataloguing
package import Extracting
private import WARC
internal import Web

/// What was read of one answer.
package struct Reading: Sendable {
  package let judgement: Judgement
  /// Nil when the judgement needed none.
  package let document: Document?
  /// Where the answer leads; empty unless they were asked for, or nothing good stands there.
  package let links: [DiscoveredLink]
  /// The files of the version's folder; nil where it gets none.
  package let files: [FolderFile]?

  package init(_ judgement: Judgement, links: [DiscoveredLink] = []) {
    self.judgement = judgement
    document = nil
    self.links = judgement.outcome.isGood ? links : []
    files = nil
  }

  /// The files are made here, while the document is at hand, and not where one visit waits for the other.
  init(_ stored: StoredResponse, _ past: Judgement.Past, _ document: Document, links: [DiscoveredLink]) {
    judgement = Judgement.of(.init(document, body: stored.arrival.body), past)
    self.document = document
    self.links = judgement.outcome.isGood ? links : []
    files =
      stored.facts.makesFolder(judgement.outcome, document)
      ? VersionFolder.files(raw: stored.arrival.decoded.bytes, document: document) : nil
  }
}

/// When the addresses that an answer leads to are looked for.
package enum LinkWish: Sendable, Hashable {
  case never
  /// A body that was read before leads where it led then.
  case whenChanged
  /// In a body that was read before as well: nobody followed it then.
  case always
}

extension StoredPage {
  /// The addresses in a sitemap, a feed, or a list for programs.
  var fileLinks: [DiscoveredLink] {
    let bytes = isPackedSitemap ? unpacked : raw.bytes
    switch bytes.first(where: { $0 > 0x20 && $0 != 0xEF && $0 != 0xBB && $0 != 0xBF }) {
    case UInt8(ascii: "<"): return Discovery.links(inXML: bytes, at: url)
    case UInt8(ascii: "{"), UInt8(ascii: "["): return Discovery.links(inJSON: bytes, at: url)
    default:
      if isSitemap { return Discovery.links(inSitemap: bytes, at: url) }
      return type.essence.contains("javascript") ? Discovery.links(inJSON: bytes, at: url) : []
    }
  }

  private var isSitemap: Bool { url.path.lowercased().contains("sitemap") }

  private var isPackedSitemap: Bool { isSitemap && raw.bytes.starts(with: [0x1F, 0x8B]) }

  private var unpacked: [UInt8] {
    ContentCoding.decode(raw.bytes, codings: [.gzip], cap: Arrival.maxDecodedBytes).bytes
  }
}
