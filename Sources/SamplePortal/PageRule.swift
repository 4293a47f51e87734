/// Where a page of the sample portal does something else than answer 200 with its file, at every visit.
struct PageRule: Sendable {
  /// What becomes of an address in the second state.
  enum Later: Sendable {
    /// It answers as before, with another file when `Site/second` has one.
    case stays
    /// 404.
    case removed
    /// 301 to this path.
    case moved(to: String)
  }

  /// The Content-Type as sent; by default that of the file name's extension.
  var contentType: String? = nil
  /// The Content-Encoding that the file's bytes already have; by default none.
  var contentEncoding: String? = nil
  /// The date of the file in the first state as RFC 9110 §5.6.7 writes it. With it go an ETag and answers of 304.
  var lastModified: String? = nil
  /// The date of the file in the second state; by default that of the first.
  var thenModified: String? = nil
  /// 521 with a script that sets a cookie, as the web firewall JSL answers programs (`X-Via-JSL`, `__jsluid_h`).
  var isChallenge = false
  /// What becomes of the address in the second state.
  var later: Later = .stays
}

extension PageRule {
  /// The rules of the sample portal by path; an address without one is a plain file.
  static let byPath: [String: PageRule] = [
    "/art/2021/1/28/art_1201_90388.html": PageRule(
      lastModified: "Thu, 28 Jan 2021 03:05:00 GMT", thenModified: "Fri, 26 Feb 2021 01:40:00 GMT"),
    "/zwgk/sxgknb/201803/t20180328_8810042.htm": PageRule(lastModified: "Wed, 28 Mar 2018 02:11:09 GMT"),
    "/attachment/0/12/12045/9000120.pdf": PageRule(lastModified: "Mon, 25 Jan 2021 02:18:00 GMT"),
    "/attachment/0/12/12046/9000120.docx": PageRule(lastModified: "Mon, 25 Jan 2021 02:18:00 GMT"),
    "/qzb/2012/dimingkao.htm": PageRule(contentType: "text/html"),
    "/gkmlpt/content/9/9000/post_9000201.html": PageRule(contentEncoding: "gzip"),
    "/zwgk/tzgg/202009/t20200915_8810311.html": PageRule(later: .moved(to: "/zwgk/gsgg/content/post_9000087.html")),
    "/zwgk/tzgg/202011/t20201109_8810377.html": PageRule(later: .removed),
    "/bsfw/index.html": PageRule(isChallenge: true),
  ]
}
