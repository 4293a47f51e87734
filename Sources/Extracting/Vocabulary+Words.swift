extension Vocabulary {
  /// Chrome of portals (47号文 annex names some of it; the rest is what the CMS families print). A word decides only
  /// short lines, and inside the body only at its edges.
  static let chrome = Vocabulary([
    Group(
      .breadcrumb, .start, upTo: 120,
      """
      您现在的位置 您的位置 您当前的位置 当前位置 当前的位置 所在位置 现在位置 你的位置 你现在的位置 您所在的位置 首页> 网站首页> 主页> 位置:
      """),
    Group(
      .fontSize, .start, upTo: 50,
      """
      字体: 字体大小 字体大中小 字号: 字号大小 字号大中小 字号[ 文字大小 文字显示 大中小 a-aa+ 视力保护色 阅读模式 背景色: 朗读 听全文 【字体 字体显示 双击自动滚屏 滚动
      """),
    Group(
      .fontSize, .whole, upTo: 20,
      """
      大 中 小 默认 超大 字体 字号 大字 小字
      """),
    Group(
      .share, .start, upTo: 40,
      """
      分享到 分享至 分享: 分享给 转发到 一键分享 打开微信 用微信 使用微信 点击右上角 即可将网页分享 微信扫
      """),
    Group(
      .share, .whole, upTo: 24,
      """
      分享 分享微信 转发 微信 微博 新浪微博 腾讯微博 qq空间 微信好友 朋友圈 qq 人人网 开心网 头条 空间 更多 复制链接
      """),
    Group(
      .printClose, .start, upTo: 40,
      """
      打印 关闭 保存 收藏本 加入收藏 全文下载 word下载 pdf下载 下载本文 下载word 下载pdf 返回顶部 返回上 返回列表 返回首页 返回目录 回到顶部 回顶部 顶部 纠错 我要纠错 告诉好友
      推荐给 发表评论 我来说两句 查看评论 发送给好友 投稿 复制本 编辑本
      """),
    Group(
      .printClose, .whole, upTo: 30,
      """
      收藏 我的收藏收藏 下载 返回 取消 退出 举报 点赞 赞 顶 播放暂停 语音播报 播放 暂停 展开全文 阅读全文 收起
      """),
    Group(
      .viewCount, .start, upTo: 40,
      """
      浏览次数 浏览量 浏览: 浏览数 访问量 访问次数 点击数 点击量 点击率 点击次数 点击: 阅读次数 阅读量 阅读数 阅读: 人气: 已阅 今日访问 您是第 本文已被 本页浏览 次浏览 浏览人数 点赞数
      评论数
      """),
    Group(
      .qrCode, .start, upTo: 40,
      """
      扫一扫 扫码 扫描二维码 手机扫 手机看 微信扫一扫 二维码 扫描上方 扫描下方 长按识别 扫描关注
      """),
    Group(
      .related, .start, upTo: 120,
      """
      上一篇 下一篇 上一条 下一条 上篇: 下篇: 上条: 下条: 前一篇 后一篇 上一页 下一页 上一则 下一则
      """),
    Group(
      .related, .whole, upTo: 24,
      """
      相关稿件 相关链接 相关阅读 相关新闻 相关文章 相关报道 相关信息 相关文档 相关内容 相关资讯 相关专题 相关推荐 相关评论 相关解读 相关政策 关联稿件 关联信息 关联阅读 关联文件 延伸阅读 延展阅读
      推荐阅读 热门文章 热门推荐 最新文章 最新新闻 热点新闻 热门新闻 精彩推荐 猜你喜欢 为您推荐 图片新闻 点击排行 阅读排行 今日推荐 新闻排行 更多新闻 更多相关 相关图片 网友评论 用户评论 最新评论
      热门评论 精彩评论 全部评论 评论 相关搜索 编辑推荐 推荐新闻 热点推荐 本周热点 往期回顾 相关视频 相关产品 相关信息 相关政策解读 政策解读 解读 推荐文章 友情链接 热词 热门标签 文章评论
      你可能喜欢 您可能感兴趣 猜您喜欢 网友评价 热图推荐 每日推荐 排行榜 relatedarticles relatedposts related readmore alsoread comments
      """),
    Group(
      .related, .start, upTo: 30,
      """
      最热评论 最新评论 热门评论 精彩评论 网友评论 全部评论 文明上网 已有0条评论 相关新闻: 相关阅读: 相关报道: 相关链接: 相关文章: 更多相关 关键词阅读: 推荐阅读: 延伸阅读:
      """),
    Group(
      .related, .inside, upTo: 60,
      """
      上一页 下一页
      """),
    Group(
      .related, .inside, upTo: 30,
      """
      条评论 件评论 人参与 网友评论 评论区 trackback
      """),
    Group(
      .attachmentList, .whole, upTo: 16,
      """
      相关附件 附件 附件下载 附件: 附件列表 下载附件 文件下载 附件信息 相关文件 相关下载
      """),
    Group(
      .credit, .start, upTo: 60,
      """
      责任编辑 责编 编辑: 责任编审 审核: 审核人: 终审: 初审: 复审: 校对: 校核: 录入: 录入人: 信息员: 网编: 美编: 值班编辑 编审: 审稿: 审签: 一审: 二审: 三审: 稿件来源:
      文字编辑: 编辑丨 作者: 供稿: 供稿单位 原标题: 上传: 排版: 监制
      """),
    Group(
      .credit, .whole, upTo: 20,
      """
      纠错 我要纠错 完 end 正文已结束
      """),
    Group(
      .metaLine, .start, upTo: 120,
      """
      发布时间 发布日期 发稿时间 发文时间 发文日期 发表时间 发表于 发表日期 发布于 信息发布时间 信息提供日期 更新时间 更新日期 创建时间 添加时间 录入时间 时间: 日期: 来源: 來源: 信息来源
      文章来源 稿源 新闻来源 内容来源 出处: 来源于: 来源网站 作者: 作 者 文章作者 记者: 发布者 发布人 发布单位 发布机构: 发布部门 提供单位 信息提供 供稿单位 转载自 摘自 栏目: 所属栏目
      文章分类 分类: 类别: 标签: 关键词: 关键字 tags: tag: 人气 编辑: 浏览 发布: 撰稿 文/ 摄影:
      """),
    Group(
      .form, .whole, upTo: 24,
      """
      搜索 检索 登录 注册 登录注册 用户名 密码 验证码 忘记密码 站内搜索 高级搜索 提交 重置 确定 请输入关键字 全文检索 发表 匿名发表 游客
      """),
    Group(
      .footer, .inside, upTo: 160,
      """
      版权所有 copyright ©20 ©19 allrightsreserved icp备 icp证 公网安备 公安备 网站标识码 网安备 技术支持: 主办单位: 承办单位: 主管单位: 版权声明 免责声明 建议使用
      最佳浏览 分辨率 传真: 邮编: 邮政编码: 举报电话 违法和不良信息 经营许可证 增值电信 广播电视节目制作 设为首页 加入收藏 京icp 沪icp 粤icp 中文域名 本站支持ipv6 网站支持ipv6
      未经授权 本网所有
      """),
    Group(
      .footer, .start, upTo: 100,
      """
      关于我们 联系我们 关于本站 关于本网 网站地图 网站声明 网站帮助 使用帮助 隐私声明 隐私安全 隐私保护 法律声明 版权与免责 版权保护 主办: 主办单位 承办: 承办单位 协办: 地址: 网站维护
      网站管理 建设管理 管理单位 运行维护 免责条款 声明:本 特别声明 郑重声明 powered
      """),
  ])

  /// Labels of the disclosure table (政府信息公开条例; gkmlpt has eight of them), blanks removed.
  static let disclosure = DisclosureLabels(
    """
    索引号 信息索引号 索引 组配分类 信息分类 主题分类 主题类别 体裁分类 服务对象 信息类别 分类 发布机构 发布机关 发文机关 发文单位 制发机关 公开机构 公开责任部门 责任部门 信息来源 成文日期
    成文时间 生成日期 生成时间 发文日期 发文时间 发布日期 发布时间 公开日期 公开时间 公开时限 公开方式 公开形式 公开范围 公开程序 公开属性 公开目录 标题 名称 信息名称 文件名称 文号 发文字号
    发布文号 文件编号 文件字号 公文字号 主题词 关键词 关键字 有效性 时效性 时效 效力状态 生效日期 失效日期 废止日期 实施日期 有效期 内容概述 内容概要 概述 统一编号 统一登记号 登记号 信息格式
    载体类型 语种 规范性文件 文件类型 文种 公文种类 签发人 所属主题 信息所属单位
    """)
}

/// Names of rows in a disclosure table.
struct DisclosureLabels: Sendable {
  private let labels: Set<[UInt8]>

  init(_ words: String) { labels = Set(words.split(whereSeparator: \.isWhitespace).map { Array($0.utf8) }) }

  /// Whether the text is such a label, or one followed by a colon and a value.
  func beginsWithLabel(_ text: ArraySlice<UInt8>) -> Bool {
    let compact = CompactText(text).bytes
    let head = compact.firstIndex(of: 0x3A).map { Array(compact[..<$0]) } ?? compact
    return labels.contains(head)
  }
}
