internal import Archiving
internal import ArgumentParser
internal import Web

/// `fangzhi verify`
struct VerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Read every byte of the archive and say exactly what is wrong and where.")

  @Flag(help: "Also derive pages/ again and compare byte for byte.")
  var deep = false

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    var verification = Verification(of: try global.holdings(), isDeep: deep)
    try await verification.run()
    for damage in verification.damages {
      if global.json { Console.bytes(damage.json + [0x0A]) } else { Console.data(damage.description) }
    }
    for note in verification.notes { Console.note(note) }
    for place in verification.redactions { Console.note("redacted  \(place)") }
    let summary = "\(verification.files) files, \(verification.records) records, \(verification.visits) visits"
    Console.note("\(summary), \(verification.damages.count) damages")
    if !verification.damages.isEmpty { throw ExitStatus.integrity }
  }
}
