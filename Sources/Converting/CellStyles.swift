private import Foundation
internal import Web

/// Which cells of a workbook show a number as a date or a share.
struct CellStyles {
  private var kinds: [Kind] = []

  private enum Kind { case general, date, percent }

  /// Reads `xl/styles.xml`.
  init(_ xml: [UInt8]) {
    var scanner = XMLScanner(xml)
    var formats: [Int: String] = [:]
    var isCellFormats = false
    while let piece = scanner.next() {
      switch piece {
      case .start("numFmt", let attributes):
        if let id = attributes["numFmtId"].flatMap({ Int($0) }) { formats[id] = attributes["formatCode"] }
      case .start("cellXfs", _): isCellFormats = true
      case .end("cellXfs"): isCellFormats = false
      case .start("xf", let attributes):
        guard isCellFormats else { continue }
        kinds.append(CellStyles.kind(attributes["numFmtId"].flatMap { Int($0) } ?? 0, formats))
      default: break
      }
    }
  }

  /// The number as the sheet means it: a date as ISO 8601, a share in per cent, else at most 15 digits as Excel shows.
  func text(_ value: String, style: Int) -> String {
    guard let number = Double(value), number.isFinite else { return value }
    switch kinds.indices.contains(style) ? kinds[style] : .general {
    case .date where (1..<2_958_466).contains(number): return CellStyles.date(number)
    case .percent: return CellStyles.decimal(number * 100) + "%"
    default: return CellStyles.decimal(number)
    }
  }

  /// Day 1 is 1900-01-01, and 1900 counts as a leap year (ECMA-376 part 1 §18.17.4.1).
  private static func date(_ number: Double) -> String {
    let days = Int(number)
    let seconds = Int64(((number - Double(days)) * 86_400).rounded())
    let epoch = Timestamp(seconds: Int64(days - 25_569) * 86_400 + seconds).iso8601
    return seconds == 0 ? String(epoch.prefix(10)) : epoch.prefix(10) + " " + epoch.dropFirst(11).prefix(8)
  }

  private static func decimal(_ number: Double) -> String {
    if number == number.rounded(), abs(number) < 1e15 { return String(Int(number)) }
    return String(format: "%.15g", number)
  }

  /// Built-in formats 14–22 and 45–47 are dates and times, 27–36 and 50–58 are those of East Asia.
  private static func kind(_ id: Int, _ formats: [Int: String]) -> Kind {
    if [9, 10].contains(id) { return .percent }
    if (14...22).contains(id) || (27...36).contains(id) || (45...47).contains(id) || (50...58).contains(id) {
      return .date
    }
    guard let format = formats[id] else { return .general }
    if format.contains("%") { return .percent }
    var isLiteral = false
    for byte in format.utf8 {
      if byte == 0x22 || byte == 0x5B || byte == 0x5D { isLiteral = byte == 0x22 ? !isLiteral : byte == 0x5B }
      if !isLiteral, [0x79, 0x64, 0x59, 0x44].contains(byte) { return .date }
    }
    return .general
  }
}
