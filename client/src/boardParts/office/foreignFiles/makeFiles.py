"""Makes the files of this folder with programs of others: python-docx, and LibreOffice for slides."""

import struct
import subprocess
import zlib
from base64 import b64encode
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from docx import Document
from docx.shared import Inches

HERE = Path(__file__).parent


def picture():
    """A PNG of 160 × 100 pixels."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    row = b"\0" + bytes((40, 120, 160)) * 160
    size = struct.pack(">IIBBBBB", 160, 100, 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", size) + chunk(b"IDAT", zlib.compress(row * 100)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def word():
    """A title, bold and italic words, lists by style, a table, a picture, and a page in Chinese."""
    document = Document()
    document.core_properties.title = "Rain gardens of Dakar"
    document.add_heading("Rain gardens of Dakar", 0)
    line = document.add_paragraph("Every winter the ")
    line.add_run("lower districts").bold = True
    line.add_run(" are ")
    line.add_run("flooded").italic = True
    document.add_heading("What was done", 1)
    document.add_paragraph("Dig a basin", style="List Bullet")
    document.add_paragraph("Ask the neighbours", style="List Number")
    document.add_paragraph("Measure the soil", style="List Number")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ["Year", "Basins", "2025", "12"]):
        cell.text = text
    document.add_picture(BytesIO(picture()), width=Inches(3))
    document.add_page_break()
    document.add_heading("武汉的雨水花园", 1)
    document.add_paragraph("居民负责日常养护，社区每年检查两次。")
    document.save(HERE / "case.docx")


SLIDES = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:presentation="urn:oasis:names:tc:opendocument:xmlns:presentation:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.presentation">
<office:automatic-styles><style:style style:name="Large" style:family="paragraph">
<style:text-properties fo:font-size="40pt"/></style:style></office:automatic-styles>
<office:body><office:presentation>
<draw:page draw:name="1"><draw:frame presentation:class="title" svg:width="24cm" svg:height="3cm" svg:x="2cm"
 svg:y="1cm"><draw:text-box><text:p text:style-name="Large">Wuhan: sponge streets</text:p></draw:text-box></draw:frame>
<draw:frame presentation:class="outline" svg:width="12cm" svg:height="10cm" svg:x="2cm" svg:y="5cm"><draw:text-box>
<text:list><text:list-item><text:p>Thirty gardens</text:p></text:list-item>
<text:list-item><text:p>老城区的透水路面</text:p></text:list-item></text:list></draw:text-box></draw:frame>
<draw:frame svg:width="8cm" svg:height="5cm" svg:x="16cm" svg:y="5cm">
<draw:image><office:binary-data>PICTURE</office:binary-data></draw:image></draw:frame></draw:page>
<draw:page draw:name="2"><draw:frame presentation:class="title" svg:width="24cm" svg:height="3cm" svg:x="2cm"
 svg:y="1cm"><draw:text-box><text:p text:style-name="Large">What it cost</text:p></draw:text-box></draw:frame></draw:page>
</office:presentation></office:body></office:document>
"""


LISTS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:automatic-styles>
<text:list-style style:name="Steps">
<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>
<text:list-level-style-number text:level="2" style:num-format="1" text:display-levels="2" style:num-suffix="."/>
<text:list-level-style-number text:level="3" style:num-format="i" style:num-prefix="(" style:num-suffix=")"/>
</text:list-style>
<text:list-style style:name="Letters">
<text:list-level-style-number text:level="1" style:num-format="A" style:num-suffix=")" text:start-value="3"/>
</text:list-style>
<text:list-style style:name="Chinese">
<text:list-level-style-number text:level="1" style:num-format="一, 二, 三, ..." style:num-suffix="、"/>
</text:list-style>
</office:automatic-styles>
<office:body><office:text>
<text:list text:style-name="Steps" xml:id="steps">
<text:list-item><text:p>Measure the soil</text:p><text:list>
<text:list-item><text:p>In winter</text:p></text:list-item>
<text:list-item><text:p>In summer</text:p><text:list>
<text:list-item><text:p>At noon</text:p></text:list-item>
<text:list-item><text:p>At night</text:p></text:list-item></text:list></text:list-item></text:list></text:list-item>
<text:list-item><text:p>Dig a basin</text:p><text:list>
<text:list-item><text:p>One metre deep</text:p></text:list-item></text:list></text:list-item>
</text:list>
<text:p>Then the rain comes<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>
<text:note-body><text:p>In July, with 300 mm.</text:p></text:note-body></text:note>, and it lasts<text:note
 text:note-class="endnote"><text:note-citation>i</text:note-citation>
<text:note-body><text:p>Weather service, 2024.</text:p></text:note-body></text:note>.</text:p>
<text:list text:style-name="Steps" text:continue-list="steps">
<text:list-item><text:p>Plant reeds</text:p></text:list-item></text:list>
<text:list text:style-name="Steps"><text:list-item text:start-value="1"><text:p>Count again</text:p></text:list-item>
</text:list>
<text:list text:style-name="Letters"><text:list-item><text:p>Third</text:p></text:list-item>
<text:list-item><text:p>Fourth</text:p></text:list-item></text:list>
<text:list text:style-name="Chinese"><text:list-item><text:p>测量土壤</text:p></text:list-item>
<text:list-item><text:p>挖掘水池</text:p></text:list-item></text:list>
<table:table><table:table-column table:number-columns-repeated="3"/>
<table:table-row><table:table-cell table:number-rows-spanned="2"><text:p>District</text:p></table:table-cell>
<table:table-cell table:number-columns-spanned="2"><text:p>Basins<text:note
 text:note-class="footnote"><text:note-citation>2</text:note-citation>
<text:note-body><text:p>Without private yards.</text:p></text:note-body></text:note></text:p></table:table-cell>
<table:covered-table-cell/></table:table-row>
<table:table-row><table:covered-table-cell/><table:table-cell><text:p>2024</text:p></table:table-cell>
<table:table-cell><text:p>2025</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell><text:p>Pikine</text:p></table:table-cell>
<table:table-cell><text:p>12</text:p></table:table-cell>
<table:table-cell><text:p>31</text:p></table:table-cell></table:table-row>
</table:table>
</office:text></office:body></office:document>
"""


def convert(name, content, extension):
    """Has LibreOffice write a file of this folder."""
    with TemporaryDirectory() as folder:
        source = Path(folder) / name
        source.write_text(content, encoding="utf-8")
        command = ["soffice", "--headless", "--convert-to", extension, "--outdir", str(HERE), str(source)]
        subprocess.run(command, check=True, timeout=120)


def slides():
    """Two slides: title, list and picture, and a title alone."""
    convert("case.fodp", SLIDES.replace("PICTURE", b64encode(picture()).decode()), "pptx")


def lists():
    """Lists in levels and several formats, notes, and a table with merged cells."""
    convert("lists.fodt", LISTS, "docx")


word()
slides()
lists()
