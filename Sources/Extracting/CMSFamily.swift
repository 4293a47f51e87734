/// A content management system of Chinese portals: how its pages are recognised and where it puts the document.
///
/// The table is data: a family is known by what its pages carry, never by a host. `docs/extraction.md` says which of
/// these were read in a source.
package struct CMSFamily: Sendable {
  /// `trs`, `hanweb` …
  package let name: String
  /// Texts in ids, classes, comments or scripts that tell the family; ASCII, lower case.
  package let fingerprints: [String]
  /// Ids (`#zoom`), classes (`.trs_editor`) and element names of the container, lower case, best first. The page's own
  /// case does not matter.
  package let containers: [String]
  /// Comments around the document.
  package let comments: [CommentPair]

  package struct CommentPair: Sendable {
    package let begin: String
    package let end: String
  }

  package static let all: [CMSFamily] = [
    CMSFamily(
      name: "ucap", fingerprints: ["ucap", "kaipuyun", "common_list.shtml"],
      containers: ["ucapcontent", "#ucap-content", "#ucapcontent", ".ucapcontent", ".pages_content"],
      comments: []),
    CMSFamily(
      name: "hanweb", fingerprints: ["zjeg_rss", "hanweb", "jpaas", "/module/jpage/", "/module/visitcount/"],
      containers: ["#zoom", ".bt-content", ".main-txt", ".article_con", "#barrierfree_container"],
      comments: [
        CommentPair(begin: "zjeg_rss.content.begin", end: "zjeg_rss.content.end"),
        CommentPair(begin: "<$[信息内容]>begin", end: "<$[信息内容]>end"),
      ]),
    CMSFamily(
      name: "trs", fingerprints: ["trs_editor", "trs_web", "createpagehtml", "/was5/web/"],
      containers: [
        ".trs_editor_view", ".trs_ueditor", ".trs_editor", ".trs_paper_preview", "#trs_editor", "#zoom", "#zoomcon",
        ".article_con", ".view",
      ],
      comments: []),
    CMSFamily(
      name: "guangdong", fingerprints: ["nfcms_", "gkmlpt", "nfw-cms-attachment"],
      containers: [".news_cont_d_wrap", "#zoomcon", ".article-content", ".content_article"],
      comments: []),
    CMSFamily(
      name: "lonsun", fingerprints: ["lonsun", "/site/label/8888", "/group6/m00/"],
      containers: ["#j_content", "#zoom", ".j-fontcontent", ".newscontnet", ".minh500"],
      comments: []),
    CMSFamily(
      name: "epoint", fingerprints: ["ewb-front", "epoint", "govinfopub"],
      containers: ["#infocontent", ".ewb-article-info", ".news-article-para", ".ewb-info-con"],
      comments: []),
    CMSFamily(
      name: "easysite", fingerprints: ["easysite"],
      containers: ["#easysitetext", ".easysite-news-text", ".easysite-news-content-text"],
      comments: []),
    CMSFamily(
      name: "shanghai", fingerprints: ["ivs_content", "ivs_title"],
      containers: ["#ivs_content", ".article_content"],
      comments: []),
    CMSFamily(
      name: "general", fingerprints: [],
      containers: [
        ".editor-content", ".detailcont", ".xl-cont", ".xxgk_content", ".article-body", ".article_body",
        ".articlecontent", ".article_content", ".article-content", "#articlecontent", "#article_content",
        "#articlebody", ".entry-content", ".post-content", "#contenttext", "#newscontent", ".newscontent",
        ".news_content", "#js_content",
      ],
      comments: [
        CommentPair(begin: "正文开始", end: "正文结束"), CommentPair(begin: "content begin", end: "content end"),
        CommentPair(begin: "文章内容开始", end: "文章内容结束"), CommentPair(begin: "内容开始", end: "内容结束"),
      ]),
  ]
}
