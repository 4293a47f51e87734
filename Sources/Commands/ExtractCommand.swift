internal import Archiving
internal import ArgumentParser
internal import Extracting
internal import Foundation
internal import Web

/// `fangzhi extract FILE…`
struct ExtractCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "extract", abstract: "Clean saved pages: body text, tables and metadata, without an archive.",
    discussion: "With --files and --out one process cleans many pages: NNN.html becomes NNN.txt, NNN.json or NNN.md.")

  enum Form: String, EnumerableFlag {
    case text, markdown

    static func help(for value: Form) -> ArgumentHelp? {
      value == .text ? "The body text only (the default)." : "The document as Markdown."
    }
  }

  @Argument(help: "Saved pages; - is standard input.")
  var paths: [String] = []

  @Flag var form: Form = .text

  @Option(help: "A file with one path a line.")
  var files: String?

  @Option(help: "The folder that the results go to.")
  var out: String?

  @Option(help: "The address that relative links are resolved against.")
  var baseUrl: String?

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if paths.isEmpty, files == nil { throw ValidationError("Name at least one file, or a list of them with --files.") }
    if let baseUrl, CrawlURL(baseUrl) == nil { throw ValidationError("--base-url must be an http or https address.") }
  }

  func run() async throws {
    let all = try paths + listed()
    if let out { try FileManager.default.createDirectory(at: URL(filePath: out), withIntermediateDirectories: true) }
    var hasFailed = false
    for path in all {
      do { try await extract(path) } catch let error as UnreadableFile {
        Console.note("fangzhi: \(error)")
        hasFailed = true
      }
    }
    if hasFailed { throw ExitStatus.disk }
  }

  private func listed() throws -> [String] {
    guard let files else { return [] }
    guard let text = try? String(contentsOfFile: files, encoding: .utf8) else {
      throw UnreadableFile(description: "\(files): the list of files cannot be read")
    }
    return text.split(whereSeparator: \.isNewline).map { String($0) }.filter { !$0.isEmpty }
  }

  private func extract(_ path: String) async throws {
    guard let body = try? Data(contentsOf: URL(filePath: path == "-" ? "/dev/stdin" : path)) else {
      throw UnreadableFile(description: "\(path): the file cannot be read")
    }
    let result = try await render([UInt8](body), path)
    guard let out else { return Console.bytes(result) }
    let stem = URL(filePath: path).deletingPathExtension().lastPathComponent
    let place = URL(filePath: out).appending(path: "\(stem).\(fileExtension)")
    do { try Data(result).write(to: place) } catch {
      throw UnreadableFile(description: "\(place.path): cannot be written: \(error.localizedDescription)")
    }
  }

  private var fileExtension: String { global.json ? "json" : form == .text ? "txt" : "md" }

  private func render(_ body: [UInt8], _ path: String) async throws -> [UInt8] {
    let page = SavedPage(body: body, path: path, base: baseUrl.flatMap { CrawlURL($0) })
    if global.json { return await page.document().json }
    return Array((form == .text ? await page.text() : MarkdownText.render(await page.document())).utf8)
  }
}
