internal import Archiving
internal import ArgumentParser
internal import Crawling
internal import Fetching
internal import Foundation
internal import Monitoring
internal import Scheduling
private import Synchronization
internal import Web

/// `fangzhi run [PORTAL…]`
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Visit every portal in its time, until stopped.",
    discussion: """
      Stays in the foreground, for systemd (Scripts/fangzhi.service). Each portal has a round by the cron expression of \
      its file, in China's time; a round visits what is due by the season's rules, within the working hours of the \
      config. SIGTERM and SIGINT stop it cleanly (exit code 11); the next start goes on.
      """)

  @Argument(help: "Ids of portals (default: all).")
  var portals: [String] = []

  @Option(help: "A portal file, or a folder of them (default: from the config).")
  var seeds: String?

  @Option(help: "Serve metrics for Prometheus at http://127.0.0.1:PORT/metrics.")
  var metrics: UInt16?

  @Flag(help: "Plain lists: allow loopback, private and link-local addresses.")
  var allowPrivate = false

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let config = try global.settings()
    var terms = SeedList.Terms()
    terms.allowsPrivateAddresses = allowPrivate
    let chosen = try PortalChoice(ids: portals, seeds: seeds, terms: terms).portals(config)
    let layout = global.layout(config)
    let archive = try await Archive(at: layout, settings: config.archive, command: "run", now: wallClock)
    let fetching = FetchQueue(maxConnections: config.fetching.maxConnections)
    let road = Road(fetching: fetching, archive: archive, config: config, now: wallClock)
    let run = try ScheduledRun(
      road: road, config: config, portals: chosen, others: Portal.named(in: config),
      delivery: delivery(config, fetching, road), time: .wall)
    let server = try await start(run)
    let health = HealthFile(URL(filePath: config.run.healthFile ?? layout.root.appending(path: "health.json").path))
    let log = RunLog(health: health, isQuiet: global.quiet)
    let ending = await StopSignals.cancelling { try await run.run { log.take($0) } }
    await server?.stop()
    await fetching.shutDown()
    try await end(archive, ending)
  }

  private func start(_ run: ScheduledRun) async throws -> MetricsServer? {
    guard let metrics else { return nil }
    do {
      let server = try await MetricsServer.start(port: metrics) { run.status }
      Console.note("fangzhi: metrics at http://127.0.0.1:\(server.port)/metrics")
      return server
    } catch {
      throw ValidationError("Port \(metrics) on 127.0.0.1 cannot be used for --metrics: \(error)")
    }
  }

  private func delivery(_ config: Config, _ fetching: FetchQueue, _ road: Road) -> NoticeDelivery? {
    if let webhook = config.run.webhook { return .webhook(webhook, fetching, userAgent: road.userAgent) }
    return config.run.noticeCommand.isEmpty ? nil : .command(config.run.noticeCommand)
  }

  private func end(_ archive: Archive, _ ending: Result<Void, any Error>) async throws {
    guard case .failure(let error) = ending else { return try await archive.close() }
    // The first error says what is wrong; that closing fails as well adds nothing.
    if error is CancellationError { try await archive.close() } else { try? await archive.close() }
    guard error is CancellationError else { throw error }
    Console.note("fangzhi: stopped; the next start goes on where this one was")
    throw ExitStatus.stoppedBySignal
  }
}

extension ScheduledRun.Time {
  /// The clock on the wall.
  fileprivate static let wall = Self(now: millisecondClock) { moment in
    let pause = moment - millisecondClock()
    if pause > 0 { try await Task.sleep(for: .milliseconds(pause)) }
  }
}

/// The health file, and a line in the log when a round begins or ends.
private final class RunLog: Sendable {
  private let health: HealthFile
  private let isQuiet: Bool
  private let last = Mutex<(active: [String], rounds: Int)>(([], 0))

  init(health: HealthFile, isQuiet: Bool) {
    self.health = health
    self.isQuiet = isQuiet
  }

  func take(_ status: RunStatus) {
    do { try health.write(status, process: ProcessInfo.processInfo.processIdentifier) } catch {
      Console.note("fangzhi: the health file cannot be written: \(error.localizedDescription)")
    }
    let line = last.withLock { last -> String? in
      defer { last = (status.active, status.rounds) }
      if status.rounds == last.rounds, status.active == last.active { return nil }
      let next = status.next.min { ($0.value, $0.key) < ($1.value, $1.key) }
      if status.active.isEmpty {
        return
          "round \(status.rounds) is over; next: \(next.map { "\($0.key) at \($0.value.timestamp.iso8601)" } ?? "-")"
      }
      return "round \(status.rounds + 1): \(status.active.joined(separator: ", "))"
    }
    if let line, !isQuiet { Console.note("\(status.at.timestamp.iso8601)  \(line)") }
  }
}
