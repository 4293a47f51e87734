"""Writes a WARC as another crawler would, with warcio: foreign-warc.py OUT.warc[.gz] [gzip|plain|one-member]

Addresses of a portal that does not exist; the dates are years before the archive's own.
"""
import gzip
import io
import sys

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

HOST = "https://www.example.gov.cn"


def page(title, sentences, counter=1):
    body = "".join(f"<p>　　{s}</p>\n" for s in sentences)
    return (
        f'<!DOCTYPE html>\n<html lang="zh"><head><meta charset="utf-8"><title>{title}</title>\n'
        f'<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="2019-04-02 09:20"></head>\n'
        f'<body><h1>{title}</h1><div class="pages_content">\n{body}</div>'
        f"<script>var visits = {counter};</script></body></html>\n"
    ).encode("utf-8")


BRIDGE = [
    "青禾街道的石拱桥建成已有百年，桥面石板松动，区交通局决定从下周一开始封闭维修，工期约四十天。",
    "维修期间行人和非机动车请从上游三百米处的便桥通过，机动车绕行滨河路，公交线路临时调整。",
    "工程完工后将恢复桥头的旧路灯，并在桥旁立一块说明牌，介绍桥的来历和历次修缮的经过。",
]
FIRST = page("关于石拱桥封闭维修的通告", BRIDGE)
COUNTED = page("关于石拱桥封闭维修的通告", BRIDGE, counter=2)
SECOND = page("关于石拱桥封闭维修的通告", [BRIDGE[0].replace("四十天", "六十天")] + BRIDGE[1:])
GBK = page("河道采砂管理的公告", BRIDGE[::-1]).decode("utf-8").replace("utf-8", "gb2312").encode("gbk")


class Crawler:
    def __init__(self, out, compressed):
        self.writer = WARCWriter(out, gzip=compressed, warc_version="1.0")
        self.put(self.writer.create_warcinfo_record(
            "yunxi-00000.warc.gz", {"software": "yunxi-crawler/2.1", "operator": "云溪区档案馆", "robots": "obey"}))

    def put(self, record):
        self.writer.write_record(record)
        return record.rec_headers.get_header("WARC-Record-ID")

    def head(self, status, fields):
        return StatusAndHeaders(status, fields, protocol="HTTP/1.1")

    def response(self, path, date, body, status="200 OK", fields=(), request=True, method="GET", url=None):
        url = url or HOST + path
        fields = [("Content-Type", "text/html; charset=utf-8")] + list(fields)
        record = self.writer.create_warc_record(
            url, "response", payload=io.BytesIO(body), http_headers=self.head(status, fields),
            warc_headers_dict={"WARC-Date": date, "WARC-IP-Address": "192.0.2.9"})
        identity = self.put(record)
        if request:
            asked = StatusAndHeaders(f"{method} {path} HTTP/1.1", [("Host", "www.example.gov.cn"), ("Cookie", "s=1")],
                                     is_http_request=True)
            self.put(self.writer.create_warc_record(
                url, "request", http_headers=asked,
                warc_headers_dict={"WARC-Date": date, "WARC-Concurrent-To": identity}))
        return record

    def revisit(self, path, date, digest, refers_uri, refers_date):
        self.put(self.writer.create_revisit_record(
            HOST + path, digest, refers_uri, refers_date,
            http_headers=self.head("200 OK", [("Content-Type", "text/html; charset=utf-8")]),
            warc_headers_dict={"WARC-Date": date}))


def write(crawler):
    # Not in the order of their dates, as a merged file is.
    crawler.response("/bridge.html", "2020-05-06T07:08:09Z", SECOND)
    first = crawler.response("/bridge.html", "2019-04-03T01:00:00Z", FIRST)
    digest = first.rec_headers.get_header("WARC-Payload-Digest")
    crawler.response("/bridge.html", "2019-04-05T01:00:00Z", COUNTED, request=False)
    crawler.revisit("/bridge.html", "2019-06-01T00:00:00Z", digest, HOST + "/bridge.html", "2019-04-03T01:00:00Z")
    crawler.revisit("/copy.html", "2019-06-02T00:00:00Z", digest, HOST + "/bridge.html", "2019-04-03T01:00:00Z")
    # The same address twice in one second, by http and by https.
    crawler.response("/secure.html", "2020-01-01T00:00:00Z", b"", "301 Moved Permanently",
                     [("Location", HOST + "/secure.html")], url="http://www.example.gov.cn/secure.html")
    crawler.response("/secure.html", "2020-01-01T00:00:00Z", FIRST)
    chunks = b"%x\r\n%s\r\n%x;name=value\r\n%s\r\n0\r\n\r\n" % (200, SECOND[:200], len(SECOND) - 200, SECOND[200:])
    crawler.response("/chunked.html", "2020-01-02T00:00:00Z", chunks, fields=[("Transfer-Encoding", "chunked")])
    crawler.response("/unchunked.html", "2020-01-02T00:00:01Z", SECOND, fields=[("Transfer-Encoding", "chunked")])
    crawler.response("/gbk.html", "2020-01-03T00:00:00Z", GBK, fields=[("Content-Encoding", "identity")])
    packed = gzip.compress(SECOND, mtime=0)
    crawler.response("/packed.html", "2020-01-04T00:00:00Z", packed, fields=[("Content-Encoding", "gzip")])
    crawler.response("/missing.html", "2020-01-05T00:00:00Z", b"<title>404</title>", "404 Not Found")
    crawler.put(crawler.writer.create_warc_record(
        HOST + "/note.txt", "resource", payload=io.BytesIO("桥头的旧路灯一共十二盏，已经全部登记。\n".encode("utf-8")),
        warc_content_type="text/plain; charset=utf-8", warc_headers_dict={"WARC-Date": "2020-01-06T00:00:00Z"}))
    # Not captures of pages.
    crawler.response("/form", "2020-01-07T00:00:00Z", FIRST, method="POST")
    crawler.response("/future.html", "2999-01-01T00:00:00Z", FIRST)
    crawler.revisit("/lost.html", "2020-01-08T00:00:00Z", "sha1:" + "A" * 32, HOST + "/nowhere.html", "2018-01-01T00:00:00Z")
    crawler.put(crawler.writer.create_warc_record(
        "dns:www.example.gov.cn", "response", payload=io.BytesIO(b"20200101000000\n192.0.2.9\n"),
        warc_content_type="text/dns", warc_headers_dict={"WARC-Date": "2020-01-01T00:00:00Z"}))
    crawler.put(crawler.writer.create_warc_record(
        HOST + "/bridge.html", "metadata", payload=io.BytesIO(b"fetchTimeMs: 12\r\n"),
        warc_content_type="application/warc-fields", warc_headers_dict={"WARC-Date": "2019-04-03T01:00:00Z"}))


def main():
    path, form = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "gzip"
    if form == "one-member":
        plain = io.BytesIO()
        write(Crawler(plain, False))
        with gzip.GzipFile(path, "wb", mtime=0) as out:
            out.write(plain.getvalue())
        return
    with open(path, "wb") as out:
        write(Crawler(out, form == "gzip"))


main()
