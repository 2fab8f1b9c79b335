import { appendToCell, type Block, type OfficePages, type Run } from './OfficePages.ts'
import { isPictureName, readPicture } from './readPicture.ts'
import { readRelations, readXml } from './readXml.ts'
import { splitPages } from './splitPages.ts'
import { type Parts, textOfPart } from './unpack.ts'

export const DOCX_MAIN = 'word/document.xml'
/** An A4 page of 96 units to the inch. */
const A4 = { width: 794, height: 1123 }
/** Deleted and moved text, and the alternative form of what is there already. */
const LEFT_OUT = ['del', 'moveFrom', 'Fallback']

/** Whether a part of a Word document is needed to show it. */
export const isDocxPart = (name: string) =>
	/^word\/((document|styles|numbering)\.xml|_rels\/document\.xml\.rels)$/.test(name) ||
	(name.startsWith('word/media/') && isPictureName(name))

/**
 * Reads the text and pictures of a Word document (ECMA-376). A page begins where Word began one
 * when it saved the file, or where the file says so; without such marks pages are of similar
 * length, the same on every device. Headers, footnotes, comments, drawings and charts are left out,
 * and so is content in other formats, such as HTML (altChunk).
 */
export function readDocx(parts: Parts): OfficePages {
	const pictures = readRelations(textOfPart(parts, 'word/_rels/document.xml.rels'), 'word')
	const body = textOfPart(parts, DOCX_MAIN)
	const blocks = readBody(body, {
		styles: readStyles(textOfPart(parts, 'word/styles.xml')),
		markOf: createMarks(textOfPart(parts, 'word/numbering.xml')),
		pictureOf: (id) => readPicture(parts.get(pictures.get(id) ?? '')),
	})
	return { pages: splitPages(blocks, body.includes('lastRenderedPageBreak')), size: A4, isSlides: false }
}

/** What a style gives to its paragraphs. */
type Style = Pick<Paragraph, 'heading' | 'level' | 'list'>

/**
 * Returns the styles by id: 1 is a title, 2 the first level of headings. Ids of styles differ by
 * language, names of headings do not.
 */
function readStyles(xml: string): ReadonlyMap<string, Style> {
	const styles = new Map<string, Style>()
	let style: Style = { heading: 0, level: -1, list: '' }
	readXml(xml, {
		open(name, attribute) {
			if (name === 'style') {
				style = { heading: 0, level: -1, list: '' }
				styles.set(attribute('styleId'), style)
			} else if (name === 'name') {
				const level = /^heading ([1-9])$/i.exec(attribute('val'))?.[1]
				if (level) style.heading = Number(level) + 1
				else if (/^title$/i.test(attribute('val'))) style.heading = 1
			} else if (name === 'ilvl') style.level = levelOf(attribute('val'))
			else if (name === 'numId') Object.assign(style, inList(style.level, attribute('val')))
		},
	})
	return styles
}

const levelOf = (text: string) => Math.min(8, Math.max(0, Number(text) || 0))

/** Returns the place of a paragraph in a list; a list 0 is none. */
const inList = (level: number, list: string) => ({ list, level: list === '0' ? -1 : Math.max(0, level) })

/**
 * Returns a function that returns the bullet of a list item, or its number among those before it;
 * '' for a level without either, which outlines of headings have.
 */
function createMarks(xml: string): (list: string, level: number) => string {
	const formats = new Map<string, string>()
	const abstractOf = new Map<string, string>()
	let [abstract, level, list] = ['', '', '']
	readXml(xml, {
		open(name, attribute) {
			if (name === 'abstractNum') abstract = attribute('abstractNumId')
			else if (name === 'lvl') level = attribute('ilvl')
			else if (name === 'num') list = attribute('numId')
			else if (name === 'abstractNumId') abstractOf.set(list, attribute('val'))
			else if (name === 'numFmt') formats.set(`${abstract} ${level}`, attribute('val'))
		},
	})
	const counts = new Map<string, number[]>()
	return (of, at) => {
		const found = abstractOf.get(of)
		const format = formats.get(`${found} ${at}`)
		if (found === undefined || format === 'bullet') return '•'
		if (format === 'none') return ''
		const numbers = (counts.get(found) ?? []).slice(0, at + 1)
		for (let before = 0; before < at; before++) numbers[before] ??= 1
		numbers[at] = (numbers[at] ?? 0) + 1
		counts.set(found, numbers)
		return `${numbers[at]}.`
	}
}

interface Paragraph {
	runs: Run[]
	heading: number
	level: number
	list: string
}

interface BodyReader {
	styles: ReadonlyMap<string, Style>
	markOf: (list: string, level: number) => string
	pictureOf: (id: string) => Block | null
}

type Handler = (attribute: (name: string) => string) => void

const isOn = (attribute: (name: string) => string) => !/^(0|false|off)$/.test(attribute('val'))

/** Returns the blocks of a body; null is the beginning of a page. */
function readBody(xml: string, { styles, markOf, pictureOf }: BodyReader): (Block | null)[] {
	const blocks: (Block | null)[] = []
	/** The paragraphs that are open: text boxes lie inside a paragraph. */
	const open: Paragraph[] = []
	let cells: string[] | null = null
	let [rows, deletions, isText, isRun] = [0, 0, false, false]
	let [isBold, isItalic] = [false, false]
	const write = (text: string) => void open.at(-1)?.runs.push({ text, isBold, isItalic })
	const addPicture = (id: string) => {
		const picture = pictureOf(id)
		if (picture) blocks.push(picture)
	}
	const structure = new Map<string, Handler>([
		['p', () => open.push({ runs: [], heading: 0, level: -1, list: '' })],
		[
			'tr',
			() => {
				if (rows++ === 0) cells = []
			},
		],
		['tc', () => rows === 1 && cells?.push('')],
	])
	const content = new Map<string, Handler>([
		['r', () => ([isRun, isBold, isItalic] = [true, false, false])],
		['blip', (attribute) => addPicture(attribute('embed'))],
		['imagedata', (attribute) => addPicture(attribute('id'))],
	])
	const inRun = new Map<string, Handler>([
		['t', () => (isText = true)],
		['b', (attribute) => (isBold = isOn(attribute))],
		['i', (attribute) => (isItalic = isOn(attribute))],
		['tab', () => write('\t')],
		['cr', () => write('\n')],
		['br', (attribute) => (attribute('type') === 'page' ? blocks.push(null) : write('\n'))],
		['lastRenderedPageBreak', () => blocks.push(null)],
	])
	const change = (changed: (paragraph: Paragraph) => Partial<Paragraph>) => {
		const paragraph = open.at(-1)
		if (paragraph) Object.assign(paragraph, changed(paragraph))
	}
	const inParagraph = new Map<string, Handler>([
		['pStyle', (attribute) => change(() => styles.get(attribute('val')) ?? {})],
		['ilvl', (attribute) => change(() => ({ level: levelOf(attribute('val')) }))],
		['numId', (attribute) => change(({ level }) => inList(level, attribute('val')))],
		['pageBreakBefore', (attribute) => isOn(attribute) && blocks.push(null)],
	])
	const endParagraph = () => {
		const paragraph = open.pop()
		const text = paragraph?.runs.map((run) => run.text).join('') ?? ''
		if (!paragraph || text.trim() === '') return
		const { runs, heading, level, list } = paragraph
		if (cells) appendToCell(cells, text)
		else {
			const mark = level < 0 ? '' : markOf(list, level)
			blocks.push({ type: 'paragraph', runs, heading, level: mark === '' ? -1 : level, mark })
		}
	}
	const endRow = () => {
		if (--rows > 0 || !cells) return
		if (cells.some((cell) => cell.trim() !== '')) blocks.push({ type: 'row', cells })
		cells = null
	}
	readXml(xml, {
		open(name, attribute) {
			if (LEFT_OUT.includes(name)) deletions++
			const shown = deletions > 0 ? undefined : (content.get(name) ?? (isRun ? inRun : inParagraph).get(name))
			const handle = structure.get(name) ?? shown
			handle?.(attribute)
		},
		text(text) {
			if (isText && deletions === 0) write(text)
		},
		close(name) {
			if (LEFT_OUT.includes(name)) deletions--
			else if (name === 't') isText = false
			else if (name === 'r') isRun = false
			else if (name === 'p') endParagraph()
			else if (name === 'tr') endRow()
		},
	})
	return blocks
}
