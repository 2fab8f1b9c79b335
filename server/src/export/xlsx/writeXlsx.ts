import { areaOf, cellText, linksOf, sharedTextsXml, sheetXml, stylesXml, xmlText } from './sheetXml.ts'
import type { Sheet } from './Workbook.ts'

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** The properties of a workbook. */
interface WorkbookMeta {
	title: string
	at: Date
}

/** Writes sheets as a workbook (Office Open XML): a ZIP of XML parts. */
export async function writeXlsx(sheets: readonly Sheet[], meta: WorkbookMeta): Promise<Uint8Array> {
	const { strToU8, zipSync } = await import('fflate')
	const indexes = new Map<string, number>()
	const indexOfText = (text: string) => {
		const index = indexes.get(text) ?? indexes.size
		indexes.set(text, index)
		return index
	}
	const sheetParts = sheets.flatMap((sheet, at) => {
		const [links, name] = [linksOf(sheet), `sheet${at + 1}.xml`]
		const relations = links.map(
			({ address }, to): Relation => [...relation(`rId${to + 1}`, 'hyperlink', address), true],
		)
		return [
			[`xl/worksheets/${name}`, sheetXml(sheet, indexOfText, { isFirst: at === 0, links })],
			...(links.length > 0 ? [[`xl/worksheets/_rels/${name}.rels`, relationsXml(relations)]] : []),
		]
	})
	const parts: Record<string, string> = {
		'[Content_Types].xml': contentTypesXml(sheets.length),
		'_rels/.rels': relationsXml([
			['rId1', `${OFFICE}/officeDocument`, 'xl/workbook.xml'],
			['rId2', `${PACKAGE}/relationships/metadata/core-properties`, 'docProps/core.xml'],
		]),
		'docProps/core.xml': coreXml(meta),
		'xl/workbook.xml': workbookXml(sheets),
		'xl/_rels/workbook.xml.rels': relationsXml([
			...sheets.map((_, at) => relation(`rId${at + 1}`, 'worksheet', `worksheets/sheet${at + 1}.xml`)),
			relation('rIdStyles', 'styles', 'styles.xml'),
			relation('rIdTexts', 'sharedStrings', 'sharedStrings.xml'),
		]),
		'xl/styles.xml': stylesXml(),
		...Object.fromEntries(sheetParts),
		'xl/sharedStrings.xml': sharedTextsXml([...indexes.keys()]),
	}
	const files = Object.entries(parts).map(([path, xml]) => [path, strToU8(xml)] as const)
	return zipSync(Object.fromEntries(files), { mtime: meta.at })
}

type Relation = readonly [id: string, type: string, target: string, isExternal?: boolean]

function relation(id: string, type: string, target: string): readonly [string, string, string] {
	return [id, `${OFFICE}/${type}`, target]
}

function relationsXml(relations: readonly Relation[]): string {
	const written = relations.map(([id, type, to, isExternal]) => {
		const mode = isExternal ? ' TargetMode="External"' : ''
		return `<Relationship Id="${id}" Type="${type}" Target="${xmlText(to)}"${mode}/>`
	})
	return `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships">${written.join('')}</Relationships>`
}

function contentTypesXml(sheets: number): string {
	const part = (path: string, type: string) => `<Override PartName="/${path}" ContentType="${type}"/>`
	return [
		`${DECLARATION}<Types xmlns="${PACKAGE}/content-types">`,
		'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
		'<Default Extension="xml" ContentType="application/xml"/>',
		part('docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml'),
		part('xl/workbook.xml', `${TYPE}.sheet.main+xml`),
		part('xl/styles.xml', `${TYPE}.styles+xml`),
		part('xl/sharedStrings.xml', `${TYPE}.sharedStrings+xml`),
		...Array.from({ length: sheets }, (_, at) => part(`xl/worksheets/sheet${at + 1}.xml`, `${TYPE}.worksheet+xml`)),
		'</Types>',
	].join('')
}

/** Writes the list of sheets, and the filter, print area and repeated header of each. */
function workbookXml(sheets: readonly Sheet[]): string {
	const listed = sheets.map(
		({ name }, at) => `<sheet name="${xmlText(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`,
	)
	const names = sheets.flatMap((sheet, at) => {
		const printed = sheet.columns.filter(({ isCode }) => !isCode).length
		return [
			['_xlnm._FilterDatabase', areaOf(sheet), ' hidden="1"'],
			['_xlnm.Print_Area', areaOf(sheet, printed)],
			['_xlnm.Print_Titles', '1:1'],
		].map(([name, area = '', more = '']) => {
			const fixed = area.replace(/[A-Z]+|\d+/g, '$$$&')
			return `<definedName name="${name}" localSheetId="${at}"${more}>'${xmlText(sheet.name)}'!${fixed}</definedName>`
		})
	})
	return [
		`${DECLARATION}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}">`,
		`<sheets>${listed.join('')}</sheets><definedNames>${names.join('')}</definedNames></workbook>`,
	].join('')
}

function coreXml({ title, at }: WorkbookMeta): string {
	return [
		`${DECLARATION}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties"`,
		' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"',
		' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">',
		`<dc:title>${xmlText(cellText(title))}</dc:title>`,
		`<dcterms:created xsi:type="dcterms:W3CDTF">${at.toISOString()}</dcterms:created></cp:coreProperties>`,
	].join('')
}
