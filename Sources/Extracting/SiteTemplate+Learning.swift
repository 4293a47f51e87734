extension SiteTemplate {
  /// Learns from pages of one host; the order of the pages does not matter.
  ///
  /// - Returns: a template without entries when there are fewer pages than `minimumPages`.
  package static func learn(host: String, from pages: [Page]) -> SiteTemplate {
    guard pages.count >= minimumPages else { return SiteTemplate(host: host, pages: pages.count, entries: []) }
    var counts: [Sample: Int] = [:]
    for page in pages {
      for sample in samples(of: page) { counts[sample, default: 0] += 1 }
    }
    let needed = max(3, (pages.count + 1) / 2)
    let entries = counts.filter { $0.value >= needed }.map { sample, count in
      Entry(place: sample.place, text: sample.text, pages: count)
    }
    let chrome = SiteTemplate(host: host, pages: pages.count, entries: entries.sorted())
    return SiteTemplate(
      host: host, pages: pages.count, bodyShare: BodyShare.usual(pages.compactMap { chrome.share(of: $0) }),
      entries: chrome.entries)
  }

  private func share(of page: Page) -> BodyShare? {
    var labeller = Labeller(PageReading(TableFold.fold(page)), template: self)
    _ = labeller.run()
    return labeller.share
  }

  private struct Sample: Hashable {
    let place: String
    let text: String
  }

  /// What stands on one page, each text and place once; long blocks are documents, not chrome, unless they repeat too.
  private static func samples(of page: Page) -> Set<Sample> {
    var found: Set<Sample> = []
    for block in page.blocks where !block.text.isEmpty && block.evidence.scalars <= 400 {
      if case .table = block.content { continue }
      found.insert(Sample(place: place(block.element, page), text: page.string(of: block)))
    }
    return found
  }
}

extension SiteTemplate {
  /// The file: a head of three or four lines, then `pages TAB place TAB text` a line, sorted; the same pages give the same
  /// bytes.
  package var canonicalText: String {
    var text = "# \(SiteTemplate.format)\n# host \(host)\n# pages \(pages)\n"
    if let bodyShare { text += "# body \(bodyShare)\n" }
    for entry in entries { text += "\(entry.pages)\t\(entry.place)\t\(entry.text)\n" }
    return text
  }

  /// Reads a file back. Thrown when a line is not what the format says.
  package init(parsing text: String) throws(SiteTemplateError) {
    var host = ""
    var pages = 0
    var bodyShare: Int?
    var entries: [Entry] = []
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: true).enumerated() {
      if number == 0 {
        guard line == "# \(SiteTemplate.format)" else { throw .unknownFormat(String(line)) }
      } else if line.hasPrefix("# host ") {
        host = String(line.dropFirst(7))
      } else if line.hasPrefix("# pages "), let count = Int(line.dropFirst(8)) {
        pages = count
      } else if line.hasPrefix("# body "), let percent = Int(line.dropFirst(7)) {
        bodyShare = percent
      } else if !line.hasPrefix("#") {
        let fields = line.split(separator: "\t", maxSplits: 2, omittingEmptySubsequences: false)
        guard fields.count == 3, let count = Int(fields[0]) else { throw .unreadableLine(number + 1) }
        entries.append(Entry(place: String(fields[1]), text: String(fields[2]), pages: count))
      }
    }
    self.init(host: host, pages: pages, bodyShare: bodyShare, entries: entries.sorted())
  }
}

/// Why a template file could not be read.
package enum SiteTemplateError: Error, Hashable, CustomStringConvertible {
  /// Thrown when the first line names another format.
  case unknownFormat(String)
  /// Thrown when a line has not three fields of which the first is a number.
  case unreadableLine(Int)

  package var description: String {
    switch self {
    case .unknownFormat(let line): "Site template: the first line is '\(line)', not '# \(SiteTemplate.format)'."
    case .unreadableLine(let number): "Site template: line \(number) is not 'pages TAB place TAB text'; learn it again."
    }
  }
}
