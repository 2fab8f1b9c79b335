import { LIMITS } from '@charrette/shared'
import { DocumentRefusedError } from '../documents/OpenedDocument.ts'
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
import { isPictureName, readPicture } from './readPicture.ts'
import { readRelations, readXml } from './readXml.ts'
import { type Parts, textOfPart } from './unpack.ts'

export const PPTX_MAIN = 'ppt/presentation.xml'
const PPTX_RELATIONS = 'ppt/_rels/presentation.xml.rels'
/** The width of a slide, in units. */
const WIDTH = 960
/** Places of the layout that repeat on every slide: its number, date and footer. */
const REPEATED = ['sldNum', 'dt', 'ftr', 'hdr']

/** The slides of a presentation: their parts in order, and the height of a slide. */
interface Deck {
	slides: readonly string[]
	height: number
}

/** Whether a part of a presentation is needed to list its slides. */
export const isDeckPart = (name: string) => name === PPTX_MAIN || name === PPTX_RELATIONS

/** Lists the slides of a presentation. Throws a `DocumentRefusedError` if there are too many. */
export function readDeck(parts: Parts): Deck {
	const relations = readRelations(textOfPart(parts, PPTX_RELATIONS), 'ppt')
	const slides: string[] = []
	let height = (WIDTH * 9) / 16
	readXml(textOfPart(parts, PPTX_MAIN), {
		open(name, attribute) {
			// A slide has an `id` of its own beside the one that names its part.
			const part = name === 'sldId' && relations.get(attribute('r:id'))
			if (part) slides.push(part)
			const [cx, cy] = name === 'sldSz' ? [Number(attribute('cx')), Number(attribute('cy'))] : [0, 0]
			if (cx > 0 && cy > 0) height = WIDTH * Math.min(3, Math.max(0.25, cy / cx))
		},
	})
	if (slides.length > LIMITS.maxCasePages) throw new DocumentRefusedError('tooManyPages')
	if (slides.length === 0) throw new DocumentRefusedError('damaged')
	return { slides, height }
}

/** Returns the names of the slides' parts, with the parts that list their pictures. */
export const isSlidePart = ({ slides }: Deck) => {
	const wanted = new Set(slides.flatMap((slide) => [slide, relationsOf(slide)]))
	return (name: string) => wanted.has(name) || (name.startsWith('ppt/media/') && isPictureName(name))
}

const relationsOf = (part: string) => part.replace(/([^/]*)$/, '_rels/$1.rels')

/**
 * Reads the slides: title, text, tables and pictures, in the order of the file. Notes, charts,
 * drawings and the master's pictures are left out.
 */
export function readSlides({ slides, height }: Deck, parts: Parts): OfficePages {
	const pages = slides.map((slide) => {
		const pictures = readRelations(textOfPart(parts, relationsOf(slide)), slide.replace(/\/[^/]*$/, ''))
		return readSlide(textOfPart(parts, slide), (id) => readPicture(parts.get(pictures.get(id) ?? '')))
	})
	return { pages, size: { width: WIDTH, height: Math.round(height) }, isSlides: true }
}

type Attribute = (name: string) => string
type Handler = (attribute: Attribute) => void

/** Begins a cell; one that another goes over to its right is a part of that. */
function openCell(row: Cell[], attribute: Attribute): void {
	if (isYes(attribute('hMerge'))) return
	addCell(row)
	widenCell(row, Number(attribute('gridSpan')))
	continueCell(row, isYes(attribute('vMerge')))
}

const isYes = (value: string) => value === '1' || value === 'true'

/** Letters of 32 pt (in hundredths of it) are a heading: slides often have no place for a title. */
const LARGE = 3200
/** The text of a slide, and its pictures: one with more is made to keep a browser busy. */
const MAX_SLIDE_LENGTH = 50_000
const MAX_SLIDE_PICTURES = 100

function readSlide(xml: string, pictureOf: (id: string) => Block | null): Block[] {
	const blocks: Block[] = []
	const titles: Block[] = []
	let [length, pictures] = [0, 0]
	let place = ''
	let cells: Cell[] | null = null
	let [runs, level, fallbacks]: [Run[], number, number] = [[], 0, 0]
	let [isText, isPicture, isBold, isItalic] = [false, false, false, false]
	let hasBullet: boolean | null = null
	let size = 0
	const write = (text: string) => {
		runs.push({ text, isBold, isItalic })
		length += text.length + 1
		if (length > MAX_SLIDE_LENGTH) throw new DocumentRefusedError('tooMuchInside')
	}
	const addPicture = (id: string) => {
		const picture = isPicture ? pictureOf(id) : null
		if (picture && ++pictures > MAX_SLIDE_PICTURES) throw new DocumentRefusedError('tooMuchInside')
		if (picture) blocks.push(picture)
	}
	const openers = new Map<string, Handler>([
		['sp', () => (place = 'text')],
		['graphicFrame', () => (place = 'text')],
		['ph', (attribute) => (place = attribute('type') || 'body')],
		['pic', () => (isPicture = true)],
		['blip', (attribute) => addPicture(attribute('embed'))],
		['tr', () => (cells = [])],
		['tc', (attribute) => cells && openCell(cells, attribute)],
		['p', () => ([runs, level, hasBullet, size] = [[], 0, null, 0])],
		['pPr', (attribute) => (level = Math.min(8, Math.max(0, Number(attribute('lvl')) || 0)))],
		['buNone', () => (hasBullet = false)],
		['buChar', () => (hasBullet = true)],
		['buAutoNum', () => (hasBullet = true)],
		['r', () => ([isBold, isItalic] = [false, false])],
		[
			'rPr',
			(attribute) => {
				isBold = attribute('b') === '1'
				isItalic = attribute('i') === '1'
				size = Math.max(size, Number(attribute('sz')) || 0)
			},
		],
		['t', () => (isText = true)],
		['br', () => write('\n')],
	])
	const endParagraph = () => {
		const text = runs.map((run) => run.text).join('')
		if (text.trim() === '' || REPEATED.includes(place)) return
		if (cells) return appendToCell(cells, text)
		const isTitle = place === 'title' || place === 'ctrTitle'
		// The places of a layout have bullets unless the paragraph says otherwise, free text has none.
		const isItem = !isTitle && (hasBullet ?? (level > 0 || place === 'body'))
		const list = isItem ? { level, mark: '•' } : { level: -1, mark: '' }
		const heading = isTitle ? 1 : size >= LARGE ? 2 : 0
		const paragraph: Block = { type: 'paragraph', runs, heading, ...list }
		if (isTitle) titles.push(paragraph)
		else blocks.push(paragraph)
	}
	const endRow = () => {
		if (cells?.some((cell) => cell.isContinued || cell.text.trim() !== '')) blocks.push({ type: 'row', cells })
		cells = null
	}
	const closers = new Map<string, () => void>([
		['t', () => (isText = false)],
		['p', endParagraph],
		['sp', () => (place = '')],
		['pic', () => ([isPicture, place] = [false, ''])],
		['tr', endRow],
	])
	readXml(xml, {
		open(name, attribute) {
			if (name === 'Fallback') fallbacks++
			if (fallbacks === 0) openers.get(name)?.(attribute)
		},
		text(text) {
			if (isText && fallbacks === 0) write(text)
		},
		close(name) {
			if (name === 'Fallback') fallbacks--
			if (fallbacks === 0) closers.get(name)?.()
		},
	})
	return [...titles, ...blocks]
}
