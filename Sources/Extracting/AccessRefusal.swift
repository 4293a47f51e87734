package import Web

/// A page that asks for proof of a browser or a person, or refuses programs: a state of its own, neither down nor gone.
///
/// Markers are named as they are met, not by vendor; the crawler reports them and stops, it never solves them.
package struct AccessRefusal: Sendable, Hashable {
  package enum State: String, Sendable, CaseIterable {
    /// The site serves browsers and declines programs.
    case declinedPrograms = "declined_programs"
    case geoOrIPBlocked = "geo_or_ip_blocked"
    case rateLimited = "rate_limited"
  }

  package let state: State
  /// What was met, for example `__jsl_clearance`, `$_ts`, `wzws`, `访问验证`.
  package let markers: [String]

  /// Recognises a refusal by the status, the head and the first 64 KiB of the decoded body.
  ///
  /// - Parameters:
  ///   - status: nil for a saved file; then only the body tells.
  ///   - textCount: bytes of text outside of tags, scripts and styles, when the page was read already.
  package static func recognise(
    status: Int?, head: HeaderList, body: some Collection<UInt8>, textCount: Int? = nil
  ) -> AccessRefusal? {
    let start = Array(body.prefix(65_536))
    let isShort = hasLittleText(start, textCount)
    var markers = headMarkers(head)
    if isShort { markers += scriptMarkers(start, status) }
    if status == 521, markers.isEmpty { markers.append("521") }
    if !markers.isEmpty { return AccessRefusal(state: state(status, markers), markers: markers) }
    let words = isShort ? wordMarkers(start) : []
    if !words.isEmpty { return AccessRefusal(state: state(status, words), markers: words) }
    return status == 429 ? AccessRefusal(state: .rateLimited, markers: ["429"]) : nil
  }

  private static func state(_ status: Int?, _ markers: [String]) -> State {
    if markers.contains(where: { geoWords.contains($0) }) { return .geoOrIPBlocked }
    if status == 429 || markers.contains(where: { rateWords.contains($0) }) { return .rateLimited }
    return .declinedPrograms
  }

  private static func headMarkers(_ head: HeaderList) -> [String] {
    var found: [String] = []
    if head["X-Via-JSL"] != nil, head.status == 521 { found.append("X-Via-JSL") }
    let cookies = head.values(of: "Set-Cookie")
    for name in ["wzwschallenge", "wzwsconfirm"] where cookies.contains(where: { $0.contains(name) }) {
      found.append(name)
    }
    if head["cf-mitigated"] == "challenge" { found.append("cf-mitigated") }
    return found
  }

  /// Scripts that set a cookie and load the page again; a page of text that mentions them is none.
  private static func scriptMarkers(_ body: [UInt8], _ status: Int?) -> [String] {
    let names = [
      "__jsl_clearance", "wzwschallenge", "wzwsconfirm", "acw_sc__v2", "arg1=", "_$jsvmprt",
      "cdn-cgi/challenge-platform",
      "reason:GeoBL", "TencentCaptcha", "aliyunCaptcha", "initGeetest", "/WZWSRELw==",
    ]
    var found = names.filter { body.contains(Array($0.utf8)) }
    let isGuarded =
      body.contains(Array("$_ts".utf8)) && (status == 412 || status == 202 || status == nil || status == 200)
    if isGuarded { found.append("$_ts") }
    if found == ["arg1="] { found = [] }
    return found
  }

  private static func wordMarkers(_ body: [UInt8]) -> [String] {
    (captchaWords + geoWords + rateWords).filter { body.contains(Array($0.utf8)) }
  }

  /// Fewer than 1,500 bytes outside of tags, scripts and styles: what a challenge shows.
  private static func hasLittleText(_ body: [UInt8], _ known: Int?) -> Bool {
    if body.count < 6_000 { return true }
    return known ?? Page(utf8: Array(String(decoding: body, as: UTF8.self).utf8)).text.count < 1_500
  }

  private static let captchaWords = [
    "访问验证", "安全验证", "滑动验证", "人机验证", "人机识别", "请完成验证", "拖动滑块", "请开启JavaScript并刷新", "请启用JavaScript",
    "您的请求存在安全风险", "访问被拦截", "已被拦截", "网站防火墙", "安全检查中",
  ]
  private static let geoWords = ["reason:GeoBL", "您所在的地区", "境外访问", "IP已被封禁", "您的IP地址被", "IP被禁止"]
  private static let rateWords = ["访问过于频繁", "访问频率过快", "操作过于频繁", "请求过于频繁", "Too Many Requests"]
}
