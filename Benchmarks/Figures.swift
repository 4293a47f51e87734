import Foundation

/// The medians of all rounds.
struct Figures {
  let bytes: Int
  let pages: Int
  private var rounds: [Round] = []

  init(bytes: Int, pages: Int) {
    self.bytes = bytes
    self.pages = pages
  }

  mutating func add(_ round: Round) { rounds.append(round) }

  /// A table of stages and the ratios below it.
  var text: String {
    let rows = Stage.allCases.map { stage in
      row(stage.rawValue, median { $0.seconds[stage] ?? 0 }, median { $0.seconds[stage] ?? 0 } / bare)
    }
    let read = median { Figures.sum($0, [.extract]) - Figures.sum($0, [.decode, .parse, .label]) }
    let parts = median { Figures.sum($0, [.decode, .parse, .label, .render]) }
    let whole = median { Figures.sum($0, [.extract, .render]) }
    let head = "\(pages) pages, \(bytes / 1024) KiB of UTF-8, \(rounds.count) rounds, medians of CPU time\n"
    let tail = [
      row("metadata, kind, links", read, read / bare),
      row("decode+parse+label+render", parts, ratio([.decode, .parse, .label, .render])),
      row("all", whole, ratio([.extract, .render])),
      "peak RSS \(Usage.peakMegabytes) MB",
    ]
    return head + (rows + tail).joined(separator: "\n")
  }

  private var bare: Double { median { $0.seconds[.bareParse] ?? 0 } }

  /// The median of the ratios within one round each.
  private func ratio(_ stages: [Stage]) -> Double {
    median { Figures.sum($0, stages) / Figures.sum($0, [.bareParse]) }
  }

  private static func sum(_ round: Round, _ stages: [Stage]) -> Double {
    stages.reduce(0) { $0 + (round.seconds[$1] ?? 0) }
  }

  private func median(_ value: (Round) -> Double) -> Double {
    let sorted = rounds.map(value).sorted()
    return sorted[sorted.count / 2]
  }

  private func row(_ name: String, _ seconds: Double, _ ratio: Double) -> String {
    let label = name.padding(toLength: 28, withPad: " ", startingAt: 0)
    let micros = seconds * 1e6 / Double(pages)
    return label
      + String(format: "%8.1f µs a page %8.1f MB/s %6.2f × bare", micros, Double(bytes) / seconds / 1e6, ratio)
  }
}
