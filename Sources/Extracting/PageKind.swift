/// What kind of page it is.
package enum PageKind: String, Sendable, CaseIterable, Codable {
  case article
  /// 政府信息公开年度报告.
  case report
  case list
  case home
  case attachment
  /// A soft 404: an error told with status 200.
  case error
  /// A script or captcha that wants a browser: never a version.
  case challenge
  case other
}
