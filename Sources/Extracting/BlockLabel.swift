/// What a block of a page is to the reader. Nothing is deleted: every block ends with one label and a reason.
package enum BlockLabel: String, Sendable, CaseIterable, Codable {
  /// Part of the document itself.
  case body
  /// The document's title where it is printed above the body.
  case title
  /// Date, source, author or a disclosure label beside the title.
  case metaLine
  /// 索引号, 发文机关, 文号 …: a row or cell of the disclosure table.
  case disclosure
  /// 您现在的位置: 首页 > …
  case breadcrumb
  /// 字体: 大 中 小
  case fontSize
  /// 分享到 …
  case share
  /// 打印 and 关闭
  case printClose
  /// 访问量, 浏览次数
  case viewCount
  /// 扫一扫在手机打开当前页
  case qrCode
  /// Menus, columns, lists of other pages.
  case navigation
  /// 相关稿件, 上一篇, 下一篇
  case related
  /// 相关附件 and the links below it; they are kept in `attachments`.
  case attachmentList
  /// Search and login forms.
  case form
  /// 版权所有, ICP备, 网站标识码 …
  case footer
  /// The banner and everything above the document.
  case header
  /// 责任编辑, 我要纠错 and the like after the body.
  case credit
  /// Not shown to the reader.
  case hidden
  /// The same text a second time.
  case duplicate
  /// Repeats on other pages of the host (learned template), or chrome of no nearer kind.
  case boilerplate
}
