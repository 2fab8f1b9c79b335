import {
	addCell,
	appendToCell,
	type Block,
	type Cell,
	continueCell,
	type OfficePages,
	type Run,
	widenCell,
} from './OfficePages.ts'
import { createNotes, type Notes } from './readNotes.ts'
import { createMarks } from './readNumbering.ts'
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
	/^word\/((document|styles|numbering|footnotes|endnotes)\.xml|_rels\/document\.xml\.rels)$/.test(name) ||
	(name.startsWith('word/media/') && isPictureName(name))

/**
 * Reads the text and pictures of a Word document (ECMA-376). A page begins where Word began one
 * when it saved the file, or where the file says so; without such marks pages are of similar
 * length, the same on every device. Footnotes are on the page that refers to them, endnotes at the
 * end. Headers, comments, drawings and charts are left out, and so is content in other formats,
 * such as HTML (altChunk).
 */
export function readDocx(parts: Parts): OfficePages {
	const pictures = readRelations(textOfPart(parts, 'word/_rels/document.xml.rels'), 'word')
	const body = textOfPart(parts, DOCX_MAIN)
	const notes = createNotes(textOfPart(parts, 'word/footnotes.xml'), textOfPart(parts, 'word/endnotes.xml'))
	const blocks = readBody(body, {
		styles: readStyles(textOfPart(parts, 'word/styles.xml')),
		markOf: createMarks(textOfPart(parts, 'word/numbering.xml')),
		pictureOf: (id) => readPicture(parts.get(pictures.get(id) ?? '')),
		notes,
	})
	return {
		pages: splitPages([...blocks, ...notes.takeEndnotes()], body.includes('lastRenderedPageBreak')),
		size: A4,
		isSlides: false,
	}
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
	notes: Notes
}

type Attribute = (name: string) => string
type Handler = (attribute: Attribute) => void

const isSet = (value: string) => !/^(0|false|off)$/.test(value)
const isOn = (attribute: Attribute) => isSet(attribute('val'))
/** Whether the sign of a note is in the text. */
const hasOwnSign = (attribute: Attribute) =>
	attribute('customMarkFollows') !== '' && isSet(attribute('customMarkFollows'))

/** Returns the blocks of a body; null is the beginning of a page. */
function readBody(xml: string, { styles, markOf, pictureOf, notes }: BodyReader): (Block | null)[] {
	const blocks: (Block | null)[] = []
	/** The paragraphs that are open: text boxes lie inside a paragraph. */
	const open: Paragraph[] = []
	let cells: Cell[] | null = null
	let [rows, deletions, isText, isRun] = [0, 0, false, false]
	let [isBold, isItalic] = [false, false]
	const write = (text: string) => void open.at(-1)?.runs.push({ text, isBold, isItalic })
	const addPicture = (id: string) => {
		const picture = pictureOf(id)
		if (picture) blocks.push(picture)
	}
	/** Changes the open row; the text of a table in a cell is in that cell. */
	const inTable = (change: (row: Cell[]) => void) => {
		if (rows === 1 && cells) change(cells)
	}
	const structure = new Map<string, Handler>([
		['p', () => open.push({ runs: [], heading: 0, level: -1, list: '' })],
		[
			'tr',
			() => {
				if (rows++ === 0) cells = []
			},
		],
		['tc', () => inTable((row) => addCell(row))],
		['gridSpan', (attribute) => inTable((row) => widenCell(row, Number(attribute('val'))))],
		['vMerge', (attribute) => inTable((row) => continueCell(row, attribute('val') !== 'restart'))],
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
		['footnoteReference', (attribute) => write(notes.referTo(attribute('id'), hasOwnSign(attribute)))],
		['endnoteReference', (attribute) => write(notes.referToEnd(attribute('id'), hasOwnSign(attribute)))],
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
		const mark = level < 0 ? '' : markOf(list, level)
		if (cells) return appendToCell(cells, [mark, text].filter(Boolean).join(' '))
		const isItem = mark !== '' && heading === 0
		blocks.push({ type: 'paragraph', runs, heading, level: isItem ? level : -1, mark }, ...notes.takeFootnotes())
	}
	const endRow = () => {
		if (--rows > 0 || !cells) return
		// A row without text still has its part of the cells that go through it.
		if (cells.some((cell) => cell.isContinued || cell.text.trim() !== '')) blocks.push({ type: 'row', cells })
		blocks.push(...notes.takeFootnotes())
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
