internal import Archiving
internal import ArgumentParser
internal import Crawling
internal import Fetching
internal import Foundation
internal import Web

/// `fangzhi checkpoint`
struct CheckpointCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "checkpoint", abstract: "Seal the archive and print the state of its hash chain, to be published.",
    discussion: """
      The line also goes into checkpoints.jsonl. Keep or publish it somewhere else: it then proves that nothing before \
      it was changed, removed or reordered, and `fangzhi prove` proves single captures by it.
      """)

  @Option(name: .customLong("timestamp-url"), help: "Also ask this RFC 3161 server to vouch for the moment.")
  var timestampURL: String?

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if let timestampURL, CrawlURL(timestampURL) == nil {
      throw ValidationError("--timestamp-url must be an http or https address.")
    }
  }

  func run() async throws {
    let config = try global.settings()
    let layout = global.layout(config)
    _ = try Holdings(at: layout)
    let archive = try await Archive(at: layout, settings: config.archive, command: "checkpoint", now: wallClock)
    let checkpoint = try await archive.checkpoint()
    try await archive.close()
    guard let checkpoint else { throw NotInArchive(description: "\(layout.root.path) has no capture yet") }
    Console.data(checkpoint.line)
    if let url = timestampURL.flatMap({ CrawlURL($0) }) {
      try await timestamp(checkpoint, by: url, config, CheckpointLog(layout: layout))
    }
  }

  private func timestamp(
    _ checkpoint: Checkpoint, by url: CrawlURL, _ config: Config, _ log: CheckpointLog
  ) async throws {
    let query = TimestampQuery(digest: checkpoint.digest, nonce: .random(in: 1 ... .max))
    // The person named the server: private addresses are as good as others.
    let options = config.fetching.options(
      userAgent: Release.software, isAttachment: false, tls: TLSPolicy(), allowsPrivate: true)
    var request = FetchRequest(url: url, options: options)
    request.post = FetchRequest.Post(body: query.bytes, contentType: TimestampQuery.mediaType)
    let fetching = FetchQueue()
    let bytes: [UInt8]
    do {
      let exchange = try await fetching.fetch(request)
      guard exchange.status == 200 else { throw TimestampFailure(url: url, reason: "status \(exchange.status)") }
      bytes = exchange.body
    } catch let error as FetchError {
      throw TimestampFailure(url: url, reason: error.message)
    }
    await fetching.shutDown()
    let reply: TimestampReply
    do { reply = try TimestampReply(bytes) } catch { throw TimestampFailure(url: url, reason: "\(error)") }
    guard reply.answers(query) else { throw TimestampFailure(url: url, reason: "the reply answers another query") }
    try log.keep(timestamp: bytes, of: checkpoint)
    Console.note("timestamp \(reply.moment) by \(url): timestamps/\(checkpoint.timestampName)")
  }
}

/// Thrown when the checkpoint stands but no server vouched for it.
struct TimestampFailure: Error, CustomStringConvertible {
  let url: CrawlURL
  let reason: String
  var description: String {
    "the checkpoint is stored, but \(url) gave no timestamp: \(reason); run `fangzhi checkpoint --timestamp-url` again"
  }
}
