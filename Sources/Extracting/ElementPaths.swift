internal import Web

/// The paths of elements, `/html/body/div[2]/p[4]`: counted among brothers of the same name, from 1, told only where
/// there are several (XPath 1.0 §2.5).
struct ElementPaths {
  private let page: Page
  /// By element; empty where none was made yet.
  private var paths: [String]
  /// By element: the place among brothers of the same name; 0 for an only one, -1 where nobody counted yet.
  private var places: [Int32]
  /// How many children of each name, while one parent's are counted.
  private var tally = [Int32](repeating: 0, count: Tag.allCases.count)

  init(_ page: Page) {
    self.page = page
    paths = [String](repeating: "", count: page.elements.count)
    places = [Int32](repeating: -1, count: page.elements.count)
  }

  mutating func path(of element: Int) -> String {
    guard element > 0 else { return "" }
    if !paths[element].isEmpty { return paths[element] }
    var chain: [Int] = []
    var index = element
    while index > 0, paths[index].isEmpty, chain.count < 200 {
      chain.append(index)
      index = Int(page.elements[index].parent)
    }
    var path = index > 0 ? Array(paths[index].utf8) : []
    for step in chain.reversed() {
      append(step, to: &path)
      paths[step] = String(utf8: path.span)
    }
    return paths[element]
  }

  /// One step: `/div[2]`.
  private mutating func append(_ element: Int, to path: inout [UInt8]) {
    path.append(0x2F)
    let (tag, name) = (page.elements[element].tag, page.elements[element].name)
    if tag == .other { path += page.string(name).utf8 } else { path += tag.nameBytes }
    if places[element] < 0 { count(Int(page.elements[element].parent)) }
    if places[element] == 0 { return }
    path.append(0x5B)
    path += String(places[element]).utf8
    path.append(0x5D)
  }

  /// Gives all children of a parent their places.
  private mutating func count(_ parent: Int) {
    let elements = page.elements
    let end = Int(elements[parent].end)
    func tag(_ child: Int) -> Int { Int(elements[child].tag.rawValue) }
    func next(_ child: Int) -> Int { max(Int(elements[child].end), child + 1) }
    var child = parent + 1
    while child < end {
      tally[tag(child)] += 1
      places[child] = tally[tag(child)]
      child = next(child)
    }
    child = parent + 1
    while child < end {
      if places[child] == 1, tally[tag(child)] == 1 { places[child] = 0 }
      child = next(child)
    }
    for index in tally.indices { tally[index] = 0 }
  }
}

extension Tag {
  /// The element's name in lower case.
  var name: String { Tag.names[Int(rawValue)] }
  fileprivate var nameBytes: [UInt8] { Tag.nameBytes[Int(rawValue)] }

  private static let names = Tag.allCases.map { "\($0)" }
  private static let nameBytes = names.map { Array($0.utf8) }
}
