import Web

@testable import Extracting

/// Documents with every kind of block and every key, and with next to none.
enum SampleDocuments {
  static var all: [Document] { [full, bare, pdf] }

  static var full: Document {
    Document(
      id: "0123456789abcdef/20261120010000-58b3ff354b01/fangzhi-html-1.0.0", source: source,
      extraction: DocumentExtraction(
        extractor: "fangzhi-html", version: "1.0.0", rule: "comment marks", configDigest: Digest(of: [1]),
        warnings: [
          DocumentWarning(code: "empty_table", message: "All cells are empty.", block: "b5"),
          DocumentWarning(code: "replacement_character", message: "2 bytes could not be decoded."),
        ]),
      metadata: metadata, blocks: blocks,
      attachments: [
        DocumentAttachment(url: "https://www.yunxi.gov.cn/a(1).pdf", title: "附件[1].pdf", filename: "a.pdf"),
        DocumentAttachment(url: "https://www.yunxi.gov.cn/b.xls"),
      ], parts: ["https://www.yunxi.gov.cn/t_2.html"],
      links: [
        DocumentLink(url: "https://www.yunxi.gov.cn/", text: "首页"),
        DocumentLink(url: "https://www.yunxi.gov.cn/n.html", text: "", rel: "next"),
      ])
  }

  static var bare: Document {
    Document(
      id: "file/raw/fangzhi-html-1.0.0", source: DocumentSource(rawDigest: Digest(of: []), mediaType: .html),
      extraction: DocumentExtraction(extractor: "fangzhi-html", version: "1.0.0", rule: ""), metadata: Metadata(),
      blocks: [])
  }

  static var pdf: Document {
    Document(
      id: "0123456789abcdef/20261120010000-58b3ff354b01/pdftotext-22.12.0",
      source: DocumentSource(rawDigest: Digest(of: [2]), rawFile: "raw.pdf", mediaType: .pdf),
      extraction: DocumentExtraction(extractor: "pdftotext", version: "22.12.0", rule: "pages"), metadata: Metadata(),
      blocks: [DocumentBlock(ordinal: 1, DocumentBlock.paragraph("1. 概述"), locator: "page 1")])
  }

  private static var source: DocumentSource {
    DocumentSource(
      url: "http://www.yunxi.gov.cn/t.html", finalURL: "https://www.yunxi.gov.cn/t.html",
      capturedAt: Timestamp(fourteenDigits: "20261120010000"), version: "20261120010000-58b3ff354b01",
      rawDigest: Digest(of: [3]), rawFile: "raw.html", mediaType: .html,
      charset: CharsetEvidence(
        name: "gb18030", decidedBy: "meta",
        declared: [.init(origin: "http", label: "ISO-8859-1"), .init(origin: "meta", label: "gb2312")], replaced: 2),
      warc: WARCLocation(
        file: "fangzhi-20261120010000-run-00001.warc.gz", offset: 1234, length: 567, recordID: "urn:uuid:1"))
  }

  private static var metadata: Metadata {
    var metadata = Metadata()
    metadata.title = "关于\"云溪镇\"的报告: 一 # 二"
    metadata.language = "zh"
    metadata.script = .simplified
    metadata.kind = .report
    metadata.published = PrintedDate(text: "2021-01-21 15:24", value: "2021-01-21T15:24+08:00", precision: .minute)
    metadata.written = PrintedDate(text: "二〇二一年一月", value: "2021-01", precision: .month)
    metadata.sourceOrg = "本网"
    metadata.sourceOrgResolved = "云溪镇人民政府"
    metadata.issuers = ["云溪镇人民政府"]
    metadata.docNumber = "云府〔2021〕3号"
    metadata.indexNumber = "11330100/2021-00001"
    metadata.topic = ["政务公开"]
    metadata.validity = "有效"
    metadata.column = ["首页", "信息公开"]
    metadata.site = SiteIdentity(name: "云溪镇人民政府", domain: "www.yunxi.gov.cn", idCode: "bm01000001")
    metadata.officialHost = true
    metadata.rawMeta = ["SiteName": ["云溪镇人民政府"], "sitename": [""], "Keywords": ["甲", "乙"], "a\"b": ["\u{1F600}\\"]]
    metadata.fields = [
      MetadataField(name: "published", value: "2021-01-21 15:24", origin: .label, locator: "/html/body/div[1]"),
      MetadataField(name: "责任编辑", value: "周明", origin: .label, locator: ""),
    ]
    return metadata
  }

  private static var blocks: [DocumentBlock] {
    let table = parsed(
      html:
        "<caption>表1（单位：件）<tr><td rowspan=\"2\">项目<td colspan=\"2\">数量|额<tr><td>甲\n一<td>乙<tr><td>收,\"到\"<td>1<td><tr><td>x"
    )
    let contents: [DocumentBlock.Content] = [
      DocumentBlock.heading("一、总体情况", level: 2), DocumentBlock.paragraph("1. 全年共收到 3 件。\n* 其中 <b> & [链接](x) _a_ 2 件"),
      .list(["公开 3 件", "- 不公开\n0 件"], ordered: false), .list(["甲", "乙"], ordered: true),
      table.map { .table($0) } ?? .quote(""), .image(url: "https://www.yunxi.gov.cn/图 1(2).png", alt: "示意]图"),
      .quote("第三条 公开为常态\n# 不公开为例外"), DocumentBlock.paragraph("# 不是标题"), DocumentBlock.paragraph("e\u{301} 与 é"),
    ]
    return contents.enumerated().map { DocumentBlock(ordinal: $0 + 1, $1, locator: "/html/body/p[\($0 + 1)]") }
  }
}
