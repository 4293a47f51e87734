"""Writes the attachments that these tests read. Standard library only, but for yunxi.xls, which needs xlwt."""

import os
import struct
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))


def path(name):
    return os.path.join(HERE, name)


def pdf(name, pages):
    """pages: lists of lines of text, or None for a page that is one picture."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", None]
    font = "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H /DescendantFonts [4 0 R] >>"
    descendant = (
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >>"
        " /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -200 1000 900]"
        " /ItalicAngle 0 /Ascent 900 /Descent -200 /CapHeight 700 /StemV 80 >> >>"
    )
    objects += [font, descendant]
    kids = []
    for lines in pages:
        if lines is None:
            image = "<< /Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 4 >>\nstream\n@@@@\nendstream"
            objects.append(image)
            content, resources = "q 400 0 0 400 50 200 cm /Im0 Do Q", "<< /XObject << /Im0 %d 0 R >> >>" % len(objects)
        else:
            parts = ["BT /F1 12 Tf 50 780 Td"]
            for line in lines:
                parts.append("<%s> Tj 0 -20 Td" % line.encode("utf-16-be").hex())
            content, resources = " ".join(parts + ["ET"]), "<< /Font << /F1 3 0 R >> >>"
        objects.append("<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources %s >>"
            % (len(objects), resources)
        )
        kids.append("%d 0 R" % len(objects))
    objects[1] = "<< /Type /Pages /Kids [%s] /Count %d >>" % (" ".join(kids), len(kids))
    objects.append("<< /Title (Report of Yunxi) >>")
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body.encode("latin-1"))
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(objects), start)
    open(path(name), "wb").write(out)


def package(name, parts):
    with zipfile.ZipFile(path(name), "w", zipfile.ZIP_DEFLATED) as archive:
        for part, text in parts:
            info = zipfile.ZipInfo(part, (2021, 1, 1, 0, 0, 0))
            archive.writestr(info, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + text)


def paragraph(text, properties=""):
    return "<w:p>%s<w:r><w:t>%s</w:t></w:r></w:p>" % (properties and "<w:pPr>%s</w:pPr>" % properties, text)


def cell(text, properties=""):
    return "<w:tc><w:tcPr>%s</w:tcPr>%s</w:tc>" % (properties, paragraph(text))


def docx():
    rows = [
        cell("项目", '<w:vMerge w:val="restart"/>') + cell("数量", '<w:gridSpan w:val="2"/>'),
        cell("", "<w:vMerge/>") + cell("今年") + cell("去年"),
        cell("受理 &amp; 办结") + cell("3") + cell(""),
    ]
    table = "<w:tbl>%s</w:tbl>" % "".join("<w:tr>%s</w:tr>" % row for row in rows)
    body = (
        paragraph("云溪镇年度报告", '<w:outlineLvl w:val="0"/>')
        + paragraph("一、总体情况", '<w:pStyle w:val="Heading2"/>')
        + "<w:p><w:r><w:t xml:space=\"preserve\">全年公开信息 </w:t></w:r><w:r><w:t>12 条，</w:t></w:r><w:del><w:r><w:t>删去的话</w:t></w:r></w:del><w:r><w:t>其中网站 10 条。</w:t></w:r></w:p>"
        + table
        + "<w:p/>"
        + paragraph("云溪镇人民政府")
    )
    package(
        "yunxi.docx",
        [("word/document.xml", '<w:document xmlns:w="urn:w"><!-- > --><w:body>%s</w:body></w:document>' % body)],
    )


def xlsx():
    strings = ["项目", "数量", "<r>日期</r>", "受理", "办结率", "合 计"]
    shared = "<sst>" + "".join(
        "<si>%s</si>" % (
            "<r><t>日</t></r><r><t>期</t></r><rPh><t>ri</t></rPh>" if text.startswith("<r>") else "<t>%s</t>" % text
        )
        for text in strings
    ) + "</sst>"
    sheet = (
        "<worksheet><sheetData>"
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>'
        '<row r="2"><c r="A2" t="s"><v>3</v></c><c r="B2"><v>12</v></c><c r="C2" s="1"><v>44197</v></c></row>'
        '<row r="3"><c r="A3" t="s"><v>4</v></c><c r="B3" s="2"><v>0.305</v></c><c r="C3" s="3"><v>44197.5</v></c></row>'
        '<row r="5"><c r="A5" t="s"><v>5</v></c><c r="C5"><f>B2*0.1</f><v>1.2000000000000002</v></c></row>'
        '</sheetData><mergeCells><mergeCell ref="A5:B5"/></mergeCells></worksheet>'
    )
    styles = (
        '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot; h:mm"/></numFmts>'
        '<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="10"/><xf numFmtId="164"/></cellXfs></styleSheet>'
    )
    package(
        "yunxi.xlsx",
        [
            ("xl/workbook.xml", '<workbook><sheets><sheet name="附表1" sheetId="1" r:id="rId1"/><sheet name="隐" state="hidden" r:id="rId2"/></sheets></workbook>'),
            ("xl/_rels/workbook.xml.rels", '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="worksheets/sheet1.xml"/></Relationships>'),
            ("xl/sharedStrings.xml", shared),
            ("xl/styles.xml", styles),
            ("xl/worksheets/sheet1.xml", sheet),
        ],
    )


def xls():
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    for name, rows in (("一", [["项目", "数量"], ["受理,\"急\"", 12], ["办结", 11]]), ("二", [["说明"], ["无"]])):
        sheet = book.add_sheet(name)
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                sheet.write(r, c, value)
    book.save(path("yunxi.xls"))


def doc():
    """The least of a Word 97 file: one text piece in UTF-16, described by a piece table."""
    text = "云溪镇2017年度报告\r一、总体情况\r全年公开信息十二条。\r"
    data = text.encode("utf-16-le")
    fib = bytearray(1472)
    struct.pack_into("<HH", fib, 0, 0xA5EC, 0x00C1)
    struct.pack_into("<H", fib, 6, 0x0804)
    struct.pack_into("<H", fib, 10, 0x1200)
    struct.pack_into("<H", fib, 12, 0x00BF)
    struct.pack_into("<II", fib, 0x18, 2048, 2048 + len(data))
    struct.pack_into("<H", fib, 0x20, 14)
    struct.pack_into("<H", fib, 0x3E, 22)
    struct.pack_into("<I", fib, 0x40, 2048 + len(data))
    struct.pack_into("<I", fib, 0x4C, len(text))
    struct.pack_into("<H", fib, 0x98, 93)
    pieces = struct.pack("<II", 0, len(text)) + struct.pack("<HIH", 0, 2048, 0)
    clx = b"\x02" + struct.pack("<I", len(pieces)) + pieces
    struct.pack_into("<II", fib, 0x1A2, 0, len(clx))
    # A style sheet of no styles: antiword reads behind its memory where there is none at all.
    styles = struct.pack("<HHHHHHHHHH", 18, 0, 10, 1, 0, 0, 0, 0, 0, 0)
    struct.pack_into("<II", fib, 0xA2, 1024, len(styles))
    table = clx.ljust(1024, b"\0") + styles
    word = bytes(fib).ljust(2048, b"\0") + data
    compound("yunxi.doc", [("WordDocument", word.ljust(8192, b"\0")), ("1Table", table.ljust(4096, b"\0"))])


def compound(name, streams):
    """A compound file whose streams are all long enough for whole sectors."""
    sectors, fat, entries = [], [], []
    for title, data in streams:
        start = len(sectors)
        for offset in range(0, len(data), 512):
            sectors.append(data[offset : offset + 512].ljust(512, b"\0"))
            fat.append(len(sectors))
        fat[-1] = 0xFFFFFFFE
        entries.append((title, 2, start, len(data)))
    directory = b""
    child = {1: 0xFFFFFFFF}
    everything = [("Root Entry", 5, 0xFFFFFFFE, 0)] + entries
    for index, (title, kind, start, size) in enumerate(everything):
        label = (title + "\0").encode("utf-16-le")
        right = index + 1 if 0 < index < len(everything) - 1 else 0xFFFFFFFF
        directory += label.ljust(64, b"\0") + struct.pack("<HBB", len(label), kind, 1)
        directory += struct.pack("<III", 0xFFFFFFFF, right, 1 if index == 0 else 0xFFFFFFFF)
        directory += b"\0" * 36 + struct.pack("<III", start, size, 0)
    first = len(sectors)
    for offset in range(0, len(directory), 512):
        sectors.append(directory[offset : offset + 512].ljust(512, b"\0"))
        fat.append(len(sectors))
    fat[-1] = 0xFFFFFFFE
    place = len(sectors)
    fat.append(0xFFFFFFFD)
    table = b"".join(struct.pack("<I", entry) for entry in fat).ljust(512, b"\xff")
    assert len(table) == 512
    sectors.append(table)
    header = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    header += struct.pack("<IIIIIIIII", 0, 1, first, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<I", place) + b"\xff" * (4 * 108)
    open(path(name), "wb").write(header + b"".join(sectors))


pdf("yunxi.pdf", [["云溪镇二〇二〇年度政府信息公开工作报告", "一、总体情况", "全年共公开各类政府信息一百二十条，其中网站公开九十八条，公", "众号公开二十二条。", "- 1 -"], ["二、存在的问题", "更新不够及时。", "- 2 -"]])
pdf("scan.pdf", [None, None])
pdf("half-scan.pdf", [["云溪镇二〇二〇年度政府信息公开工作报告"], None])
docx()
xlsx()
xls()
doc()
