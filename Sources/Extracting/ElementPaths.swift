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
    var chain: [Int] = []
    var index = element
    while index > 0, paths[index].isEmpty, chain.count < 200 {
      chain.append(index)
      index = Int(page.elements[index].parent)
    }
    var path = index > 0 ? paths[index] : ""
    for step in chain.reversed() {
      path += "/" + name(step) + ordinal(step)
      paths[step] = path
    }
    return path
  }

  private func name(_ element: Int) -> String {
    let element = page.elements[element]
    return element.tag == .other ? page.string(element.name) : element.tag.name
  }

  private mutating func ordinal(_ element: Int) -> String {
    if places[element] < 0 { count(Int(page.elements[element].parent)) }
    return places[element] == 0 ? "" : "[\(places[element])]"
  }

  /// Gives all children of a parent their places.
  private mutating func count(_ parent: Int) {
    var children: [Int] = []
    var child = parent + 1
    while child < Int(page.elements[parent].end) {
      children.append(child)
      tally[Int(page.elements[child].tag.rawValue)] += 1
      places[child] = tally[Int(page.elements[child].tag.rawValue)]
      child = max(Int(page.elements[child].end), child + 1)
    }
    for child in children where tally[Int(page.elements[child].tag.rawValue)] == 1 { places[child] = 0 }
    for child in children { tally[Int(page.elements[child].tag.rawValue)] = 0 }
  }
}

extension Tag {
  /// The element's name in lower case.
  var name: String { Tag.names[Int(rawValue)] }

  private static let names = Tag.allCases.map { "\($0)" }
}
