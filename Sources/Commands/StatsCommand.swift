internal import Archiving
internal import ArgumentParser
internal import Cataloguing
internal import Crawling
internal import Foundation
internal import Web

/// `fangzhi stats`
struct StatsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats", abstract: "Count addresses, versions, captures and bytes, by portal.",
    discussion: """
      Bytes are those of response, revisit and metadata records in warc/, as compressed. Saved is what revisits would \
      have taken as whole responses, less what they take.
      """)

  @Flag(help: "By host instead of by portal.")
  var hosts = false

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let config = try global.settings()
    let holdings = try Holdings(at: global.layout(config))
    let portals = hosts ? [] : try Portal.all(in: URL(filePath: config.seedsFolder))
    let rows = grouped(try holdings.catalogue.statistics(), by: portals)
    var total = HostStatistics(host: "total")
    for row in rows { total.add(row) }
    let files = try holdings.catalogue.files()
    if !global.json { Console.data("portal or host\taddresses\tversions\tcaptures\tbytes\tsaved\toutcomes") }
    for row in rows { print(row, name: hosts ? "host" : "portal") }
    print(total, name: "total")
    Console.note("\(files.count) WARC files, \(files.reduce(0) { $0 + $1.committedEnd }) bytes")
  }

  /// Hosts of one portal together, under its id; hosts of none stay alone.
  private func grouped(_ hosts: [HostStatistics], by portals: [Portal]) -> [HostStatistics] {
    var groups: [String: HostStatistics] = [:]
    for host in hosts {
      let portal = portals.first { $0.hosts.contains(host.host) || $0.formerHosts.contains(host.host) }
      let name = portal?.id ?? host.host
      groups[name, default: HostStatistics(host: name)].add(host)
    }
    return groups.values.sorted { $0.host < $1.host }
  }

  private func print(_ row: HostStatistics, name: String) {
    let outcomes = Outcome.allCases.compactMap { outcome in row.outcomes[outcome].map { (outcome.rawValue, $0) } }
    guard global.json else {
      let columns =
        [row.host] + [row.addresses, row.versions, row.captures, row.bytes, row.savedBytes].map(String.init)
      return Console.data(
        (columns + [outcomes.map { "\($0.0) \($0.1)" }.joined(separator: ", ")]).joined(separator: "\t"))
    }
    var writer = JSONWriter(.compact)
    writer.object { line in
      line.member(name, row.host)
      line.member("addresses", row.addresses)
      line.member("versions", row.versions)
      line.member("captures", row.captures)
      line.key("outcomes")
      line.object { counts in for (outcome, count) in outcomes { counts.member(outcome, count) } }
      line.member("bytes", row.bytes)
      line.member("bytes_saved", row.savedBytes)
    }
    Console.bytes(writer.bytes + [0x0A])
  }
}
