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


def slides():
    """Two slides: title, list and picture, and a title alone."""
    with TemporaryDirectory() as folder:
        source = Path(folder) / "case.fodp"
        source.write_text(SLIDES.replace("PICTURE", b64encode(picture()).decode()), encoding="utf-8")
        command = ["soffice", "--headless", "--convert-to", "pptx", "--outdir", str(HERE), str(source)]
        subprocess.run(command, check=True, timeout=120)


word()
slides()
