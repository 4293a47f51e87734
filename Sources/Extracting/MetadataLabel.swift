/// What a printed label announces.
enum MetadataLabel: Hashable {
  case published
  /// 时间, 日期, 更新时间: a date beside the title, if nothing says better.
  case dated
  case written
  case source
  /// 供稿, 信息提供单位: who delivered the text, if no source is named.
  case supplier
  case issuer
  case docNumber
  case indexNumber
  case topic
  case validity
  case title
  /// Known and kept under its printed name: 责任编辑, 作者, 生效日期.
  case other
  /// 字体, 浏览次数, 分享到: where a value ends, never one.
  case chrome
  /// 图片来源, 资料来源: speaks of something else than the document.
  case foreign
}

/// The labels of Chinese government pages, found backwards from the colon that ends them.
struct MetadataLabels: Sendable {
  /// The trie's edges: node ‖ scalar → node.
  private var edges: [UInt64: UInt32] = [:]
  private var kinds: [MetadataLabel?] = [nil]

  static let standard = MetadataLabels()

  struct Match {
    let label: MetadataLabel
    /// Where the label begins in the line.
    let start: Int
  }

  private init() {
    for (label, words) in MetadataLabels.words {
      for word in words.split(separator: " ") { insert(Array(word.unicodeScalars.map(\.value)), label) }
    }
  }

  private mutating func insert(_ word: [UInt32], _ label: MetadataLabel) {
    var node: UInt32 = 0
    for scalar in word.reversed() {
      let edge = UInt64(node) << 32 | UInt64(scalar)
      if let next = edges[edge] {
        node = next
      } else {
        kinds.append(nil)
        node = UInt32(kinds.count - 1)
        edges[edge] = node
      }
    }
    kinds[Int(node)] = label
  }

  /// The longest label that ends just before the place; blanks inside it (索 引 号) count for nothing.
  ///
  /// A label does not begin in the middle of a word: 活动时间 is no 时间.
  func match(_ scalars: [UInt32], endingAt end: Int, from lower: Int = 0) -> Match? {
    var node: UInt32 = 0
    var best: Match?
    var index = end - 1
    while index >= lower {
      if scalars[index] != 0x20 {
        guard let next = edges[UInt64(node) << 32 | UInt64(scalars[index])] else { break }
        node = next
        if let label = kinds[Int(node)], isWordStart(scalars, index, lower) { best = Match(label: label, start: index) }
      }
      index -= 1
    }
    return best
  }

  private func isWordStart(_ scalars: [UInt32], _ index: Int, _ lower: Int) -> Bool {
    guard index > lower else { return true }
    let before = scalars[index - 1]
    if quotes.contains(before) { return false }
    guard isHan(before) else { return true }
    // 2005年08月16日来源：…
    return [0x65E5, 0x5206, 0x79D2].contains(before) && index > lower + 1 && digit(scalars[index - 2]) != nil
  }
}

/// `“` `"` `《` `「` `‘`
private let quotes: Set<UInt32> = [0x201C, 0x22, 0x300A, 0x300C, 0x2018]
