/// A part of the text, enough to tell its language and script.
struct ScriptSample {
  private var scalars: [UInt32] = []
  private var counts = Counts()
  private let declared: String?

  private struct Counts {
    var letters = 0
    var han = 0
    var kana = 0
    var hangul = 0
    var tibetan = 0
    var mongolian = 0
    var arabic = 0
    var simplified = 0
    var traditional = 0
  }

  /// So many scalars show what a text is written in.
  private static let limit = 600

  init(_ evidence: MetadataEvidence) {
    declared = evidence.declaredLanguage
    scalars.reserveCapacity(ScriptSample.limit)
    for line in evidence.lines where line.position == .inside {
      append(line.text)
      if scalars.count >= ScriptSample.limit { break }
    }
    if scalars.count < 60 { append(evidence.titleTag) }
    if scalars.count < 60 { for line in evidence.lines.prefix(60) { append(line.text) } }
    count()
  }

  private mutating func append(_ text: String) {
    text.forEachScalar { scalar in
      guard scalars.count < ScriptSample.limit else { return false }
      scalars.append(scalar)
      return true
    }
  }

  private mutating func count() {
    let sides = ScriptCharacters.sides
    for scalar in scalars {
      switch scalar {
      case 0x4E00...0x9FFF: countHan(sides[Int(scalar - 0x4E00)])
      case 0x41...0x5A, 0x61...0x7A, 0xC0...0x24F: counts.letters += 1
      case 0x3040...0x30FF: counts.kana += 1
      case 0xAC00...0xD7AF: counts.hangul += 1
      case 0x0F00...0x0FFF: counts.tibetan += 1
      case 0x1800...0x18AF: counts.mongolian += 1
      case 0x0600...0x06FF, 0xFB50...0xFDFF, 0xFE70...0xFEFE: counts.arabic += 1
      default: break
      }
    }
  }

  private mutating func countHan(_ side: UInt8) {
    counts.han += 1
    switch side {
    case 1: counts.simplified += 1
    case 2: counts.traditional += 1
    default: break
    }
  }

  /// By the letters that prevail; between languages of one script the page's own word decides. Nil without letters.
  var language: String? {
    let shares = [
      (counts.han * 2 + counts.kana * 2, counts.kana * 10 > counts.han ? "ja" : "zh"), (counts.hangul * 2, "ko"),
      (counts.tibetan, "bo"), (counts.mongolian, "mn"), (counts.arabic, "ug"), (counts.letters / 3, "en"),
    ]
    guard let best = shares.max(by: { $0.0 < $1.0 }), best.0 > 0 else { return nil }
    guard ["ug", "en"].contains(best.1), let declared = declared?.lowercased().prefix(2), declared.count == 2,
      !["zh", "ja", "ko"].contains(declared), declared.allSatisfy({ $0.isASCII && $0.isLetter })
    else { return best.1 }
    return String(declared)
  }

  /// How Chinese is written here; nil when too little tells.
  func script(host: String?, idCode: String?) -> Script? {
    let (simplified, traditional) = (counts.simplified, counts.traditional)
    guard language == "zh", simplified + traditional >= 2 else { return nil }
    if traditional * 12 < simplified { return .simplified }
    if simplified * 12 >= traditional, min(simplified, traditional) >= 4 {
      return traditional > simplified && isConverted(host, idCode) ? .converted : .mixed
    }
    if simplified > traditional { return .simplified }
    return isConverted(host, idCode) ? .converted : .traditional
  }

  /// Traditional text on a mainland site, wrong choices of a character table (機製, 聯係), or Taiwan's words in a text about
  /// mainland offices.
  private func isConverted(_ host: String?, _ idCode: String?) -> Bool {
    if let host, host.hasSuffix(".cn") { return true }
    if idCode != nil { return true }
    if ScriptCharacters.wrongChoices.contains(where: { scalars.holds($0) }) { return true }
    return ScriptCharacters.taiwanWords.contains { scalars.holds($0) }
      && ScriptCharacters.mainlandWords.contains { scalars.holds($0) }
  }
}

/// Characters and words that only one way of writing Chinese has.
enum ScriptCharacters {
  /// From U+4E00 on: 1 for a character of simplified script only, 2 for one of traditional script only, else 0.
  static let sides: [UInt8] = {
    var sides = [UInt8](repeating: 0, count: 0x5200)
    for scalar in simplified.unicodeScalars { sides[Int(scalar.value - 0x4E00)] = 1 }
    for scalar in traditional.unicodeScalars { sides[Int(scalar.value - 0x4E00)] = 2 }
    return sides
  }()

  /// Frequent characters that GB 2312 has and Big5 has not, and the other way round: 后, 里, 面 are in both and tell nothing.
  private static let simplified =
    "这们来时国会个对学发动现实务经过还进开关长问间门业东车两为产办报级组织给结统计设认证评论议记许该请说课调访话"
    + "语谁读让识讯订诉试诚误领题项须预频颁顾资质贵费财责货贸购贡负贷赛赵赔赠达运远连迟选迁边邓郑银钱铁镇锦错镜闭闻"
    + "阳阴队际陆陈险随难电鸡韩页顶风飞饭馆马驻验鱼鲁鸟麦黄齐齿龙龟县区权应举称规环农处众压备华习"
  private static let traditional =
    "這們來時國會個對學發動現實務經過還進開關長問間門業東車兩為產辦報級組織給結統計設認證評論議記許該請說課調訪話"
    + "語誰讀讓識訊訂訴試誠誤領題項須預頻頒顧資質貴費財責貨貿購貢負貸賽趙賠贈達運遠連遲選適遷邊鄧鄭銀錢鐵鎮錦錯鏡閉"
    + "聞陽陰隊際陸陳險隨難電雲離雞韓頁頂風飛飯館馬駐驗魯鳥麥齊齒龍龜縣區黨權應舉稱構規範環農處複眾壓備華習"

  static let wrongChoices = words("機製 體製 聯係 關係到位係 麵向 方麵 全麵 負麵 層麵 合並 複議 答複 恢複 批複 迴應 幹淨部 髮布 公布於衆 製度化建設 限製 控製")
  static let taiwanWords = words("檔案 網路 資訊 軟體 程式 民眾 連結 入口網站 品質 模組 最佳化 網際網路 影片 透過 數位 專案 行動電話 伺服器")
  static let mainlandWords = words("人民政府 街道辦 政府信息 政務公開 黨委 黨組 國務院 居委會 村委會 市委 區委 縣委 鎮政府 自治區")

  private static func words(_ text: String) -> [[UInt32]] {
    text.split(separator: " ").map { $0.unicodeScalars.map(\.value) }
  }
}
