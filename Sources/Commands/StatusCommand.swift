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
    commandName: "status",
    abstract: "Show the last runs, what is queued, what is due next, which hosts rest and why.")

  @Option(help: "A portal file, or a folder of them (default: from the config).")
  var seeds: String?

  @Option(help: "How many runs are shown.")
  var runs = 5

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let catalogue = try global.holdings().catalogue
    let now = millisecondClock()
    for run in try catalogue.runs(last: runs).reversed() { show(run) }
    let counts = Dictionary(grouping: try catalogue.frontierCounts(at: now.milliseconds), by: \.host)
    let states = try catalogue.addressCounts()
    for host in Set(counts.keys).union(states.keys).sorted() { show(host, counts[host] ?? [], states[host] ?? [:]) }
    for pace in try catalogue.paces() { show(pace, at: now) }
    for request in standing(try catalogue.requests()) { show(request) }
    try showRounds(catalogue, at: now)
  }

  private func show(_ run: Run) {
    let ended = run.ended?.iso8601
    if global.json {
      var line = JSONLine()
      line.writer.object {
        $0.member("run", run.id)
        $0.member("command", run.command)
        $0.member("started", run.started.iso8601)
        $0.member("ended", ifPresent: ended)
      }
      return line.print()
    }
    // A run that was killed never said that it ended, and one that is under way has not yet.
    Console.data("run \(run.id)\t\(run.command)\t\(run.started.iso8601)\t\(ended ?? "under way, or cut short")")
  }

  private func show(_ host: String, _ counts: [FrontierCount], _ states: [AddressState: Int]) {
    let waiting = counts.filter { $0.state == .queued || $0.state == .done }
    let due = waiting.map(\.due).min()
    let ready = waiting.reduce(0) { $0 + $1.ready }
    let moment = due.map { Moment(milliseconds: $0).timestamp.iso8601 }
    if global.json {
      var line = JSONLine()
      line.writer.object { object in
        object.member("host", host)
        for state in Disposition.allCases {
          object.member(state.name, counts.first { $0.state == state }?.count ?? 0)
        }
        object.member("due_now", ready)
        object.member("next_due", ifPresent: moment)
        object.key("addresses")
        object.object { one in
          for state in AddressState.allCases { if let count = states[state] { one.member(state.rawValue, count) } }
        }
      }
      return line.print()
    }
    let parts = counts.map { "\($0.count) \($0.state.name)" }
    let next = ready > 0 ? "\(ready) due now" : "next due \(moment ?? "-")"
    let known = AddressState.allCases.compactMap { state in states[state].map { "\($0) \(state.rawValue)" } }
    Console.data("\(host)\t\(parts.joined(separator: ", "))\t\(next)\t\(known.joined(separator: ", "))")
  }

  private func show(_ pace: PaceRow, at now: Moment) {
    guard let rest = pace.rest, rest > now.milliseconds else { return }
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

  /// Of each portal what holds: its last pause unless it was ended, its last delay unless it was given back.
  private func standing(_ requests: [StandingRequest]) -> [StandingRequest] {
    Dictionary(grouping: requests, by: \.target).sorted { $0.key < $1.key }.flatMap { _, all in
      let pause = all.last { $0.verb != .delay }
      let delay = all.last { $0.verb == .delay }
      return [pause?.verb == .pause ? pause : nil, delay?.value == nil ? nil : delay].compactMap { $0 }
    }
  }

  private func show(_ request: StandingRequest) {
    let at = Moment(milliseconds: request.at).timestamp.iso8601
    if global.json {
      var line = JSONLine()
      line.writer.object {
        $0.member("request", request.verb.rawValue)
        $0.member("portal", request.target)
        if let value = request.value { $0.member("value", value) }
        $0.member("at", at)
      }
      return line.print()
    }
    Console.data("\(request.target)\t\(request.verb.rawValue)\(request.value.map { " \($0) s" } ?? "")\tsince \(at)")
  }

  /// When `run` visits each portal, where there are portal files.
  private func showRounds(_ catalogue: Catalogue, at now: Moment) throws {
    let place = try seeds ?? global.settings().seedsFolder
    guard FileManager.default.fileExists(atPath: place) else { return }
    let portals = try SeedList(at: URL(filePath: place), terms: SeedList.Terms()).portals
    let last = try ScheduledRun.lastRounds(of: portals, in: catalogue)
    for entry in Timetable(portals.map { ($0.id, $0.schedule) }, last: last, at: now).entries {
      let next = entry.next <= now ? "now" : entry.next.timestamp.iso8601
      let before = last[entry.portal]?.timestamp.iso8601
      if global.json {
        var line = JSONLine()
        line.writer.object {
          $0.member("portal", entry.portal)
          $0.member("schedule", entry.cron.description)
          $0.member("last_round", ifPresent: before)
          $0.member("next_round", max(entry.next, now).timestamp.iso8601)
        }
        line.print()
      } else {
        Console.data("\(entry.portal)\tround by \(entry.cron)\tlast \(before ?? "never")\tnext \(next)")
      }
    }
  }
}
