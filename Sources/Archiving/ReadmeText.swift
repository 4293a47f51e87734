/// `archive/README.txt`: what is in the folder, readable with no tool. The same text stands in the project.
package enum ReadmeText {
  package static let text = """
    方志档案 · FANGZHI ARCHIVE

    本文件说明这个文件夹里有什么。不用任何专门工具，也能读懂其中的内容。
    This file says what is in this folder. Nothing here needs a special tool to be read. (English below.)


    == 中文 ==

    warc/             原始记录，一切以它为准。WARC 1.1 格式（ISO 28500:2017），gzip 压缩，可用 zcat 直接看。
                      文件名：fangzhi-<14位UTC时间>-<批次>-<5位序号>.warc.gz。
                      每次访问先写 response（服务器的答复，含响应头和原样正文）和 request（我们发出的请求），
                      再写 metadata（结果、原因、字符集、校验链）。正文与以前相同的，写 revisit，指向原来那一条。
                      带 .open 后缀的文件正在写入；封存后的文件只读，不再改动。
    pages/            从 warc/ 派生的普通文件，便于直接打开。丢失或损坏时可用 fangzhi rebuild 逐字节重建。
      <主机>/<目录>/…/<末段>~<编号>/          一个网址
        captures.jsonl                        时间线：每次访问一行，内容没变也有一行
        latest                                指向最近的版本
        <14位UTC时间>-<12位摘要>/              一个版本
          raw.html、raw.pdf …                 服务器给的正文，字节不变（只解开传输压缩），保持原字符集
          document.json                       清理后的文档：标题、日期、来源、正文、表格、附件，以及每项的出处
          document.md、document.txt           同一文档，供阅读和文本工具使用
          table-1.csv …                       每个数据表一个文件（带BOM的UTF-8，可用表格软件直接打开）
    indexes/          已封存 WARC 的 CDXJ 索引，供 pywb 等工具回放；可重建。
    templates/        从各站点学到的页面模板，人可读，有版本。
    checkpoints.jsonl 已公布的校验链头；timestamps/ 里是时间戳服务器的答复。
    catalogue.sqlite  目录数据库。抓取记录和版本可由 warc/ 重建；抓取队列不能。
    .lock             有程序正在写入时的锁。

    结果用语：new 新；changed 内容有变；cosmetic 只有计数器之类变化；unchanged 无变化；not_modified 服务器答复304；
    reverted 恢复成旧版；redirect 转向；moved 迁址；gone 已不存在；blocked 被拒绝或要求验证；failed 失败；
    truncated 不完整；unreadable 无法解读。

    时间都是UTC，北京时间加8小时。文件夹名里的编号是网址（不含 http/https）的 SHA-256 前16位；
    版本名里的摘要是解码后正文的 SHA-256 前12位，可用 sha256sum raw.html 核对。

    请不要手工修改 warc/ 里的文件。备份时复制整个文件夹即可；至少要留住 warc/。


    == English ==

    warc/             The raw records; they are the truth. WARC 1.1 (ISO 28500:2017), compressed with gzip: read them with zcat.
                      Names: fangzhi-<14 digits of UTC>-<run>-<5 digits>.warc.gz.
                      A visit writes a response (the server's answer: header and body as sent) and a request (what we
                      sent), then metadata (outcome, reason, charset, chain). A body that is here already is not written
                      again: a revisit record points to the first one.
                      A file that ends in .open is being written. A sealed file is read-only and never changes.
    pages/            Plain files made from warc/, to be opened as they are. Lost or damaged, `fangzhi rebuild` makes
                      them again, byte for byte.
      <host>/<dir>/…/<leaf>~<id>/             one address
        captures.jsonl                        its timeline: one line per visit, also when nothing changed
        latest                                points to the newest version
        <14 digits of UTC>-<12 hex>/          one version
          raw.html, raw.pdf …                 the body as served, every byte (content coding undone), in its own charset
          document.json                       the cleaned document: title, dates, source, body, tables, attachments, each
                                              with where it was found
          document.md, document.txt           the same, for reading and for text tools
          table-1.csv …                       each data table (UTF-8 with a byte order mark, for spreadsheet programs)
    indexes/          CDXJ indexes of the sealed files, for pywb and others; can be made again.
    templates/        Page templates learned from the sites, human-readable, versioned.
    checkpoints.jsonl Published heads of the chain; timestamps/ holds what timestamp servers replied.
    catalogue.sqlite  The catalogue. Captures and versions can be made again from warc/; the queue of a crawl cannot.
    .lock             Held while a program writes here.

    Outcomes: new; changed (the content differs); cosmetic (only counters and the like differ); unchanged; not_modified
    (the server answered 304); reverted (an older version is back); redirect; moved; gone; blocked (refused, or a challenge);
    failed; truncated (not whole); unreadable.

    Times are UTC; China time is 8 hours ahead. The id in a folder's name is the first 16 hexadecimal digits of the SHA-256
    of the address without http or https; the one in a version's name is the first 12 of the SHA-256 of the decoded body:
    `sha256sum raw.html` shows it.

    Please change nothing in warc/ by hand. To back up, copy the whole folder; what must be kept at least is warc/.

    """
}
