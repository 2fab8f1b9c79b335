"""Makes the office files of this folder with the libraries of others: openpyxl, python-docx, odfpy."""

from pathlib import Path

from odf import office, opendocument, style, table, text
from openpyxl import Workbook
from openpyxl.comments import Comment

HERE = Path(__file__).parent


def workbook():
    """Three sheets without headings, a hidden row and sheet, a comment, and an address."""
    book = Workbook()
    water = book.active
    water.title = "Water"
    for row in (["Pipes leak"], ["Bills are too high"], ["Draft, do not show"]):
        water.append(row)
    water.row_dimensions[3].hidden = True
    water["A1"].comment = Comment("Ask the utility", "Ana")
    streets = book.create_sheet("Streets")
    for row in (["No shade"], ["Cars park on the pavement"], ["See the plan"]):
        streets.append(row)
    streets["A3"].hyperlink = "https://example.org/plan"
    streets.append(["https://example.org/city"])
    streets["A4"].hyperlink = "https://example.org/city"
    secret = book.create_sheet("Budget")
    secret.append(["12 000"])
    secret.sheet_state = "hidden"
    book.save(HERE / "sheets.xlsx")


def spreadsheet():
    """A column per kind with repeated cells, a date, a comment, a hidden row and sheet."""
    document = opendocument.OpenDocumentSpreadsheet()
    hidden = style.Style(name="hidden", family="table")
    hidden.addElement(style.TableProperties(display="false"))
    document.automaticstyles.addElement(hidden)

    def cell(value, **more):
        one = table.TableCell(valuetype="string", **more)
        for line in value.split("\n"):
            one.addElement(text.P(text=line))
        return one

    sheet = table.Table(name="Morning")
    rows = [["Obstacles", "Solutions"], ["Permits\ntake long", "One office"], ["No budget", ""]]
    for values in rows:
        row = table.TableRow()
        for value in values:
            row.addElement(cell(value))
        sheet.addElement(row)
    sheet.addElement(table.TableRow(numberrowsrepeated=1000))
    last = table.TableRow()
    last.addElement(table.TableCell(numbercolumnsrepeated=1))
    dated = table.TableCell(valuetype="date", datevalue="2026-03-14")
    dated.addElement(text.P(text="14/03/26"))
    note = office.Annotation()
    note.addElement(text.P(text="Which year?"))
    dated.addElement(note)
    last.addElement(dated)
    sheet.addElement(last)
    folded = table.TableRow(visibility="collapse")
    folded.addElement(cell("Draft, do not show"))
    sheet.addElement(folded)
    document.spreadsheet.addElement(sheet)
    secret = table.Table(name="Budget", stylename="hidden")
    row = table.TableRow()
    row.addElement(cell("12 000"))
    secret.addElement(row)
    document.spreadsheet.addElement(secret)
    document.save(HERE / "kinds.ods")


def text_document():
    """A title, headings, a nested list, a table, a footnote, and a comment."""
    document = opendocument.OpenDocumentText()
    title = style.Style(name="P1", family="paragraph", parentstylename="Title")
    document.automaticstyles.addElement(title)
    body = document.text
    body.addElement(text.P(stylename="P1", text="Streets"))
    body.addElement(text.H(outlinelevel=1, text="Obstacles"))
    items = text.List()
    item = text.ListItem()
    item.addElement(text.P(text="Permits"))
    inner = text.List()
    inner_item = text.ListItem()
    inner_item.addElement(text.P(text="five offices"))
    inner.addElement(inner_item)
    item.addElement(inner)
    items.addElement(item)
    body.addElement(items)
    paragraph = text.P(text="No budget")
    note = text.Note(noteclass="footnote")
    note.addElement(text.NoteCitation(text="1"))
    note_body = text.NoteBody()
    note_body.addElement(text.P(text="In 2026"))
    note.addElement(note_body)
    paragraph.addElement(note)
    comment = office.Annotation()
    comment.addElement(text.P(text="Really?"))
    paragraph.addElement(comment)
    body.addElement(paragraph)
    body.addElement(text.H(outlinelevel=2, text="Ideas"))
    grid = table.Table()
    row = table.TableRow()
    for value in ("Office", "Dakar"):
        one = table.TableCell()
        one.addElement(text.P(text=value))
        row.addElement(one)
    grid.addElement(row)
    body.addElement(grid)
    document.save(HERE / "outline.odt")


workbook()
spreadsheet()
text_document()
