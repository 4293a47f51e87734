internal import Archiving
internal import ArgumentParser
internal import Cataloguing
internal import Crawling
internal import Foundation
internal import Scheduling
internal import Web

/// `fangzhi status`
struct StatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Show what is queued, what is due next, which hosts rest and why.")

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let catalogue = try global.holdings().catalogue
    let counts = Dictionary(grouping: try catalogue.frontierCounts(), by: \.host)
    for host in counts.keys.sorted() { show(host, counts[host] ?? []) }
    for pace in try catalogue.paces() { show(pace) }
    for request in try catalogue.requests() { show(request) }
  }

  private func show(_ host: String, _ counts: [FrontierCount]) {
    let due = counts.filter { $0.state == .queued || $0.state == .done }.map(\.due).min()
    let moment = due.map { Moment(milliseconds: $0).timestamp.iso8601 }
    if global.json {
      var line = JSONLine()
      line.writer.object { object in
        object.member("host", host)
        for state in Disposition.allCases {
          object.member(state.name, counts.first { $0.state == state }?.count ?? 0)
        }
        object.member("next_due", ifPresent: moment)
      }
      return line.print()
    }
    let parts = counts.map { "\($0.count) \($0.state.name)" }
    let next = due == 0 ? "now" : moment ?? "-"
    Console.data("\(host)\t\(parts.joined(separator: ", "))\tnext due \(next)")
  }

  private func show(_ pace: PaceRow) {
    guard let rest = pace.rest, rest > millisecondClock().milliseconds else { return }
    let until = Moment(milliseconds: rest).timestamp.iso8601
    if global.json {
      var line = JSONLine()
      line.writer.object {
        $0.member("rests", pace.key)
        $0.member("until", until)
        $0.member("reason", pace.reason ?? "delay")
      }
      return line.print()
    }
    Console.data("\(pace.key)\trests until \(until)\t\(pace.reason ?? "delay")")
  }

  private func show(_ request: StandingRequest) {
    let at = Moment(milliseconds: request.at).timestamp.iso8601
    if global.json {
      var line = JSONLine()
      line.writer.object {
        $0.member("request", request.verb.rawValue)
        $0.member("portal", request.target)
        $0.member("at", at)
      }
      return line.print()
    }
    Console.data("\(request.target)\t\(request.verb.rawValue)\(request.value.map { " \($0) s" } ?? "")\t\(at)")
  }
}

/// `fangzhi pause PORTAL`
struct PauseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pause", abstract: "Ask for nothing of a portal until it is resumed; a crawl under way obeys.")

  @Argument(help: "The portal's id.")
  var portal: String

  @OptionGroup var global: GlobalOptions

  func run() async throws { try global.request(.pause, portal) }
}

/// `fangzhi resume PORTAL`
struct ResumeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "resume", abstract: "End a portal's pause.")

  @Argument(help: "The portal's id.")
  var portal: String

  @OptionGroup var global: GlobalOptions

  func run() async throws { try global.request(.resume, portal) }
}

/// `fangzhi delay PORTAL [SECONDS]`
struct DelayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delay", abstract: "Set the seconds between two requests to a portal's hosts; a crawl under way obeys."
  )

  @Argument(help: "The portal's id.")
  var portal: String

  @Argument(help: "At least 1; left out, the portal's own delay holds again.")
  var seconds: Double?

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if let seconds, !(1...3_600).contains(seconds) { throw ValidationError("The delay must be 1 to 3600 seconds.") }
  }

  func run() async throws { try global.request(.delay, portal, seconds) }
}

extension GlobalOptions {
  /// Writes a wish into the archive's catalogue: no lock is needed for that, a crawl reads it within a second or two.
  fileprivate func request(_ verb: StandingRequest.Verb, _ portal: String, _ value: Double? = nil) throws {
    _ = try holdings()
    let layout = try layout(settings())
    let catalogue = try Catalogue(path: layout.catalogue.path, access: .writing)
    try catalogue.add(verb, target: portal, value: value, at: millisecondClock().milliseconds)
    try catalogue.close()
  }
}
