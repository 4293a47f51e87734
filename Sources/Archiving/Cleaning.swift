package import Cataloguing
package import Converting
package import Extracting
package import WARC
package import Web

/// A stored response with all that its document tells of it: the input of I5, cleaned = f(raw, head, extractor, rules).
package struct StoredPage: Sendable {
  package let url: CrawlURL
  package let identity: AddressIdentity
  package let at: Timestamp
  package let head: HeaderList
  package let status: Int
  /// The body with its content coding undone.
  package let raw: DecodedBody
  package let body: Digest
  /// Where the record stands that holds the body.
  package let place: RecordPlace
  package let recordID: String
  /// What the body is, whatever its header says.
  package let type: MediaType
  /// What the header says.
  fileprivate let headerCharset: String?

  init(
    url: CrawlURL, identity: AddressIdentity, at: Timestamp, head: HeaderList, status: Int, raw: DecodedBody,
    body: Digest, place: RecordPlace, recordID: String
  ) {
    let declared = head["Content-Type"].map { MediaType.parse($0) } ?? (nil, nil)
    self.url = url
    self.identity = identity
    self.at = at
    self.head = head
    self.status = status
    self.raw = raw
    self.body = body
    self.place = place
    self.recordID = recordID
    type = MediaType.sniff(raw.bytes, declared: declared.0, path: url.path)
    headerCharset = declared.1
  }

  package var version: VersionID { VersionID(captured: at, body: body) }
}

/// Makes cleaned documents of stored responses, and judges what they amount to: the second half of the road of one URL,
/// the same for a fresh answer, for one that a crash left behind, and for a rebuild.
package struct Cleaning: Sendable {
  private let extractor: Extractor

  package init(_ rules: CleaningRules = CleaningRules()) { extractor = rules.extractor }

  /// What a stored response that ``early(_:links:)`` leaves open amounts to beside the past, with its document and the
  /// addresses that it leads to.
  ///
  /// - Parameter wish: when they are looked for.
  func read(_ stored: StoredResponse, _ past: Judgement.Past, links wish: LinkWish) async -> Reading {
    CrashPoint.reach("judging")
    let page = stored.page
    if page.type.isHTML { return read(page, stored, past, links: wish) }
    let links = wish == .never ? [] : page.fileLinks
    if stored.arrival.body == past.lastBody { return Reading(Judgement(.unchanged), links: links) }
    let document = await document(ofFile: page)
    return Reading(stored, past, document, links: links)
  }

  /// What can be said without reading the body; nil when it has to be read.
  static func early(_ stored: StoredResponse, links wish: LinkWish) -> Reading? {
    if let early = Judgement.early(stored.answer, stored.past) { return Reading(early) }
    let isKnown = stored.arrival.body == stored.past.lastBody
    return isKnown && wish != .always ? Reading(Judgement(.unchanged)) : nil
  }

  private func read(
    _ page: StoredPage, _ stored: StoredResponse, _ past: Judgement.Past, links wish: LinkWish
  ) -> Reading {
    let extraction = extract(page)
    let links = wish == .never ? [] : Discovery.links(in: extraction, at: page.url)
    if stored.arrival.body == past.lastBody { return Reading(Judgement(.unchanged), links: links) }
    if let refusal = extraction.refusal { return Reading(Judgement(.blocked, refusal.reason)) }
    let document = document(of: page, extraction)
    return Reading(stored, past, document, links: links)
  }

  /// The cleaned document of a stored page.
  package func document(of page: StoredPage) async -> Document {
    page.type.isHTML ? document(of: page, extract(page)) : await document(ofFile: page)
  }

  /// The same for a page that may be missing.
  func document(of page: StoredPage?) async -> Document? {
    guard let page else { return nil }
    return await document(of: page) as Document
  }

  /// Everything that was read from a stored page, every block's label included.
  package func extract(_ page: StoredPage) -> Extraction {
    extractor.extract(
      PageInput(
        body: page.raw.bytes, url: page.url, declaredType: page.type, headerCharset: page.headerCharset,
        status: page.status))
  }

  private func document(of page: StoredPage, _ extraction: Extraction) -> Document {
    var source = page.source
    source.charset = extraction.charset.evidence
    return extraction.document(address: page.identity.id.hex, version: page.version.text, source: source)
  }

  private func document(ofFile page: StoredPage) async -> Document {
    await page.source.document(
      ofFile: page.raw.bytes, charset: page.headerCharset, address: page.identity.id.hex, version: page.version.text)
  }
}

extension DocumentSource {
  /// The cleaned document of a file that is no page, by what converts its type.
  ///
  /// - Parameter charset: as a header says it; nil without one.
  func document(ofFile bytes: [UInt8], charset: String?, address: String, version: String) async -> Document {
    let file = FileText(bytes, type: mediaType, charset: charset)
    var source = self
    source.charset = file.charset
    let text = mediaType.isText ? nil : await AttachmentText().extract(bytes, mediaType: mediaType)
    return file.document(address: address, version: version, source: source, converted: text?.converted)
  }
}

extension AttachmentExtraction {
  package var converted: ConvertedText {
    ConvertedText(
      tool: [tool, toolVersion].compactMap { $0 }.joined(separator: " "), title: title, blocks: blocks,
      warnings: warnings)
  }
}

extension AccessRefusal {
  /// State and markers, as they stand in reports.
  var reason: String { "\(state.rawValue): \(markers.joined(separator: ", "))" }
}

extension StoredPage {
  fileprivate var source: DocumentSource {
    DocumentSource(
      url: url.text, finalURL: url.text, capturedAt: at, version: version.text, rawDigest: body,
      rawFile: "raw.\(type.fileExtension)", mediaType: type,
      warc: WARCLocation(file: place.file, offset: place.offset, length: place.length, recordID: recordID))
  }
}

extension StoredResponse {
  /// The page as `Cleaning` takes it.
  package var page: StoredPage {
    StoredPage(
      url: arrival.url, identity: identity, at: at, head: arrival.head, status: arrival.status, raw: arrival.decoded,
      body: arrival.body, place: place, recordID: recordID)
  }

  /// What the answer says before anybody reads the body.
  var answer: Judgement.Answer {
    var answer = Judgement.Answer(status: arrival.status)
    answer.truncated = arrival.truncated
    // A page that came with 200 is judged by its whole document.
    if arrival.status >= 400 || arrival.status == 202 {
      answer.refusal =
        AccessRefusal.recognise(
          status: arrival.status, head: arrival.head, body: arrival.decoded.bytes)?.reason
    }
    answer.redirect = redirect
    answer.isBodyEmpty = arrival.decoded.bytes.isEmpty
    switch arrival.decoded.problem {
    case nil, .notCompressed, .trailingBytes: break
    case .truncated: answer.truncated = answer.truncated ?? .disconnect
    case .capExceeded: answer.truncated = answer.truncated ?? .length
    case .corrupt(let position): answer.codingProblem = "corrupt content coding at byte \(position)"
    case .badChecksum: answer.codingProblem = "content coding: wrong checksum"
    case .unknownCoding(let name): answer.codingProblem = "unknown content coding \(name)"
    }
    return answer
  }

  private var redirect: Judgement.Redirect? {
    guard (300..<400).contains(arrival.status), let target = arrival.redirectTarget else { return nil }
    if target.identity().id == identity.id { return .itself }
    let isHome = target.host == arrival.url.host && ["/", "/index.html", "/index.htm"].contains(target.target)
    return isHome ? .home : .elsewhere
  }
}

extension Arrival {
  /// Where the answer points, resolved; nil without a Location or when it is no http address.
  package var redirectTarget: CrawlURL? { location.flatMap { url.resolve($0) } }

  /// The Location as sent; bytes that are no UTF-8 (portals send GBK) stand percent-encoded.
  package var location: String? { head.location }
}
