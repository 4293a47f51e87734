/// What a page says about its document. Absent is nil or empty; nothing is invented.
package struct Metadata: Hashable, Sendable {
  package var title: String?
  /// BCP 47: `zh`, `en`, `bo` ….
  package var language: String?
  package var script: Script?
  package var kind: DocumentKind = .other
  /// When it was put on the site.
  package var published: PrintedDate?
  /// When it was drawn up (成文日期, or the date below the signature).
  package var written: PrintedDate?
  /// 来源 as printed.
  package var sourceOrg: String?
  /// The site's name where 来源 says only 本网 or 本站.
  package var sourceOrgResolved: String?
  /// 发文机关, 发布机构.
  package var issuers: [String] = []
  /// 文号: `国办发〔2018〕123号`.
  package var docNumber: String?
  /// 索引号.
  package var indexNumber: String?
  /// 主题分类, 组配分类, 主题词.
  package var topic: [String] = []
  /// 有效性, as printed.
  package var validity: String?
  /// The breadcrumb, from the home page down.
  package var column: [String] = []
  package var site = SiteIdentity()
  /// Whether the host is one of government (`.gov.cn`); nil without an address.
  package var officialHost: Bool?
  /// Every `<meta>` with a name, as written; a name that says different things keeps all of them, in page order.
  package var rawMeta: [String: [String]] = [:]
  /// Every value above and all other candidates, each with where it was found.
  package var fields: [MetadataField] = []

  package init() {}
}

/// The site's own account of itself (国办发〔2017〕47号: SiteName, SiteDomain, SiteIDCode).
package struct SiteIdentity: Hashable, Sendable, Decodable {
  package var name: String?
  package var domain: String?
  /// Ten characters, not always digits: `bm01000001`.
  package var idCode: String?

  private enum CodingKeys: String, CodingKey {
    case name, domain
    case idCode = "id_code"
  }

  package init(name: String? = nil, domain: String? = nil, idCode: String? = nil) {
    self.name = name
    self.domain = domain
    self.idCode = idCode
  }
}

/// The way Chinese is written on a page.
package enum Script: String, Sendable, CaseIterable, Codable {
  case simplified
  case traditional
  /// Both, each in quantity.
  case mixed
  /// Traditional characters or Taiwan's words where the site writes simplified: the mark of a machine's conversion.
  case converted
}

/// One value found, and where.
package struct MetadataField: Hashable, Sendable, Decodable {
  /// The key in `metadata` (`published`), or the printed label (`责任编辑`) where no key exists.
  package var name: String
  package var value: String
  package var origin: Origin
  /// `meta[3]`, the path of an element, or empty when it has none.
  package var locator: String

  package enum Origin: String, Sendable, CaseIterable, Codable {
    case meta, label, table, url, http, text
  }

  private enum CodingKeys: String, CodingKey {
    case name, value, locator
    case origin = "from"
  }

  package init(name: String, value: String, origin: Origin, locator: String) {
    self.name = name
    self.value = value
    self.origin = origin
    self.locator = locator
  }
}
