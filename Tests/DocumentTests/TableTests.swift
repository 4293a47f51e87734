import Testing

@testable import Extracting

private func grid(_ html: String) -> [[String?]]? { parsed(html: html)?.grid }

@Suite("The table model of the HTML standard (§4.9.12)")
struct TableModelTests {
  @Test("A row shorter than the widest one ends in places without a cell")
  func missingCells() {
    #expect(grid("<tr><td>a<td>b<td>c<tr><td>d") == [["a", "b", "c"], ["d", nil, nil]])
  }

  @Test("A rowspan pushes the cells of the rows below to the right")
  func rowspan() {
    #expect(
      grid("<tr><td rowspan=\"2\">a<td>b<tr><td>c<tr><td>d<td>e") == [["a", "b"], ["a", "c"], ["d", "e"]])
  }

  @Test("Rowspan 0 reaches to the end of its row group, not into the next")
  func rowspanZero() {
    let html = "<tbody><tr><td rowspan=\"0\">a<td>b<tr><td>c</tbody><tbody><tr><td>d<td>e</tbody>"
    #expect(grid(html) == [["a", "b"], ["a", "c"], ["d", "e"]])
  }

  @Test("A colspan below 1 or without a number counts as 1, above 1000 as 1000")
  func colspanLimits() throws {
    #expect(grid("<tr><td colspan=\"0\">a<td colspan=\"x\">b") == [["a", "b"]])
    #expect(try #require(grid("<tr><td colspan=\"5000\">a"))[0].count == 1000)
  }

  @Test("The rows of a tfoot come last wherever it stands")
  func footLast() {
    #expect(grid("<tfoot><tr><td>z</tfoot><tbody><tr><td>a</tbody>") == [["a"], ["z"]])
  }

  @Test("An empty row is a row")
  func emptyRow() {
    #expect(grid("<tr><td>a<tr><tr><td>b") == [["a"], [nil], ["b"]])
  }
}

@Suite("Tables: rules of the house")
struct TableHouseTests {
  @Test("Where cells overlap the first one keeps the place")
  func overlap() {
    let html = "<tr><td>a<td rowspan=\"2\">b<tr><td colspan=\"2\">c"
    #expect(grid(html) == [["a", "b"], ["c", "b"]])
  }

  @Test("A rowspan ends with the rows that exist")
  func clamped() throws {
    let table = try #require(parsed(html: "<tr><td rowspan=\"9\">a<td>b<tr><td>c"))
    #expect(table.grid == [["a", "b"], ["a", "c"]])
    #expect(table.cells[0].rowspan == 2)
  }

  @Test("Each cell is printed once, empty ones keep their TAB")
  func text() throws {
    let table = try #require(parsed(html: "<tr><td rowspan=\"2\">a<td><td>c<tr><td>d\ne<td>f\tg<tr><td><td><td>"))
    #expect(table.text == "a\t\tc\nd e\tf g\n\t\t")
  }

  @Test("A grid above 200,000 places is refused, its text is kept")
  func tooLarge() throws {
    var builder = TableBuilder()
    for row in 0..<201 {
      builder.beginRow()
      builder.addCell("r\(row)", colspan: 1_000)
    }
    let outcome = builder.finish()
    guard case .tooLarge(let lines) = outcome else {
      Issue.record("a table of 201,000 places was not refused")
      return
    }
    #expect(lines.count == 201 && lines[200] == "r200")
    #expect(outcome.warning?.code == "table_too_large")
  }

  @Test("A narrow table of 100,000 rows is kept")
  func longTable() {
    var builder = TableBuilder()
    for row in 0..<100_000 {
      builder.beginRow()
      builder.addCell("\(row)")
      builder.addCell("0")
    }
    guard case .table(let table) = builder.finish() else {
      Issue.record("a table of 200,000 places was refused")
      return
    }
    #expect(table.grid.count == 100_000)
  }

  @Test("Every text given to the builder is found in the grid and in the text")
  func lossless() throws {
    var random = SystemRandomNumberGenerator()
    for round in 0..<200 {
      var builder = TableBuilder()
      var texts: [String] = []
      for row in 0..<Int.random(in: 1...6, using: &random) {
        builder.beginRow()
        for column in 0..<Int.random(in: 0...5, using: &random) {
          texts.append("格\(row)-\(column)")
          builder.addCell(
            texts[texts.count - 1], rowspan: .random(in: 0...4, using: &random),
            colspan: .random(in: 1...4, using: &random))
        }
      }
      guard case .table(let table) = builder.finish() else {
        Issue.record("round \(round) was refused")
        return
      }
      #expect(table.cells.map(\.text) == texts)
      #expect(Set(table.grid.map(\.count)).count <= 1)
      #expect(Set(table.text.split { "\t\n".contains($0) }.map(String.init)) == Set(texts))
      let origins = table.cells.map { table.grid[$0.row][$0.column] }
      #expect(origins == texts, "a cell begins where another holds the place")
    }
  }
}

@Suite("Header rows, captions and units")
struct TableHeaderTests {
  @Test("thead names the columns, whatever it holds")
  func head() throws {
    let html = "<thead><tr><td>年度<td>2019<td>2020</thead><tbody><tr><td>收入<td>1.5<td>2.5</tbody>"
    let table = try #require(parsed(html: html))
    #expect(table.headerRows == 1)
    #expect(table.columns == ["年度", "2019", "2020"])
  }

  @Test("A first row of th names the columns")
  func marked() throws {
    #expect(try #require(parsed(html: "<tr><th>甲<th>乙<tr><th>丙<td>丁<tr><th>戊<td>己")).headerRows == 1)
  }

  @Test("Years above figures name columns without any mark")
  func years() throws {
    #expect(try #require(parsed(html: "<tr><td>指标<td>2019<td>2020<tr><td>面积<td>1,024<td>3%")).headerRows == 1)
  }

  @Test("A table of label and value has no header row")
  func pairs() throws {
    let table = try #require(parsed(html: "<tr><td>联系人<td>周明<tr><td>地址<td>东山路<tr><td>电话<td>0571"))
    #expect(table.headerRows == 0)
    #expect(table.columns.isEmpty)
  }

  @Test("A list of words has one header row")
  func words() throws {
    #expect(try #require(parsed(html: "<tr><td>姓名<td>职务<td>分工<tr><td>甲<td>乙<td>丙<tr><td>丁<td>戊<td>己")).headerRows == 1)
  }

  @Test(
    "The unit is read from the caption, a row of its own, or the line above",
    arguments: [
      ("<caption>收支表（单位：万元）<tr><td>收<td>1", [], "万元"), ("<tr><td colspan=\"2\">单位：件<tr><td>收<td>1", [], "件"),
      ("<tr><td>收<td>1", ["表二 办理情况", "计量单位: 公顷"], "公顷"), ("<tr><td>收<td>1", ["附表 （金额单位：元）"], "元"),
    ] as [(String, [String], String)])
  func units(html: String, lines: [String], unit: String) throws {
    #expect(try #require(parsed(html: html, precedingLines: lines)).unit == unit)
  }

  @Test("The organ that fills in a form is no unit", arguments: ["填报单位：云溪镇", "单位：云溪镇人民政府", "主办单位：市政务服务中心"])
  func organs(line: String) throws {
    #expect(try #require(parsed(html: "<tr><td>收<td>1", precedingLines: [line])).unit == nil)
  }

  @Test("The caption is the table's own, else the short line above it")
  func captions() throws {
    #expect(try #require(parsed(html: "<caption>自带<tr><td>a", precedingLines: ["上面"])).caption == "自带")
    #expect(try #require(parsed(html: "<tr><td>a", precedingLines: ["表1 办理情况", "单位：件"])).caption == "表1 办理情况")
    #expect(try #require(parsed(html: "<tr><td>a", precedingLines: ["全年共办理三件，情况如下："])).caption == nil)
  }
}
