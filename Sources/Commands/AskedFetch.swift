internal import Archiving
internal import Cataloguing
internal import Crawling
internal import Foundation
internal import Scheduling

/// `fetch` while a crawl holds the archive: the crawl fetches, and we print what it says.
struct AskedFetch {
  private let layout: ArchiveLayout
  private let wishes: NamedFetch.Wishes
  /// What nobody has fetched yet.
  private(set) var rest: ArraySlice<String>
  /// The process that was asked last.
  private var holder: ArchiveHolder?

  init(layout: ArchiveLayout, wishes: NamedFetch.Wishes, addresses: [String]) {
    self.layout = layout
    self.wishes = wishes
    rest = addresses[...]
  }

  /// How long a crawl may take to hear us: it looks every second, and between two groups only.
  private static let patience: Duration = .seconds(20)
  private static let glance: Duration = .milliseconds(50)

  /// Lets the holder of the archive fetch what is left, until all is done or that process is gone.
  ///
  /// - Parameter error: what is thrown when the holder crawls nothing, or does not answer.
  /// - Returns: false when nobody can be asked.
  mutating func end(insteadOf error: ArchiveError, _ printer: ReportPrinter) async throws -> Bool {
    guard let holder = ArchiveHolder(of: layout), ["crawl", "refresh", "run"].contains(holder.command),
      holder != self.holder
    else { return false }
    self.holder = holder
    let catalogue: Catalogue
    do { catalogue = try Catalogue(path: layout.catalogue.path, access: .asking) } catch {
      // A crawl that is just beginning has none yet.
      return false
    }
    defer { try? catalogue.close() }
    while let address = rest.first {
      guard try await fetch(address, by: holder, catalogue, printer) else { return true }
      rest = rest.dropFirst()
    }
    return true
  }

  /// Whether the address was fetched; if not, the holder is gone.
  private func fetch(
    _ address: String, by holder: ArchiveHolder, _ catalogue: Catalogue, _ printer: ReportPrinter
  ) async throws -> Bool {
    let id = try catalogue.ask(
      for: address, options: wishes.words, delay: wishes.delaySeconds, at: millisecondClock().milliseconds)
    // What is there is printed, what is not is not wanted any more, whatever ends the wait.
    defer { try? catalogue.withdraw(named: id) }
    var printed = 0
    let asked = ContinuousClock.now
    while true {
      let state = try catalogue.state(ofNamed: id)
      for answer in try catalogue.answers(toNamed: id, after: printed) {
        printed = answer.position
        if let report = VisitReport(answer: answer.report, in: layout) { printer.print(report) }
      }
      if state == .ended { return true }
      if !holder.isAlive { return false }
      if state == .waiting, asked.duration(to: .now) > Self.patience { throw Unanswered(holder, layout) }
      if state == .withdrawn || state == nil { throw Unanswered(holder, layout) }
      try await Task.sleep(for: Self.glance)
    }
  }

  /// Thrown when the process that holds the archive does not take the request.
  struct Unanswered: Error, CustomStringConvertible {
    let description: String

    init(_ holder: ArchiveHolder, _ layout: ArchiveLayout) {
      description =
        "the archive \(layout.root.path) is being written by \(holder), which did not take the request: wait until it "
        + "is done, or stop it"
    }
  }
}
