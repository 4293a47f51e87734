import Comparing
import Extracting
import Foundation
import Testing

@Suite("Pairs of pages")
struct PagePairTests {
  @Test("The verdict is the one in the table", arguments: PagePair.all)
  func verdict(pair: PagePair) throws {
    #expect(try pair.diff().isEmpty == (pair.verdict == "same"))
  }

  @Test("The printed difference is the one in the folder", arguments: PagePair.all)
  func printed(pair: PagePair) throws {
    let text = DiffText(try pair.diff(), old: "old", new: "new").unified()
    #expect(try text == pair.expected("diff.txt") ?? "")
  }

  @Test("The difference for programs is the one in the folder", arguments: PagePair.all)
  func json(pair: PagePair) throws {
    let line = DiffJSON(try pair.diff(), old: "old", new: "new").line
    #expect(try line + "\n" == pair.expected("diff.json"))
  }

  @Test("Two columns, and colours, are the ones in the folder", arguments: PagePair.all)
  func columnsAndColours(pair: PagePair) throws {
    let diff = try pair.diff()
    if let columns = try pair.expected("side-by-side.txt") {
      #expect(DiffText(diff, old: "old", new: "new").sideBySide(width: 64) == columns)
    }
    if let colours = try pair.expected("colours.txt") {
      #expect(DiffText(diff, old: "old", new: "new", palette: .ansi).unified() == colours)
    }
  }

  @Test("A document differs in nothing from itself", arguments: PagePair.all)
  func itself(pair: PagePair) throws {
    for side in ["old", "new"] {
      let document = try pair.document(side)
      let digests = try pair.digests(side)
      #expect(VersionDiff(from: document, to: document, oldDigests: digests, newDigests: digests).isEmpty)
    }
  }

  @Test("Documents with unequal content digests differ", arguments: PagePair.all)
  func agreesWithDigest(pair: PagePair) throws {
    if try pair.document("old").contentDigest != pair.document("new").contentDigest {
      #expect(try !pair.diff().isEmpty)
    }
  }

  @Test("Every sentence of both sides stands in the steps once, in order", arguments: PagePair.all)
  func complete(pair: PagePair) throws {
    let text = try pair.diff().text
    #expect(text.steps.compactMap(\.testOldLine) == Array(text.old.indices))
    #expect(text.steps.compactMap(\.testNewLine) == Array(text.new.indices))
  }

  /// Writes what is printed now into the fixtures of the sources, for a person to review.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["FANGZHI_DRAFT_FIXTURES"] != nil), arguments: PagePair.all)
  func draft(pair: PagePair) throws {
    let folder = URL(filePath: ProcessInfo.processInfo.environment["FANGZHI_DRAFT_FIXTURES"] ?? "")
      .appending(path: pair.name)
    let diff = try pair.diff()
    let text = DiffText(diff, old: "old", new: "new")
    try Data(text.unified().utf8).write(to: folder.appending(path: "diff.txt"))
    try Data((DiffJSON(diff, old: "old", new: "new").line + "\n").utf8).write(to: folder.appending(path: "diff.json"))
    if try pair.expected("side-by-side.txt") != nil {
      try Data(text.sideBySide(width: 64).utf8).write(to: folder.appending(path: "side-by-side.txt"))
    }
    if try pair.expected("colours.txt") != nil {
      let colours = DiffText(diff, old: "old", new: "new", palette: .ansi)
      try Data(colours.unified().utf8).write(to: folder.appending(path: "colours.txt"))
    }
  }
}

extension TextStep {
  var testOldLine: Int? {
    switch self {
    case .kept(let old, _), .removed(let old), .changed(let old, _, _), .movedAway(let old, _): old
    default: nil
    }
  }

  var testNewLine: Int? {
    switch self {
    case .kept(_, let new), .added(let new), .changed(_, let new, _), .movedHere(let new, _): new
    default: nil
    }
  }
}
