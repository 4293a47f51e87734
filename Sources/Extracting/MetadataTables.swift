extension MetadataReader {
  /// Reads the disclosure table: 索引号, 发布机构, 成文日期 …, each label beside its value.
  mutating func readTables() {
    for table in evidence.tables {
      let pairs = table.table.disclosurePairs
      // A data table may have a column called 名称 or 日期; two labels with values, or three inside the body, prove it.
      guard pairs.count >= (table.position == .inside ? 3 : 2) else { continue }
      for (pair, value) in pairs { add(pair, value, from: table) }
    }
  }

  private mutating func add(_ pair: MetadataPair, _ value: String, from table: MetadataTable) {
    switch pair.label {
    case .published, .dated, .written: addDate(pair, value, .table, table.locator)
    case .source, .supplier:
      guard let name = MetadataValue.organ(value) else { return }
      source.add(name, rank: pair.label == .supplier ? EvidenceRank.weak : EvidenceRank.besideTitle)
      note("source_org", name, .table, table.locator)
    case .chrome, .foreign: break
    default: add(pair, value, .table, table.locator)
    }
  }
}

extension Table {
  /// Each label that has its value in the cell at its right, or in its own cell.
  fileprivate var disclosurePairs: [(MetadataPair, String)] {
    var pairs: [(MetadataPair, String)] = []
    var index = 0
    while index < cells.count, cells.count <= 80 {
      let text = MetadataText(cells[index].text)
      if let label = MetadataPair.bareLabel(text) {
        let next = index + 1
        if next < cells.count, cells[next].row == cells[index].row {
          if !cells[next].text.isEmpty { pairs.append((label, cells[next].text)) }
          index = next
        }
      } else {
        for pair in MetadataPairs(text).pairs where !pair.value.isEmpty { pairs.append((pair, pair.value)) }
      }
      index += 1
    }
    return pairs.filter { $0.0.label != .chrome && $0.0.label != .foreign }
  }
}
