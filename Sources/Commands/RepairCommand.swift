internal import Archiving
internal import ArgumentParser
internal import Crawling
internal import Web

/// `fangzhi repair`
struct RepairCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "repair",
    abstract: "Make pages/, indexes/ and the catalogue right again where verify finds them wrong.",
    discussion: """
      Never touches warc/. Prints what was repaired, and what it cannot repair with what helps; ends with 6 when \
      something is left.
      """)

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let config = try global.settings()
    let report = try await Repair(of: global.layout(config), settings: config.archive, now: wallClock).run()
    for damage in report.repaired { print("repaired", damage, nil) }
    for damage in report.left { print("left", damage, damage.remedy) }
    let way = report.isRebuilt ? ", catalogue and pages/ rebuilt" : ""
    Console.note("\(report.repaired.count) repaired\(way), \(report.left.count) left")
    if !report.left.isEmpty { throw ExitStatus.integrity }
  }

  private func print(_ state: String, _ damage: Damage, _ remedy: String?) {
    guard global.json else {
      return Console.data("\(state)  \(damage)\(remedy.map { ": \($0)" } ?? "")")
    }
    var writer = JSONWriter(.compact)
    writer.object { line in
      line.member("state", state)
      line.member("kind", damage.kind.rawValue)
      line.member("file", damage.file)
      line.member("offset", ifPresent: damage.offset)
      line.member("message", damage.message)
      line.member("remedy", ifPresent: remedy)
    }
    Console.bytes(writer.bytes + [0x0A])
  }
}
