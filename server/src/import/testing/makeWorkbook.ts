import { makeZip } from './makeZip.ts'

const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const RELATIONS = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'

/** A workbook with these sheets, each the XML of its rows, and these shared texts. */
export function makeWorkbookOf(sheets: Record<string, string>, shared = ''): Uint8Array {
	const names = Object.keys(sheets)
	const listed = names.map((name, n) => `<sheet name="${name}" sheetId="${n + 1}" r:id="r${n}"/>`).join('')
	const related = names.map((_, n) => `<Relationship Id="r${n}" Target="worksheets/s${n}.xml"/>`).join('')
	return makeZip([
		{ name: 'xl/workbook.xml', bytes: `<workbook ${MAIN} ${RELATIONS}><sheets>${listed}</sheets></workbook>` },
		{ name: 'xl/_rels/workbook.xml.rels', bytes: `<Relationships>${related}</Relationships>` },
		{ name: 'xl/sharedStrings.xml', bytes: `<sst ${MAIN}>${shared}</sst>` },
		...names.map((name, n) => ({
			name: `xl/worksheets/s${n}.xml`,
			bytes: `<worksheet ${MAIN}><sheetData>${sheets[name]}</sheetData></worksheet>`,
		})),
	])
}

/** A workbook with these sheets, each its rows of texts. */
export function makeWorkbook(sheets: Record<string, readonly (readonly string[])[]>): Uint8Array {
	const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`
	const xml = Object.entries(sheets).map(([name, rows]) => {
		return [name, rows.map((cells) => `<row>${cells.map(cell).join('')}</row>`).join('')] as const
	})
	return makeWorkbookOf(Object.fromEntries(xml))
}
