#!/usr/bin/env python3
"""hostile_files.py OUTDIR: files that are made to break a loader. Each must end in a clear error, quickly and in little memory.

Writes OUTDIR/NAME.EXT; the names say what is wrong. Needs nothing but Python's own library and the workbooks under tests/fixtures."""
import io, os, random, sys, zipfile

out = sys.argv[1]
os.makedirs(out, exist_ok=True)
here = os.path.dirname(os.path.abspath(__file__))
fixtures = os.path.join(here, "..", "tests", "fixtures", "load")


def write(name, content):
    with open(os.path.join(out, name), "wb") as file:
        file.write(content if isinstance(content, bytes) else content.encode())


def package(parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def workbook(sheet, strings="<sst/>"):
    return package({
        "[Content_Types].xml": '<Types><Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": '<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/sharedStrings.xml": strings,
        "xl/worksheets/sheet1.xml": sheet,
    })


def document(body):
    return package({
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>' + body + "</w:body></w:document>",
    })


def spreadsheet(rows, head=""):
    return package({
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": head + '<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet><table:table table:name="T">' + rows + "</table:table></office:spreadsheet></office:body></office:document-content>",
    })


noise = random.Random(1).randbytes(200_000)
laughs = '<!DOCTYPE x [<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n-1};" * 10}">' for n in range(1, 12)) + "]>"
long_line = "x" * (100 << 20)

# Binary noise under every extension.
for extension in ["md", "csv", "tsv", "json", "yaml", "toml", "html", "docx", "xlsx", "xlsm", "xls", "ods"]:
    write(f"noise.{extension}", noise)
    write(f"zeros.{extension}", b"\0" * 1_000_000)
# Packages that are cut short, or are another thing than their name says.
for extension in ["xlsx", "xls", "ods"]:
    with open(os.path.join(fixtures, f"simple.{extension}"), "rb") as file:
        content = file.read()
    write(f"cut.{extension}", content[: len(content) // 2])
write("cut.docx", document("<w:tbl/>")[:200])
for extension in ["xlsx", "xls", "ods", "docx"]:
    write(f"a-pdf.{extension}", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n")
    write(f"plain-text.{extension}", "these are no cells\n" * 100)
write("a-document.xlsx", document("<w:p/>"))
write("a-workbook.docx", workbook("<worksheet><sheetData/></worksheet>"))
write("cut.json", '{"roles": ["A", "B"], "dimensions": [{"name": "x", "cells": ["1", ')
write("cut.yaml", 'roles: ["A", "B"\ndimensions:\n  - name: "x')
write("cut.toml", 'title = "x\nroles = [')
write("cut.html", "<table><tr><th>Dimension<th>A")
write("cut.md", "| Dimension |\n|--")
write("cut.csv", 'Dimension,A\nScope,"open')
# Zip bombs and lies about sizes.
zeros = "0" * (300 << 20)
write("bomb.xlsx", workbook(zeros))
write("bomb-strings.xlsx", workbook("<worksheet><sheetData/></worksheet>", "<sst><si><t>" + zeros + "</t></si></sst>"))
write("bomb.docx", document("<w:p><w:r><w:t>" + zeros + "</w:t></w:r></w:p>"))
write("bomb.ods", spreadsheet("<table:table-row><table:table-cell><text:p>" + zeros + "</text:p></table:table-cell></table:table-row>"))
del zeros
write("many-parts.xlsx", package({f"xl/part{n}.xml": "x" for n in range(20_000)}))
# XML entities.
write("entities.xlsx", workbook("<worksheet><sheetData/></worksheet>", laughs + "<sst><si><t>&a11;</t></si></sst>"))
write("entities.docx", package({"[Content_Types].xml": "<Types/>", "word/document.xml": laughs + "<w:document><w:body><w:tbl><w:tr><w:tc><w:p><w:r><w:t>&a11;</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>"}))
write("entities.ods", spreadsheet("<table:table-row><table:table-cell><text:p>&a11;</text:p></table:table-cell></table:table-row>", laughs))
write("entities.html", laughs + "<table><tr><td>&a11;")
# Deep nesting.
write("deep.json", "[" * 200_000)
write("deep-closed.json", "[" * 100_000 + "]" * 100_000)
write("deep-objects.json", '{"a":' * 100_000)
write("deep.yaml", "[" * 200_000)
write("deep-blocks.yaml", "\n".join(" " * n + "a:" for n in range(4_000)))
write("deep-dashes.yaml", "- " * 100_000)
write("deep.toml", "a = " + "[" * 200_000)
write("deep-tables.toml", "[" + ".".join(["a"] * 100_000) + "]\n")
write("deep.html", "<div>" * 200_000)
write("deep-tables.html", "<table><tr><td>" * 50_000)
write("deep-lists.html", "<ul><li>" * 100_000)
write("deep.md", "> " * 50_000 + "x")
write("deep-lists.md", "\n".join("  " * n + "- x" for n in range(3_000)))
write("deep-brackets.md", "[" * 200_000)
write("deep-stars.md", "*a_ " * 100_000)
write("deep-html.md", "<div>" * 100_000)
write("deep.docx", document("<w:tbl><w:tr><w:tc>" * 50_000))
write("deep.xlsx", workbook("<worksheet><sheetData/>" + "<x>" * 200_000))
write("deep.ods", spreadsheet("<table:table-group>" * 100_000))
# Far corners and spans.
write("far-corner.xlsx", workbook('<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row><row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>b</t></is></c></row></sheetData></worksheet>'))
write("far-merge.xlsx", workbook('<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row></sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'))
cells = "".join(f'<row r="{row}">' + "".join(f'<c r="{column}{row}" t="inlineStr"><is><t>x</t></is></c>' for column in "ABCDEFGH") + "</row>" for row in range(1, 3001))
links = '<hyperlink ref="A1:H3000" location="x"/>' * 20000
write("links-over-links.xlsx", workbook(f"<worksheet><sheetData>{cells}</sheetData><hyperlinks>{links}</hyperlinks></worksheet>"))
# A number of shared strings far behind the start of their part.
write("far-count.xlsx", workbook("<worksheet><sheetData/></worksheet>", "<!--" + "x" * 100_000 + '--><sst uniqueCount="10000000000"><si><t>a</t></si></sst>'))
# A number of a shared formula, an index into what calamine would reserve.
write("far-formula.xlsx", workbook('<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1"><f t="shared" si="99999999999" ref="A1:B2">1</f></c></row></sheetData></worksheet>'))
write("beyond.xlsx", workbook('<worksheet><sheetData><row r="99999999"><c r="ZZZZZZ99999999" t="inlineStr"><is><t>a</t></is></c></row></sheetData></worksheet>'))
write("far-corner.ods", spreadsheet('<table:table-row table:number-rows-repeated="1048575"><table:table-cell table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell></table:table-row>'))
write("spans.html", '<table><tr><td rowspan="65534" colspan="1000">x' * 50)
write("spans.docx", document("<w:tbl><w:tr>" + '<w:tc><w:tcPr><w:gridSpan w:val="99999999"/></w:tcPr><w:p/></w:tc>' * 10 + "</w:tr></w:tbl>"))
# A billion laughs in YAML.
write("laughs.yaml", "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n-1}'] * 10)}]\n" for n in range(1, 12)))
write("laughs-maps.yaml", "a0: &a0 {x: y}\n" + "".join(f"a{n}: &a{n} {{b: *a{n-1}, c: *a{n-1}, d: *a{n-1}, e: *a{n-1}}}\n" for n in range(1, 20)))
write("itself.yaml", "a: &a [*a]\n")
# A line of 100 MB.
write("long-line.md", "| " + long_line)
write("long-line.csv", long_line)
write("long-line-quoted.csv", '"' + long_line)
write("long-line.json", '["' + long_line)
write("long-line.yaml", "a: " + long_line)
write("long-line.toml", 'a = "' + long_line)
write("long-line.html", "<p>" + long_line)
write("many-commas.csv", "," * (20 << 20))
write("many-pipes.md", "|" * (4 << 20) + "\n" + "|-" * (2 << 20) + "\n")
# Not a role matrix, and nothing at all.
write("empty.csv", b"")
write("blank.md", " \n\t\n" * 1000)
write("bom-only.csv", b"\xef\xbb\xbf")
write("half-utf16.csv", b"\xff\xfea\0,\0b\0\n\0c")
