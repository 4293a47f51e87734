/// A scripted portal: TRS and NFCMS lists, a sitemap, robots.txt, attachments, and what leads crawlers astray.
package struct PortalFarm {
  /// Every path that is to be visited, robots.txt left out.
  package private(set) var truth: Set<String> = []

  /// Makes the server answer as the portal.
  package init(on server: LoopbackServer) {
    server.on("/robots.txt") { _ in
      .plain("User-agent: *\nDisallow: /admin/\nDisallow: /private/\nSitemap: \(server.url("/sitemap.xml"))\n")
    }
    home(server)
    trsList(server, pages: 3)
    nfcmsList(server, pages: 3)
    traps(server)
    add("/sitemap.xml", server) {
      let urls = ["/xw/201.html", "/only/in-sitemap.html", "/private/3.html"].map {
        "<url><loc>\(server.url($0))</loc></url>"
      }
      return .respond(200, [("Content-Type", "application/xml")], text: "<urlset>\(urls.joined())</urlset>")
    }
    page("/only/in-sitemap.html", server)
  }

  private mutating func add(_ path: String, _ server: LoopbackServer, _ answer: @escaping @Sendable () -> Script) {
    truth.insert(path)
    server.on(path) { _ in answer() }
  }

  private mutating func page(_ path: String, _ server: LoopbackServer, _ links: String = "") {
    add(path, server) {
      .html(
        notice("本页编号\(path)，仅供核对。").replacing(
          "</body>", with: "<p><a href=\"/\">首页</a> <a href=\"/tz/index.html\">通知</a></p>\(links)</body>"))
    }
  }

  private mutating func home(_ server: LoopbackServer) {
    add("/", server) {
      .html(
        """
        <html><head><title>青禾区人民政府</title></head><body><h1>青禾区</h1><ul>
        <li><a href="/tz/index.html">通知公告</a></li><li><a href="/xw/index.html">要闻</a></li>
        <li><a href="/admin/login.html">管理</a></li><li><a href="/search?q=1">搜索</a></li>
        <li><a href="/rili/?year=2026&month=1">日历</a></li><li><a href="/a/../x/../../old.html">旧页</a></li>
        <li><a href="http://elsewhere.example/">友情链接</a></li><li><a href="/soft.html">不在</a></li>
        <li><a href="/cookie.html">验证</a></li><li><a href="/ring-a.html">环</a></li>
        <li><a href="/s.html;jsessionid=AB12">会话</a></li></ul></body></html>
        """)
    }
    page("/old.html", server)
    page("/s.html", server)
  }

  /// `createPageHTML(3, 0, "index", "html")`: page 2 is `index_1`. Five articles a page, each with an attachment.
  private mutating func trsList(_ server: LoopbackServer, pages: Int) {
    for number in 0..<pages {
      let path = number == 0 ? "/tz/index.html" : "/tz/index_\(number).html"
      let items = (1...5).map { number * 5 + $0 }
      add(path, server) {
        let links = items.map { "<li><a href=\"./202611/t\($0).html\">关于第\($0)项工作的通知</a></li>" }.joined()
        return .html(
          "<html><head><title>通知公告</title></head><body><ul>\(links)</ul><script>createPageHTML(\(pages), \(number), \"index\", \"html\");</script></body></html>"
        )
      }
      for item in items {
        page("/tz/202611/t\(item).html", server, "<p><a href=\"./t\(item).pdf\">附件.pdf</a></p>")
        add("/tz/202611/t\(item).pdf", server) {
          .respond(200, [("Content-Type", "application/pdf")], text: "%PDF-1.4\n% \(item)\n%%EOF\n")
        }
      }
    }
  }

  /// Plain links to `index_2`, `index_3`, as NFCMS writes them.
  private mutating func nfcmsList(_ server: LoopbackServer, pages: Int) {
    for number in 1...pages {
      let path = number == 1 ? "/xw/index.html" : "/xw/index_\(number).html"
      let items = (1...4).map { 200 + (number - 1) * 4 + $0 }
      add(path, server) {
        let links = items.map { "<li><a href=\"/xw/\($0).html\">第\($0)号新闻</a></li>" }.joined()
        let pager = (1...pages).map { "<a href=\"index\($0 == 1 ? "" : "_\($0)").html\">\($0)</a>" }.joined()
        return .html("<html><head><title>要闻</title></head><body><ul>\(links)</ul><div>\(pager)</div></body></html>")
      }
      for item in items { page("/xw/\(item).html", server) }
    }
  }

  private mutating func traps(_ server: LoopbackServer) {
    server.on("/admin/*", .html("geheim"))
    server.on("/search*", .html("<a href=\"/search?q=2\">2</a>"))
    server.on("/rili/*") { hit in .html("<a href=\"/rili/?year=2026&month=\(hit.visit + 1)\">下月</a>") }
    truth.insert("/soft.html")
    server.on("/soft.html", .html("<html><title>404</title><p>您访问的页面不存在</p></html>"))
    truth.insert("/cookie.html")
    server.on("/cookie.html") { hit in
      hit.header("Cookie") == nil ? .redirect(to: "/cookie.html", [("Set-Cookie", "CT=1; Path=/")]) : .html(notice())
    }
    for (path, target) in [("/ring-a.html", "/ring-b.html"), ("/ring-b.html", "/ring-a.html")] {
      truth.insert(path)
      server.on(path, .redirect(to: target))
    }
  }
}
