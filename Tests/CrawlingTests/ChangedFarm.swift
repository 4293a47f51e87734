import LoopbackServer

/// A scripted portal in two states: what a refresh finds some days after the first crawl.
struct ChangedFarm {
  private let server: LoopbackServer

  /// In its first state.
  init(on server: LoopbackServer) {
    self.server = server
    server.on("/robots.txt", .plain("User-agent: *\nDisallow:\n"))
    list([
      "same.html", "known.html", "counter.html", "cell.html", "title.html", "deleted.html", "hidden.html",
      "before.html", "redirected.html", "files.html",
    ])
    server.on("/same.html", page("same"))
    server.on("/known.html", Document(article("known"), etag: "\"1\""))
    server.on("/counter.html", page("counter", chrome: "<div class=\"count\">浏览次数：17</div>"))
    server.on("/cell.html", page("cell", table(15)))
    server.on("/title.html", page("title"))
    server.on("/deleted.html", page("deleted"))
    server.on("/hidden.html", page("hidden"))
    server.on("/before.html", page("wanders"))
    server.on("/redirected.html", page("leads on"))
    server.on("/files.html", page("files", "<p><a href=\"/list.pdf\">名单.pdf</a></p>"))
    server.on("/list.pdf", file("first"))
  }

  /// The second state.
  func change() {
    list([
      "same.html", "known.html", "counter.html", "cell.html", "title.html", "deleted.html", "hidden.html",
      "after.html", "redirected.html", "files.html", "fresh.html",
    ])
    server.on("/counter.html", page("counter", chrome: "<div class=\"count\">浏览次数：18</div>"))
    server.on("/cell.html", page("cell", table(16)))
    server.on("/title.html", page("title", heading: "关于开展冬季河道清理工作的通知"))
    server.on("/deleted.html", .html("<title>404</title>", status: 404))
    server.on("/hidden.html", .html("<html><title>提示</title><p>您访问的页面不存在</p></html>"))
    server.on("/before.html", .html("<title>404</title>", status: 404))
    server.on("/after.html", page("wanders"))
    server.on("/redirected.html", .redirect(to: "/target.html", status: 301))
    server.on("/target.html", page("leads on"))
    server.on("/fresh.html", page("fresh"))
    server.on("/list.pdf", file("second"))
  }

  /// All pages in a new template, their text untouched.
  func redesign() {
    for name in ["same", "known", "title", "deleted", "hidden"] {
      server.on(
        "/\(name).html", page(name, chrome: "<nav><a href=\"/\">首页</a> <a href=\"/sitemap\">站点地图</a></nav>"))
    }
    server.on(
      "/counter.html", page("counter", chrome: "<nav><a href=\"/\">首页</a></nav><div class=\"count\">浏览次数：19</div>"))
    server.on("/cell.html", page("cell", table(15), chrome: "<nav><a href=\"/\">首页</a></nav>"))
    server.on("/before.html", page("wanders", chrome: "<nav><a href=\"/\">首页</a></nav>"))
    server.on("/redirected.html", page("leads on", chrome: "<nav><a href=\"/\">首页</a></nav>"))
  }

  /// Every page says that the server cannot answer; robots.txt as well, when that is asked for.
  func fail(robots: Bool) {
    for hit in Set(server.hits.map(\.path)) where robots || hit != "/robots.txt" { server.on(hit, .respond(503)) }
  }

  /// Every page but robots.txt answers 404.
  func vanish() {
    for hit in Set(server.hits.map(\.path)) where hit != "/robots.txt" {
      server.on(hit, .html("<title>404</title>", status: 404))
    }
  }

  private func list(_ names: [String]) {
    let links = names.map { "<li><a href=\"/\($0)\">关于\($0)的通知</a></li>" }.joined()
    server.on("/", .html("<html><head><title>通知公告</title></head><body><ul>\(links)</ul></body></html>"))
  }

  private func page(_ name: String, _ more: String = "", chrome: String = "", heading: String? = nil) -> Script {
    .html(article(name, more, chrome: chrome, heading: heading))
  }

  private func article(_ name: String, _ more: String = "", chrome: String = "", heading: String? = nil) -> String {
    let plain = notice("本页为\(name)，仅供核对之用，其余事项另行通知。")
      .replacing("<body>", with: "<body>\(chrome)").replacing("</div>\n</body>", with: "\(more)</div>\n</body>")
    return heading.map { plain.replacing("关于开展秋季河道清理工作的通知", with: $0) } ?? plain
  }

  private func table(_ figure: Int) -> String {
    """
    <table border="1"><tr><th>河道</th><th>长度（公里）</th><th>清理次数</th></tr>
    <tr><td>东溪</td><td>12</td><td>\(figure)</td></tr><tr><td>西溪</td><td>9</td><td>8</td></tr></table>
    """
  }

  private func file(_ text: String) -> Script {
    .respond(200, [("Content-Type", "application/pdf")], text: "%PDF-1.4\n% \(text)\n%%EOF\n")
  }
}
