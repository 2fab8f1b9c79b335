import { KIND_COLOURS, type Point, type Rect } from '@charrette/shared'

/**
 * Elements of Excalidraw, format version 2 (docs.excalidraw.com/docs/codebase/json-schema), with
 * each field that its own files have. `customData` is for the data of other programs; Excalidraw
 * keeps it.
 */
export interface ExcalidrawElement {
	id: string
	type: 'rectangle' | 'text' | 'arrow' | 'frame' | 'freedraw' | 'image'
	x: number
	y: number
	width: number
	height: number
	frameId: string | null
	groupIds: string[]
	boundElements: { id: string; type: 'text' | 'arrow' }[]
	[field: string]: unknown
}

const INK = '#1e1e1e'
/** Helvetica, with Excalidraw's default line height. */
const FONT = { fontFamily: 2, lineHeight: 1.25 }
const LINE_HEIGHT = FONT.lineHeight
/** The gap between a container and its text. */
const PADDING = 5
const LABEL_SIZE = 11
/** The height of a card above and below its text, which leaves space for the label. */
const LABEL_SPACE = 2 * (PADDING + LABEL_SIZE * LINE_HEIGHT + 2)
/**
 * Widths of characters as a share of the font size. Slightly too large, since no text is measured.
 */
const LETTER_WIDTH = 0.56
const FIRST_WIDE_CODE = 0x2e80

/**
 * Builds an element of this type with the fields that all elements have. Excalidraw's random
 * numbers are constant, so that a board always gives the same file.
 */
export function elementOf(
	type: ExcalidrawElement['type'],
	id: string,
	{ x, y, w, h }: Rect,
	fields: Record<string, unknown>,
): ExcalidrawElement {
	return {
		...{ id, type, x: rounded(x), y: rounded(y), width: rounded(w), height: rounded(h), angle: 0 },
		...{ strokeColor: INK, backgroundColor: 'transparent', fillStyle: 'solid', strokeWidth: 1, strokeStyle: 'solid' },
		...{ roughness: 0, opacity: 100, groupIds: [], frameId: null, index: null, roundness: null, seed: 1, version: 1 },
		...{ versionNonce: 1, isDeleted: false, boundElements: [], updated: 1, link: null, locked: false },
		...fields,
	}
}

const rounded = (value: number) => Math.round(value * 100) / 100

/**
 * Builds the text of a container, with the line breaks that Excalidraw shows; `originalText` has
 * the text without them.
 */
export function boundText(
	id: string,
	container: ExcalidrawElement,
	{ text, fontSize }: { text: string; fontSize: number },
): ExcalidrawElement {
	const isOnLine = container.type === 'arrow'
	const room = isOnLine ? Number.POSITIVE_INFINITY : container.width - 2 * PADDING
	const lines = wrapText(text, room / fontSize)
	const w = Math.min(room, Math.max(...lines.map(widthOf)) * fontSize)
	const h = lines.length * fontSize * LINE_HEIGHT
	const middle = middleOf(container)
	container.boundElements.push({ id, type: 'text' })
	const x = isOnLine ? middle.x - w / 2 : container.x + PADDING
	return elementOf(
		'text',
		id,
		{ x, y: middle.y - h / 2, w, h },
		{
			...{ text: lines.join('\n'), originalText: text, fontSize, ...FONT, containerId: container.id, autoResize: true },
			...{ textAlign: isOnLine ? 'center' : 'left', verticalAlign: 'middle' },
			...{ frameId: container.frameId, groupIds: container.groupIds },
		},
	)
}

function middleOf({ x, y, width, height, points }: ExcalidrawElement): Point {
	const end = Array.isArray(points) ? points.at(-1) : null
	return end ? { x: x + end[0] / 2, y: y + end[1] / 2 } : { x: x + width / 2, y: y + height / 2 }
}

/** Builds a line of small print at the top of a card, which moves with the card. */
export function labelText(
	id: string,
	card: ExcalidrawElement,
	{ text, ink }: { text: string; ink: string },
): ExcalidrawElement {
	const room = card.width - 4 * PADDING
	const [line = ''] = wrapText(text, room / LABEL_SIZE)
	const shown = line.length < text.length ? `${line.replace(/[\s·]+$/, '')}…` : text
	const at = {
		x: card.x + 2 * PADDING,
		y: card.y + PADDING,
		w: widthOf(shown) * LABEL_SIZE,
		h: LABEL_SIZE * LINE_HEIGHT,
	}
	return elementOf('text', id, at, {
		...{ text: shown, originalText: shown, fontSize: LABEL_SIZE, ...FONT, containerId: null, autoResize: true },
		...{ textAlign: 'left', verticalAlign: 'top', strokeColor: ink, frameId: card.frameId, groupIds: card.groupIds },
		customData: { charrette: { labelOf: card.id } },
	})
}

/** Returns the height of a card with this text and a label above it. */
export function cardHeight(text: string, { w, fontSize }: { w: number; fontSize: number }): number {
	return wrapText(text, (w - 2 * PADDING) / fontSize).length * fontSize * LINE_HEIGHT + LABEL_SPACE
}

/** Builds the frame of a cluster. Its members refer to it in `frameId`. */
export function frameElement(id: string, place: Rect, title: string): ExcalidrawElement {
	return elementOf('frame', id, place, {
		...{ name: title === '' ? null : title, strokeColor: '#bbb', strokeWidth: 2, boundElements: [] },
	})
}

interface Connection {
	from: ExcalidrawElement
	to: ExcalidrawElement
	start: Point
	end: Point
	customData: object
}

/** Builds an arrow between two elements, with its end points on the page. */
export function arrowElement(id: string, { from, to, start, end, customData }: Connection): ExcalidrawElement {
	const [dx, dy] = [end.x - start.x, end.y - start.y]
	const bound = (element: ExcalidrawElement) => ({ elementId: element.id, focus: 0, gap: 4 })
	for (const element of [from, to]) element.boundElements.push({ id, type: 'arrow' })
	return elementOf(
		'arrow',
		id,
		{ x: start.x, y: start.y, w: Math.abs(dx), h: Math.abs(dy) },
		{
			...{
				points: [
					[0, 0],
					[rounded(dx), rounded(dy)],
				],
				lastCommittedPoint: null,
				strokeColor: KIND_COLOURS.note.ink,
			},
			...{ startBinding: bound(from), endBinding: bound(to), startArrowhead: null, endArrowhead: 'arrow' },
			...{ strokeWidth: 2, elbowed: false, customData },
		},
	)
}

/**
 * Splits a text into lines of a width, which is in multiples of the font size. Breaks lines between
 * words, within words that are too long, and between wide characters.
 */
function wrapText(text: string, width: number): string[] {
	return text.split('\n').flatMap((line) => {
		const lines: string[] = []
		let current = ''
		let used = 0
		for (const part of line.match(/[\u2e80-\uffff]|\s+|[^\s\u2e80-\uffff]+/g) ?? []) {
			for (const piece of splitLong(part, width)) {
				const size = widthOf(piece)
				if (used + size > width && current !== '' && piece.trim() !== '') {
					lines.push(current.trimEnd())
					;[current, used] = ['', 0]
				}
				current += piece
				used += size
			}
		}
		return [...lines, current]
	})
}

/** Splits a part that is wider than a line into pieces that fit. */
function splitLong(part: string, width: number): string[] {
	if (widthOf(part) <= width) return [part]
	const pieces = ['']
	let used = 0
	for (const letter of part) {
		const size = widthOf(letter)
		if (used + size > width && used > 0) {
			pieces.push('')
			used = 0
		}
		pieces[pieces.length - 1] += letter
		used += size
	}
	return pieces
}

function widthOf(text: string): number {
	let width = 0
	for (const letter of text) width += (letter.codePointAt(0) ?? 0) >= FIRST_WIDE_CODE ? 1 : LETTER_WIDTH
	return width
}
