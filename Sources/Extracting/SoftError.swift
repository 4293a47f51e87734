/// Recognises an error page that is served as if it were a document: a soft 404, or the notice of a site that is out of
/// order.
struct SoftError {
  /// The phrase that was met; nil for a page that is no error.
  let phrase: String?
  /// Whether the phrase says that the whole site is out of order, which says nothing of the page.
  var isOutage: Bool { phrase.map { SoftError.outages.contains($0) } ?? false }

  /// - Parameter good: how much text of the page counts for a body.
  init(_ page: Page, good: Int32) {
    let title = CompactText(page.titleTag).bytes
    if good < 400, let found = SoftError.phrases.first(where: { title.contains($0.bytes) }) {
      phrase = found.text
      return
    }
    guard good < 260 else {
      phrase = nil
      return
    }
    let lines = page.blocks.lazy.filter { $0.evidence.scalars <= 60 && $0.evidence.linkScalars == 0 }
    phrase =
      lines.compactMap { block in
        let line = CompactText(page.text[block.text]).bytes
        return SoftError.phrases.first { line.contains($0.bytes) }?.text
      }.first
  }

  /// A site out of order says this instead of whatever is asked for.
  private static let outages: Set<String> = ["服务器内部错误", "系统维护中", "网站维护中", "网站正在维护"]

  private static let phrases =
    """
    页面不存在 网页不存在 页面没有找到 页面未找到 找不到页面 找不到网页 找不到您要 无法找到该页 无法找到您 您访问的页面 您要访问的页面 页面已删除 页面已被删除
    页面走丢 页面丢失 内容不存在 信息不存在 文章不存在 文件不存在 信息已删除 内容已删除 已被删除或 该信息已被 404错误 错误404 404notfound
    notfound404 pagenotfound 404-找不到 http404 404error 该页无法显示 无权访问 没有权限访问
    """.split(whereSeparator: \.isWhitespace).map { String($0) }.phrases + outages.sorted().phrases
}

extension [String] {
  fileprivate var phrases: [(text: String, bytes: [UInt8])] {
    map { (text: $0, bytes: CompactText($0).bytes) }
  }
}
