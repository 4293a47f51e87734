/// A notice of a district that does not exist, long enough to be an article.
package func notice(_ sentence: String = "本通知自发布之日起施行。", token: String = "0") -> String {
  """
  <!DOCTYPE html>
  <html><head><meta charset="utf-8"><title>关于开展秋季河道清理工作的通知</title>
  <meta name="ArticleTitle" content="关于开展秋季河道清理工作的通知"><meta name="PubDate" content="2026-11-18 09:30">
  </head><body>
  <!-- token \(token) -->
  <div class="article"><h1>关于开展秋季河道清理工作的通知</h1>
  <p>各镇人民政府、街道办事处：为改善辖区水环境，区水务局定于本月下旬组织开展秋季河道清理工作，请各单位按照职责分工认真做好落实。</p>
  <p>清理范围包括东溪、西溪两条主要河道及其支流，重点清除水面漂浮物、岸边垃圾以及影响行洪的障碍物，清理结果应当逐条登记。</p>
  <p>\(sentence)</p></div>
  </body></html>
  """
}
