internal import Web

/// Lists whose pager is written by a script: `createPageHTML(12, 0, "index", "html")` of TRS, with the records or the
/// id of a `<div>` before the pages in newer ones, and the variables that do the same without a call.
struct CreatePageHTML: Sendable {
  /// How many pages the list has.
  var pages: Int
  /// The number of the page that shows the call.
  var current: Int
  /// `index`: the name of the first page, without number and extension.
  var name: String
  /// `html`.
  var fileExtension: String
  /// Whether page 2 is `index_2`, as at Kaipuyun, and not `index_1`, as at TRS.
  var countsFromOne: Bool

  /// No list is believed to have more pages.
  private static let mostPages = 20_000
  /// So many pages are named on the first page of a list; each later page names the next ten.
  private static let firstReach = 1_000
  private static let laterReach = 10

  /// The other pages of the list, as references relative to its folder.
  func references(on url: CrawlURL) -> [String] {
    let first = countsFromOne ? 2 : 1
    let last = min(countsFromOne ? pages : pages - 1, CreatePageHTML.mostPages)
    let here = CreatePageHTML.number(in: url)
    let start = here == 0 ? first : max(first, here + 1)
    let reach = here == 0 ? CreatePageHTML.firstReach : CreatePageHTML.laterReach
    guard start <= last else { return [] }
    return (start...min(last, start + reach - 1)).map { "\(name)_\($0).\(fileExtension)" }
  }

  /// The number in the name of a list page, 0 on the first one.
  static func number(in url: CrawlURL) -> Int {
    let stem = (url.path.split(separator: "/", omittingEmptySubsequences: false).last ?? "").prefix { $0 != "." }
    return stem.split(separator: "_").dropFirst().last.flatMap { Int($0) } ?? 0
  }
}

// MARK: Calls

extension CreatePageHTML {
  /// Reads the arguments of a call; `variables` knows what names stand for.
  init?(_ arguments: [ScriptValue], on url: CrawlURL, variables: (String) -> Int?) {
    var rest = arguments.map { argument in
      if case .name(let name) = argument { variables(name).map { ScriptValue.int($0) } ?? argument } else { argument }
    }[...]
    let hasDivision = if case .string(let text)? = rest.first { Int(text) == nil } else { false }
    if hasDivision { rest = rest.dropFirst() }
    let numbers = rest.prefix { $0.number != nil }.compactMap(\.number)
    let names = rest.dropFirst(numbers.count).prefix(2).compactMap(\.string)
    // Three numbers: records, pages, current page.
    guard numbers.count >= 2, names.count == 2 else { return nil }
    pages = numbers[numbers.count >= 3 ? 1 : 0]
    current = numbers[numbers.count >= 3 ? 2 : 1]
    name = names[0]
    fileExtension = names[1].hasPrefix(".") ? String(names[1].dropFirst()) : names[1]
    // The first page tells its dialect: it calls itself 0 or 1.
    let isFirst = CreatePageHTML.number(in: url) == 0
    countsFromOne = hasDivision || (isFirst && current == 1)
  }
}

extension DiscoveryAdapter {
  static let createPageHTML = DiscoveryAdapter(
    name: "createPageHTML",
    fits: { source in
      source.uses(.createPageHTML) || source.uses(.countPage) || source.uses(.paginationConfig)
        || (source.uses(.nfcms) && (source.uses(.totalPage) || source.uses(.pageCount)))
    },
    links: { source in
      CreatePageHTML.lists(of: source).flatMap { $0.references(on: source.url) }.compactMap {
        source.link($0, .pagination, adapter: "createPageHTML")
      }
    })
}

extension CreatePageHTML {
  /// Every list whose pager the page's scripts write.
  static func lists(of source: DiscoverySource) -> [CreatePageHTML] {
    let called = source.scripts.flatMap { script in
      script.marks.filter { $0.word == .createPageHTML }.compactMap { mark in
        script.arguments(after: mark).flatMap { arguments in
          CreatePageHTML(arguments, on: source.url) { name in
            source.scripts.lazy.compactMap { $0.number(named: name) }.first
          }
        }
      }
    }
    return called.isEmpty ? [counted(source)].compactMap { $0 } : called
  }

  /// `var countPage = 12`, `pagination_script_config = { pageNumber: '0', total: '12' }`, NFCMS's `totalPage`.
  private static func counted(_ source: DiscoverySource) -> CreatePageHTML? {
    let isNFCMS = source.uses(.nfcms)
    let configured = source.uses(.paginationConfig) ? source.number(.total) : nil
    let counted = isNFCMS ? source.number(.totalPage) ?? source.number(.pageCount) : nil
    guard let pages = source.number(.countPage) ?? configured ?? counted, pages > 1 else { return nil }
    let file = source.url.path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    let parts = file.split(separator: ".", maxSplits: 1)
    let name = parts.first?.split(separator: "_").first.map { String($0) } ?? "index"
    return CreatePageHTML(
      pages: pages, current: number(in: source.url), name: name,
      fileExtension: parts.count == 2 ? String(parts[1]) : "html", countsFromOne: isNFCMS)
  }
}
