import Foundation
import Testing

@testable import Web

@Suite("Deciding the charset of a page")
struct CharsetDecisionTests {
  @Test("Each page is read in the charset that its bytes and labels call for")
  func decisions() throws {
    for row in try Table("charset/decisions.tsv").rows {
      let bytes = [UInt8](try Data(contentsOf: fixture("charset/pages/\(row[0])")))
      let decoded = Charset.decode(bytes, headerCharset: row[1] == "-" ? nil : row[1])
      let decision = decoded.decision
      let found = [
        decision.charset.name, decision.source.rawValue, String(decision.replacedCount),
        String(decision.droppedControls),
      ]
      #expect(found == Array(row[2..<6]), "\(row[0]): \(row[6])")
      #expect(UTF8Text.isValid(decoded.utf8))
      #expect(!decoded.utf8.contains { !$0.isTextual })
      #expect(decoded.text.unicodeScalars.filter { $0 == "\u{FFFD}" }.count == decision.replacedCount)
    }
  }

  @Test("Chinese pages keep their text in every charset")
  func text() throws {
    for row in try Table("charset/decisions.tsv").rows where row[0].hasPrefix("gbk") || row[0].hasPrefix("utf") {
      let bytes = [UInt8](try Data(contentsOf: fixture("charset/pages/\(row[0])")))
      let text = Charset.decode(bytes, headerCharset: row[1] == "-" ? nil : row[1]).text
      #expect(text.contains("云溪镇人民政府") || row[0] == "gbk-two-letters.html", "\(row[0])")
    }
    let words = [
      "big5.html": "雲溪鎮公所通知", "shift-jis.html": "お知らせ①", "euc-kr.html": "알림 뷁", "euc-jp.html": "お知らせ",
      "iso-2022-jp.html": "お知らせ", "windows-1252.html": "café – naïve “déjà vu” résumé",
      "windows-1251.html": "Уведомление о работе", "koi8-r.html": "уведомление", "gbk-two-letters.html": "莫一",
    ]
    for (page, expected) in words {
      let bytes = [UInt8](try Data(contentsOf: fixture("charset/pages/\(page)")))
      let header = page == "euc-kr.html" ? "euc-kr" : nil
      #expect(Charset.decode(bytes, headerCharset: header).text.contains(expected), "\(page)")
    }
  }

  @Test("All evidence is kept: the header, the mark, each meta, and why a label was not followed")
  func evidence() throws {
    let page = [0xEF, 0xBB, 0xBF] + Array("<meta charset=big5><meta charset='nonsense'><p>云溪镇".utf8)
    let decision = Charset.decode(page, headerCharset: "GBK").decision
    #expect(decision.bom == .utf8)
    #expect(decision.headerLabel == "GBK")
    #expect(decision.metaLabels == ["big5", "nonsense"])
    #expect(decision.rejections.map(\.label) == ["big5", "nonsense", "GBK"])
    #expect(decision.rejections.map(\.reason) == [.contradictedByBytes, .unknownLabel, .contradictedByBytes])
  }

  @Test("A page that is all ASCII contradicts no label")
  func asciiContradictsNothing() {
    let decision = Charset.decode(Array("<meta charset=gb2312>plain".utf8), headerCharset: "x-none").decision
    #expect(decision.rejections == [.init(label: "x-none", reason: .unknownLabel)])
  }

  @Test("A page is decoded by one named charset when that is asked for")
  func named() {
    #expect(Charset.decode([0xC4, 0xE3], as: .gb18030).text == "你")
    #expect(Charset.decode([0xEF, 0xBB, 0xBF, 0x61, 0xFF], as: .utf8).text == "a\u{FFFD}")
    #expect(Charset.decode([0x61, 0x00, 0x2D, 0x4E], as: .utf16LE).text == "a中")
  }
}

@Suite("Labels of the Encoding standard")
struct CharsetLabelTests {
  @Test(
    "Labels are found whatever their case and the blanks around them",
    arguments: [
      ("utf8", "utf-8"), (" UTF-8\n", "utf-8"), ("unicode-1-1-utf-8", "utf-8"), ("GB2312", "gb18030"),
      ("gb_2312-80", "gb18030"), ("x-gbk", "gb18030"), ("csGB2312", "gb18030"), ("chinese", "gb18030"),
      ("gbk", "gb18030"), ("GB18030", "gb18030"), ("iso-8859-1", "windows-1252"), ("us-ascii", "windows-1252"),
      ("latin1", "windows-1252"), ("iso-8859-9", "windows-1254"), ("tis-620", "windows-874"), ("utf-16", "utf-16le"),
      ("unicode", "utf-16le"), ("x-sjis", "shift_jis"), ("ks_c_5601-1987", "euc-kr"), ("big5-hkscs", "big5"),
      ("x-x-big5", "big5"), ("l2", "iso-8859-2"), ("koi8-ru", "koi8-u"), ("iso-8859-6-e", "iso-8859-6"),
    ])
  func known(label: String, name: String) {
    #expect(Charset(label: label)?.name == name)
  }

  @Test("Other words are no labels", arguments: ["", " ", "gb-2312", "utf_8", "utf-7", "none", "utf\u{A0}8", "ｕｔｆ-8"])
  func unknown(label: String) {
    #expect(Charset(label: label) == nil)
  }

  @Test("Single-byte charsets hold the characters of an independent table")
  func singleBytes() throws {
    for row in try Table("charset/single-byte.tsv").rows {
      let charset = try #require(Charset(label: row[0]))
      let decoded = Charset.decode(Array(0x80...0xFF), as: charset)
      #expect(decoded.text.codePoints == row[1], "\(row[0])")
    }
  }

  @Test("Every charset of the table can be decoded here")
  func decodable() {
    for name in Set(charsetNames.values) {
      let decoded = Charset.decode(Array("plain".utf8), as: Charset(label: name) ?? .utf8)
      #expect(decoded.text == "plain" || name.hasPrefix("utf-16"), "\(name)")
      #expect(decoded.decision.replacedCount == 0 || name.hasPrefix("utf-16"), "\(name)")
    }
  }
}

@Suite("UTF-8 as the Encoding standard repairs it")
struct UTF8TextTests {
  @Test(
    "Each malformed sequence is one U+FFFD",
    arguments: [
      ("41", "0041"), ("C3A9", "00E9"), ("FF", "FFFD"), ("80", "FFFD"), ("C0AF", "FFFD FFFD"), ("E4B8", "FFFD"),
      ("E4B841", "FFFD 0041"), ("E080AF", "FFFD FFFD FFFD"), ("EDA080", "FFFD FFFD FFFD"), ("F0908080", "10000"),
      ("F08080AF", "FFFD FFFD FFFD FFFD"), ("F0908041", "FFFD 0041"), ("F4908080", "FFFD FFFD FFFD FFFD"),
      ("F1", "FFFD"), ("F180", "FFFD"), ("F18080", "FFFD"), ("E4E4B8AD", "FFFD 4E2D"), ("EFBFBD", "FFFD"),
    ])
  func repair(hex: String, expected: String) throws {
    let bytes = try #require([UInt8](hex: hex))
    let repaired = String(decoding: UTF8Text.repaired(bytes[...]), as: UTF8.self)
    #expect(repaired.codePoints == expected)
    #expect(repaired == String(decoding: bytes, as: UTF8.self))
    #expect(UTF8Text.isValid(bytes) == (UTF8Text.findings(in: bytes[...]).malformed == 0))
  }

  @Test("Texts of any make are read as the standard library reads them")
  func anyText() {
    let pieces: [[UInt8]] =
      ["a", "<b>\n", "12345678", "é", "中", "。", "中文", "\u{800}", "\u{D7FF}", "\u{E000}", "\u{FFFF}", "😀"].map {
        Array($0.utf8)
      }
      + [
        [0xFF], [0x80], [0xC0, 0xAF], [0xE4, 0xB8], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
      ]
    var state: UInt64 = 1
    for _ in 0..<20_000 {
      var bytes: [UInt8] = []
      for _ in 0..<8 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        // Whole pieces three times in four, so that many texts are whole.
        bytes += pieces[Int(state >> 33) % (state >> 62 == 0 ? pieces.count : 12)]
      }
      #expect(UTF8Text.isValid(bytes) == (String(validating: bytes, as: UTF8.self) != nil))
      #expect(String(utf8: bytes.span) == String(decoding: bytes, as: UTF8.self))
    }
  }
}
