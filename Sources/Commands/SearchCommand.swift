internal import Archiving
internal import ArgumentParser
internal import Cataloguing
internal import Extracting
internal import Foundation
internal import Searching
internal import Web

/// `fangzhi search QUERY`
struct SearchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search", abstract: "Full-text search in the archive's documents.",
    discussion: """
      Words side by side are all looked for; "…" keeps words together, OR between two words takes either, -word leaves \
      documents out, word* is the beginning of a word. Simplified and traditional characters find each other.

      Prints for each hit its address, then title, date and version, then the place; the best first. \
      Exit code: 0 when something is found, 5 when the archive has nothing of the kind.
      """)

  @Argument(help: "What is looked for.")
  var query: [String]

  @OptionGroup var selection: DateOptions

  @Option(help: "Only documents of this host.")
  var host: String?

  @Option(help: "Only documents of this kind: article, report, list, home, attachment, other.")
  var kind: DocumentKind?

  @Option(help: "Only documents whose source or issuing organ has this in its name.")
  var organ: String?

  @Flag(help: "Also versions that are no longer current.")
  var allVersions = false

  @Option(help: "At most so many hits.")
  var limit = 20

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if !(1...1_000).contains(limit) { throw ValidationError("--limit must be 1 to 1000.") }
    do { _ = try SearchQuery(text) } catch { throw ValidationError("\(error)") }
  }

  func run() async throws {
    let holdings = try global.holdings()
    try clearBacklog(of: holdings)
    let hits = try holdings.search(SearchQuery(text), filter: filter, limit: limit)
    for hit in hits {
      if global.json { hit.jsonLine.print() } else { hit.lines(isMarked: Self.isTerminal).forEach { Console.data($0) } }
    }
    if hits.isEmpty {
      let hint =
        try holdings.catalogue.lacksSearchIndex ? ": it has no search index yet, `fangzhi rebuild` makes it" : ""
      throw NotInArchive(description: "nothing in the archive has \(text)\(hint)")
    }
  }

  private func clearBacklog(of holdings: Holdings) throws {
    let left = try SearchBacklog(of: holdings).clear { count in
      if count >= 1_000 { Console.note("\(count) new documents enter the search index first") }
    }
    if left > 0 { Console.note("\(left) new documents are not in the search index yet and not looked at") }
  }

  private var text: String { query.joined(separator: " ") }

  private var filter: SearchFilter {
    var filter = SearchFilter()
    filter.host = host?.lowercased()
    filter.from = selection.from?.text
    filter.to = selection.to?.text
    filter.kind = kind?.rawValue
    filter.organ = organ
    filter.allVersions = allVersions
    return filter
  }

  private static var isTerminal: Bool {
    ProcessInfo.processInfo.environment["NO_COLOR"] == nil && isatty(STDOUT_FILENO) == 1
  }
}

extension ArticleHit {
  /// Address, then what it is, then the place.
  func lines(isMarked: Bool) -> [String] {
    var facts = [title, published ?? "", version.text].filter { !$0.isEmpty }
    if isInPart { facts.append("in \(place.url) \(place.version.text)") }
    if let page = place.page { facts.append("page \(page)") }
    let snippet = isMarked ? place.snippet.marked : place.snippet.text
    return [url, "  " + facts.joined(separator: "  ")] + (snippet.isEmpty ? [] : ["  " + snippet])
  }

  var jsonLine: JSONLine {
    var line = JSONLine()
    line.writer.object { object in
      object.member("url", url)
      object.member("version", version.text)
      object.member("title", ifPresent: title.isEmpty ? nil : title)
      object.member("published", ifPresent: published)
      object.member("kind", kind)
      object.member("snippet", place.snippet.text)
      object.key("hits")
      object.array { hits in
        for hit in place.snippet.hits {
          hits.array {
            $0.int(hit.lowerBound)
            $0.int(hit.upperBound)
          }
        }
      }
      object.member("page", ifPresent: place.page)
      if isInPart {
        object.key("part")
        object.object {
          $0.member("url", place.url)
          $0.member("version", place.version.text)
        }
      }
      object.member("rank", place.rank)
    }
    return line
  }
}

extension Snippet {
  /// With what was found in bold.
  fileprivate var marked: String {
    let scalars = Array(text.unicodeScalars)
    var shown = ""
    var end = 0
    for hit in hits {
      shown.unicodeScalars += scalars[end..<hit.lowerBound]
      shown += "\u{1B}[1m"
      shown.unicodeScalars += scalars[hit]
      shown += "\u{1B}[0m"
      end = hit.upperBound
    }
    shown.unicodeScalars += scalars[end...]
    return shown
  }
}

extension DocumentKind: ExpressibleByArgument {}
