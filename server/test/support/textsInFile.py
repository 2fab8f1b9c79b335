"""Reads or writes a file with Debian's Python libraries, independent of ours.

    textsInFile.py read  csv|xlsx|docx|html|viewer FILE    prints the texts in the file, a list in JSON
    textsInFile.py read  links-xlsx FILE                   prints the addresses of its links
    textsInFile.py read  formats-docx|formats-html FILE    prints what is bold, in a list, or an address
    textsInFile.py read  languages-docx FILE               prints the languages of its texts
    textsInFile.py write csv|xlsx|docx FILE                writes the texts of stdin, a list in JSON
"""

import csv
import json
import re
import sys
from html.parser import HTMLParser

sys.stdin.reconfigure(encoding="utf-8")
sys.stdout.reconfigure(encoding="utf-8")
csv.field_size_limit(10**7)


def read_csv(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return [cell for row in csv.reader(file) for cell in row]


def read_links_xlsx(path):
    import openpyxl

    book = openpyxl.load_workbook(path)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    return [cell.hyperlink.target for cell in cells if cell.hyperlink]


def read_xlsx(path):
    import openpyxl

    book = openpyxl.load_workbook(path)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"], "there are formulas"
    return [str(cell.value) for cell in cells]


def read_docx(path):
    import docx

    def texts(holder):
        for paragraph in holder.paragraphs:
            yield paragraph.text
        for table in holder.tables:
            for row in table.rows:
                for cell in row.cells:
                    yield from texts(cell)

    return list(texts(docx.Document(path)))


def read_formats_docx(path):
    """The words in bold, those of list items, and the addresses of links, in the cells of tables."""
    import docx

    document = docx.Document(path)
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    paragraphs = [paragraph for cell in cells for paragraph in cell.paragraphs]
    bold = [run.text for paragraph in paragraphs for run in paragraph.runs if run.bold]
    items = [paragraph.text for paragraph in paragraphs if paragraph._p.pPr is not None and paragraph._p.pPr.numPr is not None]
    links = [link.address for paragraph in paragraphs for link in paragraph.hyperlinks]
    return [*bold, *items, *links]


def read_languages_docx(path):
    """The languages of runs, each once."""
    import docx
    from docx.oxml.ns import qn

    body = docx.Document(path).element.body
    return sorted({lang.get(qn("w:eastAsia")) for lang in body.iter(qn("w:lang"))})


def read_formats_html(path):
    return Page(path).formats


class Page(HTMLParser):
    """The texts of a page, and those of its scripts by their id."""

    def __init__(self, path):
        super().__init__()
        self.texts, self.scripts, self.formats, self.inside, self.tag = [], {}, [], None, ""
        with open(path, encoding="utf-8") as file:
            self.feed(file.read())

    def handle_starttag(self, tag, attrs):
        self.tag = tag
        if tag == "a":
            self.formats.append(dict(attrs)["href"])
        self.inside = dict(attrs).get("id", "") if tag in ("script", "style") else None

    def handle_endtag(self, tag):
        self.inside = None

    def handle_data(self, data):
        if self.tag in ("b", "li"):
            self.formats.append(data)
        if self.inside is None:
            self.texts.append(data)
        else:
            self.scripts[self.inside] = self.scripts.get(self.inside, "") + data


def read_html(path):
    return Page(path).texts


def read_viewer(path):
    file = json.loads(Page(path).scripts["file"])
    return [card["text"] for board in file["boards"] for card in board["cards"]]


def write_csv(path, texts):
    with open(path, "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["Text"], *([text] for text in texts)])


def write_xlsx(path, texts):
    import openpyxl

    book = openpyxl.Workbook()
    for row, text in enumerate(["Text", *texts], 1):
        cell = book.active.cell(row, 1)
        # What looks like an escape has to be escaped, which openpyxl leaves to its users.
        cell.value = re.sub("_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text)
        cell.data_type = "s"
    book.save(path)


def write_docx(path, texts):
    import docx

    document = docx.Document()
    document.add_heading("Board", 0)
    for text in texts:
        document.add_paragraph(text)
    document.save(path)


mode, kind, path = sys.argv[1:]
if mode == "read":
    print(json.dumps(globals()["read_" + kind.replace("-", "_")](path)))
else:
    globals()["write_" + kind](path, json.load(sys.stdin))
