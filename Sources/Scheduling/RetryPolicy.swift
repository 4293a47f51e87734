/// When a URL that failed is asked again.
package struct RetryPolicy: Hashable, Sendable, Codable {
  /// The pause after the first, second, third failure. 5 s, 60 s, 10 min.
  package var pauses: [Milliseconds] = [.seconds(5), .seconds(60), .minutes(10)]
  /// Up to so much of the pause is added at random, so that URLs that failed together do not return together. 0.5.
  package var jitter = 0.5

  package init() {}

  /// When to ask again after that many failures in a row; nil: in the next run.
  ///
  /// `chance` is a number from 0 up to 1, drawn by the caller.
  package func retry(afterFailures failures: Int, at moment: Moment, chance: Double) -> Moment? {
    precondition(failures > 0 && (0..<1).contains(chance))
    guard failures <= pauses.count else { return nil }
    let pause = pauses[failures - 1]
    return moment + pause + Milliseconds(Double(pause) * jitter * chance)
  }
}
