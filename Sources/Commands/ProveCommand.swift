internal import Archiving
internal import ArgumentParser
internal import Cataloguing
internal import Foundation
internal import Web

/// `fangzhi prove URL[@V]`, `fangzhi prove --check FILE`
struct ProveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prove", abstract: "Prove by a checkpoint that a capture is in the archive, or check such a proof.",
    discussion: """
      Prints the proof as JSON. V is a version as in `show`, or the 14 digits of a capture. `--check` needs no archive: \
      give it the checkpoint that you have from elsewhere with --checkpoint, or compare the one that is printed.
      """)

  @Argument(help: "The address, with @V for a version other than the current one.")
  var selector: String?

  @Option(help: "Check the proof in this file.")
  var check: String?

  @Option(help: "The published checkpoint: a file with its line, alone or among others.")
  var checkpoint: String?

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if (selector == nil) == (check == nil) { throw ValidationError("Name an address, or a proof with --check.") }
    if checkpoint != nil, check == nil { throw ValidationError("--checkpoint goes with --check.") }
  }

  func run() async throws {
    if let check { return try checkProof(in: check) }
    let holdings = try global.holdings()
    let capture = try capture(in: holdings)
    guard let proof = try holdings.prove(capture) else {
      throw NotInArchive(
        description: "no checkpoint covers the capture of \(capture.at): run `fangzhi checkpoint` first")
    }
    Console.bytes(proof.json)
  }

  private func capture(in holdings: Holdings) throws -> Capture {
    let selector = try VersionSelector(selector ?? "", in: holdings)
    let captures = try holdings.catalogue.captures(.of(selector.address.id))
    if let date = selector.word.flatMap({ Timestamp(fourteenDigits: $0) }),
      let exact = captures.last(where: { $0.at == date })
    {
      return exact
    }
    let version = try selector.version(in: holdings)
    guard let capture = captures.first(where: { $0.sequence == version.sequence }) else {
      throw NotInArchive(description: "the capture that made version \(version.id.text) is not in the catalogue")
    }
    return capture
  }

  private func checkProof(in file: String) throws {
    guard let proof = InclusionProof(json: try bytes(of: file)) else {
      throw UnreadableFile(description: "\(file) is no proof of fangzhi")
    }
    let published = try checkpoint.map { try lines(of: $0) } ?? [proof.checkpoint]
    guard let match = published.first(where: { proof.holds(against: $0) }) else {
      Console.note("the proof does not hold: the line is not among what was published")
      throw ExitStatus.integrity
    }
    Console.data(proof.line)
    if checkpoint == nil { Console.note("it holds if this is what was published: \(match.line)") }
  }

  private func lines(of file: String) throws -> [Checkpoint] {
    let found = try bytes(of: file).split(separator: 0x0A).compactMap { Checkpoint(line: $0) }
    if found.isEmpty { throw UnreadableFile(description: "\(file) holds no checkpoint") }
    return found
  }

  private func bytes(of file: String) throws -> [UInt8] {
    guard let data = try? Data(contentsOf: URL(filePath: file)) else {
      throw UnreadableFile(description: "\(file) cannot be read")
    }
    return [UInt8](data)
  }
}
