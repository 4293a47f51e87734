/// What a page is.
package enum DocumentKind: String, Sendable, CaseIterable, Codable {
  case article
  /// An annual report on the disclosure of government information (政府信息公开工作年度报告).
  case report
  case list
  case home
  case attachment
  /// An error page, soft ones (200 with 您访问的页面不存在) included.
  case error
  /// A page that asks for proof of a browser or a person.
  case challenge
  case other
}
