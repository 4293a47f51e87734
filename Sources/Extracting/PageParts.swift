internal import Web

/// The other pages of an article: `t1_1.html`, `t1_2.html` beside `t1.html`, linked by numbers or 下一页.
struct PageParts {
  private(set) var addresses: [String] = []

  /// Nothing without the page's own address.
  init(_ page: Page, _ resolver: PageAddresses, bodyEnd: Int) {
    guard bodyEnd >= 0, let own = resolver.resolve("") else { return }
    let stem = PageParts.stem(own.path)
    let near = bodyEnd - 3...bodyEnd + 12
    for index in page.links.indices where page.links[index].kind == .anchor && near.contains(page.links[index].block) {
      guard PageParts.isPaging(page.links[index].text), let url = resolver.resolve(page.links[index].reference) else {
        continue
      }
      guard url.host == own.host, url.path != own.path || url.query != own.query else { continue }
      let isPart = PageParts.stem(url.path) == stem && PageParts.directory(url.path) == PageParts.directory(own.path)
      if isPart, !addresses.contains(url.text) { addresses.append(url.text) }
    }
  }

  /// `2`, `[2]`, `第2页`, 下一页, 尾页.
  private static func isPaging(_ text: String) -> Bool {
    guard text.unicodeScalars.allSatisfy({ isOfPaging($0) }) else { return false }
    let bare = text.filter { !$0.isWhitespace && !"[]【】第页()（）".contains($0) }
    if bare.isEmpty || bare.count <= 3 && bare.allSatisfy(\.isNumber) { return !bare.isEmpty }
    return ["下一", "下一>", "下一>>", "末", "尾", "余下全文", ">", ">>", "next"].contains(bare.lowercased())
  }

  /// Whether it is no ideograph, one of the words above, or a number: most links have another one soon.
  private static func isOfPaging(_ scalar: Unicode.Scalar) -> Bool {
    guard (0x4E00...0x9FFF).contains(scalar.value) else { return true }
    return words.contains(scalar) || scalar.properties.numericType != nil
  }

  private static let words = Array("第页下一末尾余全文".unicodeScalars)

  /// The file's name without ending and without `_2` or `-2` at its end.
  private static func stem(_ path: String) -> Substring {
    let file = path.utf8[(path.utf8.lastIndex(of: 0x2F).map { path.utf8.index(after: $0) } ?? path.startIndex)...]
    let name = file.prefix { $0 != 0x2E }
    guard let mark = name.lastIndex(where: { $0 == 0x5F || $0 == 0x2D }) else { return Substring(name) }
    let number = name[mark...].dropFirst()
    let isNumber = (1...2).contains(number.count) && number.allSatisfy { (0x30...0x39).contains($0) }
    return Substring(isNumber ? name[..<mark] : name)
  }

  private static func directory(_ path: String) -> Substring {
    path.utf8.lastIndex(of: 0x2F).map { path[...$0] } ?? ""
  }
}
