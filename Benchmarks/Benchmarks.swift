import Extracting

/// Measures what cleaning a page costs against libxml2's bare parse of the same page, in one process.
///
/// `benchmarks [ROUNDS]` prints the figures; `benchmarks digests` prints a digest of every document instead, for telling
/// whether a change of speed changed any output.
@main
struct Benchmarks {
  static func main() throws {
    let pages = try BenchmarkPages.all()
    guard !pages.isEmpty else { throw BenchmarkPages.Missing() }
    let argument = CommandLine.arguments.dropFirst().first
    if argument == "digests" {
      for page in pages { print(page.digest, page.name) }
      return
    }
    measure(pages, rounds: argument.flatMap { Int($0) } ?? 15)
  }

  private static func measure(_ pages: [BenchmarkPage], rounds: Int) {
    var figures = Figures(bytes: pages.reduce(0) { $0 + $1.utf8Count }, pages: pages.count)
    // The first round fills caches and makes tables; it does not count.
    _ = Round(pages, bareFirst: true)
    for round in 0..<max(rounds, 1) { figures.add(Round(pages, bareFirst: round.isMultiple(of: 2))) }
    print(figures.text)
  }
}
