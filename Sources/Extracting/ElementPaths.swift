/// The paths of elements, `/html/body/div[2]/p[4]`: counted among brothers of the same name, from 1, told only where
/// there are several (XPath 1.0 §2.5).
struct ElementPaths {
  private let page: Page
  private var paths: [Int: String] = [:]
  /// For children of parents met so far: the place among brothers of the same name; 0 for an only one.
  private var places: [Int: Int32] = [:]
  private var counted: Set<Int> = []

  init(_ page: Page) { self.page = page }

  mutating func path(of element: Int) -> String {
    if element <= 0 { return "" }
    if let known = paths[element] { return known }
    var chain: [Int] = []
    var index = element
    while index > 0, paths[index] == nil, chain.count < 200 {
      chain.append(index)
      index = Int(page.elements[index].parent)
    }
    var path = paths[index] ?? ""
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
    let parent = Int(page.elements[element].parent)
    if counted.insert(parent).inserted { count(parent) }
    let place = places[element] ?? 0
    return place == 0 ? "" : "[\(place)]"
  }

  private mutating func count(_ parent: Int) {
    var children: [Tag: [Int]] = [:]
    var child = parent + 1
    while child < Int(page.elements[parent].end) {
      children[page.elements[child].tag, default: []].append(child)
      child = Int(page.elements[child].end)
    }
    for brothers in children.values where brothers.count > 1 {
      for (place, brother) in brothers.enumerated() { places[brother] = Int32(place + 1) }
    }
  }
}

extension Tag {
  /// The element's name in lower case.
  var name: String { Tag.names[Int(rawValue)] }

  private static let names = Tag.allCases.map { "\($0)" }
}
