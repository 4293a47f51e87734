import Extracting
import Web

/// What is measured, each for itself.
enum Stage: String, CaseIterable {
  case bareParse = "bare libxml2 parse"
  case decode
  case parse = "parse to blocks"
  case label
  case extract = "decode to document"
  case render = "render json, md, txt"
}

/// CPU seconds of each stage over all pages, the stages of one page right after each other.
struct Round {
  private(set) var seconds: [Stage: Double] = [:]
  /// Keeps the work from being optimised away.
  private(set) var kept = 0

  init(_ pages: [BenchmarkPage], bareFirst: Bool) {
    for page in pages {
      if bareFirst { bareParse(page) }
      whole(page)
      if !bareFirst { bareParse(page) }
      stages(page)
    }
  }

  private mutating func bareParse(_ page: BenchmarkPage) {
    let utf8 = Charset.decode(page.input.body, headerCharset: nil).utf8
    kept += time(.bareParse) { BareParse.run(utf8) } ? 1 : 0
  }

  private mutating func whole(_ page: BenchmarkPage) {
    let extraction = time(.extract) { Extractor().extract(page.input) }
    kept += time(.render) { Rendering(extraction, of: page.input).bytes.count }
  }

  private mutating func stages(_ page: BenchmarkPage) {
    let decoded = time(.decode) { Charset.decode(page.input.body, headerCharset: nil) }
    let parsed = time(.parse) { Page(utf8: decoded.utf8) }
    kept += time(.label) { parsed.labelled().blocks.count }
  }

  private mutating func time<Result>(_ stage: Stage, _ work: () -> Result) -> Result {
    let start = Usage.cpuSeconds()
    let result = work()
    seconds[stage, default: 0] += Usage.cpuSeconds() - start
    return result
  }
}
