import Archiving
import Crawling
import Extracting
import Foundation
import LoopbackServer
import Testing
import Web

@Suite("Attachments", .timeLimit(.minutes(1)))
struct AttachmentTests {
  private let file = Array("%PDF-1.4\n1 0 obj << /Type /Catalog >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n".utf8)

  private func ground() async throws -> Ground {
    let ground = try await Ground()
    let links = """
      <p>附件：<a href="files/report.pdf">年度报告.pdf</a></p><p><a href="files/report.pdf">下载</a></p>
      """
    ground.server.on("/a.html", .html(notice().replacing("</div>", with: links + "</div>")))
    ground.server.on("/files/report.pdf", .respond(200, [("Content-Type", "application/pdf")], body: file))
    ground.wishes.wantsAttachments = true
    return ground
  }

  @Test("A page's files are fetched once each, and linked to the page by address and digest")
  func linked() async throws {
    let ground = try await ground()
    let reports = try await ground.fetch("/a.html")
    #expect(reports.map(\.brief) == ["new:200", "new:200"])
    let attachment = try #require(reports.last)
    #expect(attachment.url == ground.server.url("/files/report.pdf"))
    #expect(attachment.sha256 == Digest(of: file))
    let folder = try #require(attachment.path)
    #expect([UInt8](try Data(contentsOf: folder.appending(path: "raw.pdf"))) == file)
    let page = try #require(reports.first?.path)
    let document = try Extracting.Document(json: [UInt8](try Data(contentsOf: page.appending(path: "document.json"))))
    #expect(document.attachments.map(\.url) == [attachment.url])
    #expect(try ground.metadata(of: "/files/report.pdf")["via"] == ground.server.url("/a.html"))
    #expect(ground.server.hits(of: "/files/report.pdf").count == 1)
    try await ground.expectSound()
  }

  @Test("They are asked for again also when the page itself is unchanged")
  func unchangedPage() async throws {
    let ground = try await ground()
    _ = try await ground.fetch("/a.html")
    ground.server.on("/files/report.pdf", .respond(200, [("Content-Type", "application/pdf")], body: file + [0x0A]))
    #expect(try await ground.fetch("/a.html").map(\.brief) == ["unchanged:200", "changed:200"])
  }

  @Test("A file behind a redirect is followed to its place")
  func redirected() async throws {
    let ground = try await ground()
    let file = file
    ground.server.on("/files/report.pdf", .redirect(to: "/store/1.pdf"))
    ground.server.on("/store/1.pdf", .respond(200, [("Content-Type", "application/pdf")], body: file))
    #expect(try await ground.fetch("/a.html").map(\.brief) == ["new:200", "redirect:302", "new:200"])
  }

  @Test("A file may be as large as files may be, not only as large as a page")
  func large() async throws {
    let ground = try await ground()
    let large = file + [UInt8](repeating: 0x20, count: ground.config.fetching.maxPageBytes)
    ground.server.on("/files/report.pdf", .respond(200, [("Content-Type", "application/pdf")], body: large))
    #expect(try await ground.fetch("/a.html").map(\.brief) == ["new:200", "new:200"])
  }

  @Test("Nobody asked: nobody fetches")
  func notWanted() async throws {
    let ground = try await ground()
    ground.wishes.wantsAttachments = false
    #expect(try await ground.fetch("/a.html").map(\.brief) == ["new:200"])
  }
}
