import Testing

@testable import Extracting

@Suite("Printed numbers of headings and paragraphs")
struct PrintedNumberTests {
  @Test(
    "A printed number is kept as printed",
    arguments: [
      ("第一条 为了规范", "第一条"), ("第十二章　附则", "第十二章"), ("第3部分 数据", "第3部分"), ("一、总体情况", "一、"),
      ("十二、其他", "十二、"), ("（三）平台建设", "（三）"), ("(—)主动公开", "(—)"), ("(12) 其他", "(12)"), ("1.主动公开", "1."),
      ("1、主动公开", "1、"), ("2）依申请", "2）"), ("3.2 监测", "3.2"), ("3.2.1监测", "3.2.1"), ("①渠道", "①"), ("１．概况", "１．"),
    ])
  func reads(text: String, number: String) {
    #expect(PrintedNumber.leading(text) == number)
  }

  @Test(
    "What only looks like a number is none",
    arguments: [
      "2020年，我镇", "1.5亿元用于", "3.12植树节", "第一时间发布", "（2020年1月）", "（2020）第5号", "一是加强", "十分重要", "", "12",
      "100万元",
    ])
  func refuses(text: String) {
    #expect(PrintedNumber.leading(text) == nil)
  }
}
