import Foundation
import Testing

@testable import Web

@Suite("Media types")
struct MediaTypeTests {
  @Test("Each file is what its bytes are, whatever the server calls it")
  func sniffing() throws {
    for row in try Table("media/types.tsv").rows {
      let bytes = [UInt8](try Data(contentsOf: fixture("media/\(row[0])")))
      let type = MediaType.sniff(bytes, declared: row[1] == "-" ? nil : MediaType(row[1]), path: row[2])
      #expect(type.essence == row[3], "\(row[0]) as \(row[1]) at \(row[2])")
      #expect(type.fileExtension == row[4])
    }
  }

  @Test("Any bytes have a type, cut ones too")
  func anything() throws {
    let folder = fixture("media")
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      let bytes = [UInt8](try Data(contentsOf: folder.appending(path: name)))
      for count in 0..<min(bytes.count, 200) {
        #expect(!MediaType.sniff(Array(bytes.prefix(count)), declared: nil, path: "/").essence.isEmpty)
      }
    }
  }

  @Test(
    "A Content-Type is taken apart",
    arguments: [
      ("text/html", "text/html", "-"), ("Text/HTML;Charset=GB2312", "text/html", "GB2312"),
      ("text/html; charset=\"utf-8\"", "text/html", "utf-8"), ("text/html;charset='gbk'", "text/html", "gbk"),
      ("text/html ; a=b ; charset = gbk ", "text/html", "gbk"), ("text/html;", "text/html", "-"),
      ("text/html;charset=", "text/html", "-"), ("text/html; a=\";charset=x\"; charset=y", "text/html", "y"),
      ("text/html, text/html; charset=gbk", "text/html", "gbk"), ("charset=gbk", "-", "gbk"), ("", "-", "-"),
      ("text", "-", "-"), ("text/", "-", "-"), ("/html", "-", "-"), ("te xt/html", "-", "-"), ("text/html/x", "-", "-"),
      ("application/vnd.ms-excel;charset=UTF-8", "application/vnd.ms-excel", "UTF-8"),
    ])
  func contentType(header: String, type: String, charset: String) {
    let parsed = MediaType.parse(header)
    #expect(parsed.type?.essence ?? "-" == type)
    #expect(parsed.charset ?? "-" == charset)
  }

  @Test("Types that are not listed have an extension by their suffix")
  func extensions() {
    #expect(MediaType("application/vnd.example+xml").fileExtension == "xml")
    #expect(MediaType("application/ld+json").fileExtension == "json")
    #expect(MediaType("text/x-unknown").fileExtension == "txt")
    #expect(MediaType("application/x-unknown").fileExtension == "bin")
  }
}

@Suite("Names of attachments")
struct AttachmentNameTests {
  @Test("Each attachment is called as the table says")
  func table() throws {
    for row in try Table("media/names.tsv").rows {
      let name = AttachmentName.choose(
        linkText: row[0] == "-" ? nil : row[0], contentDisposition: row[1] == "-" ? nil : Array(row[1].utf8),
        path: row[2])
      #expect(name == row[3], "\(row[4])")
    }
  }

  @Test("A header's bytes in GBK are read as gb18030")
  func rawBytes() {
    let header = Array("attachment; filename=\"".utf8) + [0xC4, 0xEA, 0xB1, 0xA8] + Array(".pdf\"".utf8)
    #expect(AttachmentName.choose(linkText: nil, contentDisposition: header, path: "/x") == "年报.pdf")
  }

  @Test("A name without an extension gets that of the bytes")
  func byType() {
    #expect(AttachmentName.choose(linkText: "年度报告", path: "/download?id=1", type: .pdf) == "年度报告.pdf")
    #expect(AttachmentName.choose(linkText: nil, path: "/download", type: .pdf) == "download.pdf")
  }

  @Test("Long names are cut, their extension kept, at a character")
  func long() {
    let name = AttachmentName.choose(linkText: String(repeating: "云", count: 300) + ".docx", path: "/x")
    #expect(name.utf8.count <= 180 && name.utf8.count > 170)
    #expect(name.hasSuffix("云.docx"))
  }
}
