import { strToU8, type Zippable, zipSync } from 'fflate'
import { expect, it } from 'vitest'
import { DocumentRefusedError } from '../documents/OpenedDocument.ts'
import { breakLines } from './breakLines.ts'
import { layOutPage } from './layOutPage.ts'
import { textOfBlock } from './OfficePages.ts'
import { readOffice } from './readOffice.ts'

/** A PNG header of a picture of this size, which is enough to lay it out. */
function png(width: number, height: number): Uint8Array {
	const bytes = new Uint8Array(64)
	bytes.set([0x89, 0x50, 0x4e, 0x47])
	const view = new DataView(bytes.buffer)
	view.setUint32(16, width)
	view.setUint32(20, height)
	return bytes
}

type Parts = Record<string, string | Uint8Array>

const zip = (parts: Parts) =>
	zipSync(
		Object.fromEntries(
			Object.entries(parts).map(([name, part]) => [name, typeof part === 'string' ? strToU8(part) : part]),
		) as Zippable,
	)

const W = 'xmlns:w="w" xmlns:r="r" xmlns:a="a"'
const docx = (body: string, others: Parts = {}) =>
	zip({
		'[Content_Types].xml': '<Types/>',
		'word/document.xml': `<w:document ${W}><w:body>${body}</w:body></w:document>`,
		...others,
	})
const paragraph = (text: string, properties = '') =>
	`<w:p><w:pPr>${properties}</w:pPr><w:r><w:t>${text}</w:t></w:r></w:p>`

const relations = (targets: Record<string, string>, mode = '') =>
	`<Relationships>${Object.entries(targets)
		.map(([id, target]) => `<Relationship Id="${id}" Target="${target}" ${mode}/>`)
		.join('')}</Relationships>`

/** A presentation with these slides. */
function pptx(slides: readonly string[], others: Parts = {}): Uint8Array {
	const ids = slides.map((_, at) => `<p:sldId id="${256 + at}" r:id="r${at}"/>`).join('')
	const targets = Object.fromEntries(slides.map((_, at) => [`r${at}`, `slides/slide${at}.xml`]))
	const parts = slides.map((xml, at): [string, string] => [
		`ppt/slides/slide${at}.xml`,
		`<p:sld xmlns:p="p" xmlns:a="a" xmlns:r="r">${xml}</p:sld>`,
	])
	return zip({
		'[Content_Types].xml': '<Types/>',
		'ppt/presentation.xml': `<p:presentation xmlns:p="p" xmlns:r="r"><p:sldIdLst>${ids}</p:sldIdLst><p:sldSz cx="9144000" cy="6858000"/></p:presentation>`,
		'ppt/_rels/presentation.xml.rels': relations(targets),
		...Object.fromEntries(parts),
		...others,
	})
}

/** A presentation that lists this many slides. */
function manySlides(count: number): Uint8Array {
	const ids = Array.from({ length: count }, (_, at) => `<p:sldId id="${256 + at}" r:id="r1"/>`).join('')
	return zip({
		'ppt/presentation.xml': `<p:presentation xmlns:p="p" xmlns:r="r"><p:sldIdLst>${ids}</p:sldIdLst></p:presentation>`,
		'ppt/_rels/presentation.xml.rels': relations({ r1: 'slides/slide1.xml' }),
	})
}

const shape = (type: string, text: string) =>
	`<p:sp><p:nvSpPr><p:nvPr><p:ph type="${type}"/></p:nvPr></p:nvSpPr><p:txBody><a:p><a:r><a:t>${text}</a:t></a:r></a:p></p:txBody></p:sp>`

async function textsOf(file: Uint8Array): Promise<string[][]> {
	const { content } = await readOffice(file)
	return content.pages.map((page) => page.map(textOfBlock))
}

async function refusalOf(file: Uint8Array): Promise<string> {
	try {
		await readOffice(file)
	} catch (cause) {
		if (cause instanceof DocumentRefusedError) return cause.reason
		throw cause
	}
	return 'none'
}

it('[CASE8] a Word file has its headings, lists, tables and pictures, on the pages that Word made', async () => {
	const file = docx(
		paragraph('Streets of Dakar', '<w:pStyle w:val="T"/>') +
			paragraph('Dig', '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr>') +
			paragraph('Plant', '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr>') +
			'<w:p><w:r><w:lastRenderedPageBreak/><w:t>What it </w:t></w:r><w:del><w:r><w:t>took</w:t></w:r></w:del><w:r><w:b/><w:t>cost</w:t></w:r></w:p>' +
			`<w:tbl><w:tr><w:tc>${paragraph('Year')}</w:tc><w:tc>${paragraph('2025')}</w:tc></w:tr></w:tbl>` +
			'<w:p><w:r><w:drawing><a:blip r:embed="p1"/></w:drawing></w:r></w:p>',
		{
			'word/styles.xml': `<w:styles ${W}><w:style w:styleId="T"><w:name w:val="Title"/></w:style></w:styles>`,
			'word/numbering.xml': `<w:numbering ${W}><w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>`,
			'word/_rels/document.xml.rels': relations({ p1: 'media/a.png' }),
			'word/media/a.png': png(40, 30),
			'docProps/core.xml':
				'<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:title>Drains</dc:title><dc:creator>Ana</dc:creator></cp:coreProperties>',
		},
	)
	expect(await textsOf(file)).toEqual([
		['Streets of Dakar', '1. Dig', '2. Plant'],
		['What it cost', 'Year\t2025', ''],
	])
	const { content, title } = await readOffice(file)
	expect(title).toBe('Drains')
	expect(content.pages[0]?.[0]).toMatchObject({ heading: 1 })
	expect(content.pages[1]?.at(-1)).toMatchObject({ type: 'picture', width: 40, height: 30 })
})

it('[CASE8] a Word file without marks has pages of similar length, and none of its text is lost', async () => {
	const texts = Array.from({ length: 60 }, (_, at) => `${at} ${'rain '.repeat(40)}`)
	const pages = await textsOf(docx(texts.map((text) => paragraph(text)).join('') + paragraph('x'.repeat(9000))))
	expect(pages.length).toBeGreaterThan(5)
	expect(
		pages
			.flat()
			.slice(0, 60)
			.map((text) => text.trim()),
	).toEqual(texts.map((text) => text.trim()))
	expect(pages.flat().slice(60).join('')).toBe('x'.repeat(9000))
})

it('[CASE8] a presentation has the title, text and pictures of each slide, in order', async () => {
	const file = pptx(
		[
			shape('body', 'Rain gardens') + shape('title', 'Dakar') + shape('sldNum', '1'),
			'<p:pic><a:blip r:embed="p1"/></p:pic>',
		],
		{ 'ppt/slides/_rels/slide1.xml.rels': relations({ p1: '../media/a.png' }), 'ppt/media/a.png': png(800, 600) },
	)
	expect(await textsOf(file)).toEqual([['Dakar', '• Rain gardens'], ['']])
	const { content } = await readOffice(file)
	expect(content.size).toEqual({ width: 960, height: 720 })
	const measureAt = (size: number) => (text: string) => text.length * size * 0.5
	const [picture] = layOutPage(content.pages[1] ?? [], content, measureAt).pictures
	expect(picture).toMatchObject({ w: 800, h: 600 })
})

it('[CASE8c] merged cells of a slide are one, to the right and down', async () => {
	const cell = (text: string, merged = '') =>
		`<a:tc ${merged}><a:txBody><a:p><a:r><a:t>${text}</a:t></a:r></a:p></a:txBody></a:tc>`
	const row = (...cells: string[]) => `<a:tr>${cells.join('')}</a:tr>`
	const first = row(cell('Dakar', 'rowSpan="2"'), cell('2025', 'gridSpan="2"'), cell('', 'hMerge="1"'))
	const second = row(cell('', 'vMerge="1"'), cell('12'), cell('31'))
	const file = pptx([`<p:graphicFrame><a:tbl>${first}${second}</a:tbl></p:graphicFrame>`])
	expect(await textsOf(file)).toEqual([['Dakar\t2025', '\t12\t31']])
	const { content } = await readOffice(file)
	const measureAt = (size: number) => (text: string) => text.length * size * 0.5
	const { frames } = layOutPage(content.pages[0] ?? [], content, measureAt)
	expect(frames.map(({ w }) => w)).toEqual([288, 576, 288, 288])
	expect(frames[0]?.h).toBe((frames[1]?.h ?? 0) + (frames[2]?.h ?? 0))
})

it('[CASE8d] a row has at most 24 columns, whatever its cells say', async () => {
	const cells = (count: number, span: number) =>
		`<w:tc><w:tcPr><w:gridSpan w:val="${span}"/></w:tcPr>${paragraph('x')}</w:tc>`.repeat(count)
	for (const row of [cells(3, 1_000_000), cells(100, 1), cells(1, -5)]) {
		const { content } = await readOffice(docx(`<w:tbl><w:tr>${row}</w:tr></w:tbl>`))
		const [block] = content.pages[0] ?? []
		const columns = block?.type === 'row' ? block.cells.reduce((sum, each) => sum + each.columns, 0) : 0
		expect(columns).toBeGreaterThan(0)
		expect(columns).toBeLessThanOrEqual(24)
	}
})

it('[CASE8b] notes have a number once, their own sign, or none if the file has no such note', async () => {
	const note = (id: number, text: string, type = '') =>
		`<w:footnote w:id="${id}" ${type}>${paragraph(text)}${paragraph('more')}</w:footnote>`
	const refer = (id: number, own = '') => `<w:r><w:footnoteReference w:id="${id}" ${own}/></w:r>`
	const deleted = `<w:del>${refer(3)}</w:del>`
	const own = `${refer(4, 'w:customMarkFollows="1"')}<w:r><w:t>†</w:t></w:r>`
	const body = `<w:p>${refer(2)}${deleted}<w:r><w:t> rain </w:t></w:r>${refer(3)}${refer(2)}${refer(9)}${refer(0)}${own}</w:p>`
	const notes = note(0, '', 'w:type="separator"') + note(2, 'Two') + note(3, 'Three') + note(4, 'Four')
	const file = docx(body, { 'word/footnotes.xml': `<w:footnotes ${W}>${notes}</w:footnotes>` })
	expect(await textsOf(file)).toEqual([['¹ rain ²¹†', '1 Two\nmore', '2 Three\nmore', '* Four\nmore']])
})

it('[CASE8] nothing outside of the file, no markup and no program is taken from it', async () => {
	const external = docx(
		'<w:p><w:r><w:drawing><a:blip r:embed="p1"/><a:blip r:link="p1"/></w:drawing><w:t>Text</w:t></w:r></w:p><w:altChunk r:id="h1"/>',
		{
			'word/_rels/document.xml.rels': relations(
				{ p1: 'http://attacker.example/word/media/a.png', h1: 'media/page.html' },
				'TargetMode="External"',
			),
			'word/media/page.html': '<script>alert(1)</script>',
			'word/media/a.png': png(4, 4),
		},
	)
	expect(await textsOf(external)).toEqual([['Text']])
	const svg = docx('<w:p><w:r><w:drawing><a:blip r:embed="p1"/></w:drawing><w:t>&lt;script&gt;</w:t></w:r></w:p>', {
		'word/_rels/document.xml.rels': relations({ p1: 'media/a.svg', x1: 'http://', x2: '%E0%A4%A' }),
		'word/media/a.svg': '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>',
	})
	expect(await textsOf(svg)).toEqual([['<script>']])
	expect(await refusalOf(docx(paragraph('x'), { 'word/vbaProject.bin': 'macro' }))).toBe('macros')
})

it('[CASE8] files that are broken, or made to fill the memory, are refused', async () => {
	const good = docx(paragraph('x'))
	const huge = new Uint8Array(21 * 1024 * 1024).fill(32)
	const entities = '<!DOCTYPE w [<!ENTITY a "aaaa">]><w:document xmlns:w="w"/>'
	const refused: [string, Uint8Array][] = [
		['damaged', new TextEncoder().encode('PK not a ZIP')],
		['damaged', good.slice(0, good.length - 40)],
		['damaged', zip({ 'a.txt': 'x' })],
		['damaged', zip({ 'word/document.xml': entities })],
		['damaged', zip({ 'word/document.xml': '<w:document><w:p>' })],
		['damaged', docx('<w:p>'.repeat(300) + '</w:p>'.repeat(300))],
		['tooMuchInside', zipSync({ 'word/document.xml': [huge, { level: 1 }] })],
		['tooMuchInside', pptx([shape('body', 'x'.repeat(60_000))])],
		['tooManyPages', docx(paragraph('x').repeat(300).replaceAll('<w:r>', '<w:r><w:br w:type="page"/>'))],
		['tooManyPages', manySlides(5000)],
	]
	expect(await Promise.all(refused.map(([, file]) => refusalOf(file)))).toEqual(refused.map(([reason]) => reason))
	const large = docx('<w:p><w:r><w:drawing><a:blip r:embed="p1"/></w:drawing><w:t>Text</w:t></w:r></w:p>', {
		'word/_rels/document.xml.rels': relations({ p1: 'media/a.png' }),
		'word/media/a.png': png(60_000, 60_000),
	})
	expect(await textsOf(large)).toEqual([['Text']])
})

it('[CASE8] lines end between words, Chinese ones between characters, and long words are split', () => {
	const measure = (text: string) => [...text].length * 10
	const linesOf = (text: string, width: number) =>
		breakLines([{ text, isBold: false, isItalic: false }], width, measure).map(({ pieces }) =>
			pieces.map((piece) => piece.text).join(''),
		)
	expect(linesOf('rain in yards', 80)).toEqual(['rain in ', 'yards'])
	expect(linesOf('雨水花园。在', 50)).toEqual(['雨水花园。', '在'])
	expect(linesOf('municipality', 50)).toEqual(['munic', 'ipali', 'ty'])
	expect(breakLines([{ text: 'حديقة', isBold: false, isItalic: false }], 500, measure)[0]?.isRightToLeft).toBe(true)
})
