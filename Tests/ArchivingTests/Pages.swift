import Foundation

/// Pages of a district that does not exist.
enum Pages {
  private static let paragraphs = [
    "各街道办事处，区直各单位：为改善人居环境，经区政府同意，现就今年春季植树活动的有关事项通知如下。",
    "一、活动时间定在三月十二日上午九时，集合地点为滨河公园东门，请各单位提前十分钟到达并签到。",
    "二、树苗由区园林所统一供应，品种以香樟和乌桕为主，每个单位领取四十株，工具请自行准备。",
    "三、栽种之后由所在街道负责浇水养护，半年内成活率低于九成的，由园林所补种并在年底通报。",
    "联系人在办公时间接听电话，遇雨天活动顺延到下一周的同一时间，不再另行发文。",
  ]

  static func article(_ title: String, _ paragraphs: [String], counter: Int = 213) -> String {
    """
    <!DOCTYPE html>
    <html lang="zh"><head><meta charset="utf-8"><title>\(title)</title><meta name="SiteName" content="云溪区人民政府">
    <meta name="ColumnName" content="通知公告"><meta name="ArticleTitle" content="\(title)">
    <meta name="PubDate" content="2026-03-02 09:20"><meta name="ContentSource" content="云溪区园林所"></head>
    <body><ul class="menu"><li><a href="/a/">首页</a></li><li><a href="/b/">政务公开</a></li></ul>
    <h1>\(title)</h1><div class="pages_content">
    \(paragraphs.map { "<p>　　\($0)</p>" }.joined(separator: "\n"))
    </div><script>var visits = \(counter);</script>
    <div class="foot"><p>主办单位：云溪区人民政府办公室</p></div></body></html>

    """
  }

  static let notice = article("关于开展春季植树活动的通知", paragraphs)
  /// Other bytes, the same content.
  static let noticeCounted = article("关于开展春季植树活动的通知", paragraphs, counter: 214)
  static let noticeEdited = article(
    "关于开展春季植树活动的通知", paragraphs.map { $0.replacing("上午九时", with: "下午两时") })
  static let fair = article(
    "旧书集市办了三年",
    [
      "柳湾街道的旧书角开了三年，书架从一个变成七个，最忙的时候每天有八十多人来换书，多数是放学的孩子。",
      "管理员把破损的书收在一边，请附近的退休教师帮忙修补，封面用牛皮纸包好，再写上捐书人的名字。",
      "今年夏天打算把开放时间延长到晚上八点，并且在门口加装两盏路灯，方便下班的人来坐一会儿。",
    ])
  static let water = article(
    "石桥水厂计划停水的公告",
    [
      "因石桥水厂更换出厂阀门，定于本月十八日二十二时至次日五时暂停向北片区供水，请居民提前储水。",
      "恢复供水后的头一刻钟可能有少量黄水，打开龙头放一会儿即可恢复清澈，不影响正常使用。",
      "停水期间消防用水由南片区管网保障，医院和学校由水车定点供应，联系电话张贴在各小区门口。",
    ])
  static let list = """
    <!DOCTYPE html><html><head><meta charset="utf-8"><title>通知公告_云溪区人民政府</title></head><body>
    <ul class="list">\((1...20).map { "<li><a href=\"/art/2026/t\($0).html\">云溪区第\($0)号通知公告的标题</a><span>2026-03-\($0 + 9)</span></li>" }.joined(separator: "\n"))</ul>
    <div class="page"><a href="index_1.html">下一页</a></div></body></html>
    """
  static let table = article(
    "云溪区植树任务分解表",
    [
      "现将今年的植树任务分解到各街道，请按时完成并在月底前报送进度。",
      "</p><table border=\"1\"><tr><th>街道</th><th>株数</th><th>完成时限</th></tr><tr><td>柳湾</td><td>400</td><td>三月底</td></tr><tr><td>石桥</td><td>360</td><td>四月中</td></tr><tr><td>青禾</td><td>520</td><td>四月底</td></tr></table><p>",
      "表中株数含补种部分，乌桕与香樟的比例由各街道根据地块情况自行掌握。",
    ])

  /// A file that is not a page; its bytes do not shrink.
  static var file: Answer {
    var bytes = Array("PK\u{3}\u{4}".utf8)
    var state: UInt32 = 7
    for _ in 0..<5_000 {
      state = state &* 1_664_525 &+ 1_013_904_223
      bytes.append(UInt8(state >> 24))
    }
    return Answer(status: 200, fields: [("Content-Type", "application/zip")], body: bytes)
  }
}
