import {
	arrowheadPath,
	CARD_METRICS,
	type CardFit,
	findLabelPosition,
	fitCard,
	type LinkCurve,
	linePath,
	linkCurve,
	linkLabelSize,
	pointAlong,
	type Rect,
} from '@charrette/shared'
import type {
	ViewerBoard,
	ViewerCard,
	ViewerFile,
	ViewerImage,
	ViewerLink,
	ViewerStroke,
} from '../../src/export/viewer/ViewerFile.ts'
import { kindIcon, make, makeSvg } from './dom.ts'
import type { Texts } from './texts.ts'

/** A board as it was drawn. */
export interface RenderedBoard {
	/** What the camera moves. */
	layer: HTMLElement
	clusters: HTMLElement
	/** All that is on the board; null for an empty one. */
	bounds: Rect | null
	/** Where each card lies, by its id. */
	cardRects: ReadonlyMap<string, Rect>
	/** What stands for a card, a link or a cluster, by its id. */
	elements: ReadonlyMap<string, readonly Element[]>
}

/** Draws a board: clusters under links, links under all else, as on the canvas. */
export function renderBoard(board: ViewerBoard, pictures: ViewerFile['pictures'], speech: Texts): RenderedBoard {
	const fits = fitCards(board.cards)
	const places = new Map(board.cards.map((card, at) => [card.id, { ...boxOf(card), h: fits[at]?.height ?? card.h }]))
	const parts = new Map<string, Element[]>()
	const clusters = make('div', { class: 'clusters' })
	for (const { id, title, ...box } of board.clusters) {
		const isUntitled = title.trim() === ''
		const tag = make(
			'span',
			{ class: isUntitled ? 'tag untitled' : 'tag', dir: 'auto' },
			isUntitled ? speech.untitledCluster : title,
		)
		const cluster = position(make('div', { class: 'cluster' }, tag), box)
		parts.set(id, [cluster])
		clusters.append(cluster)
	}
	const layer = make(
		'div',
		{ class: 'layer' },
		clusters,
		renderLinks(board, { cardRects: places, elements: parts, texts: speech }),
	)
	const images = board.images.map((image) => renderImage(image, pictures[image.picture], speech))
	layer.append(...images, ...board.strokes.map(renderStroke))
	board.cards.forEach((card, at) => {
		const [box, fit] = [places.get(card.id), fits[at]]
		if (!box || !fit) return
		const drawn = renderCard(card, fit, speech)
		position(drawn, box).style.zIndex = String(card.z)
		parts.set(card.id, [drawn])
		layer.append(drawn)
	})
	const turned = [
		...board.images.map(({ x, y, w, h, rotation }) => rotatedBounds({ x: 0, y: 0, w, h }, { x, y, rotation })),
		...board.strokes.map((stroke) => rotatedBounds(stroke.reach, stroke)),
	]
	const bounds = boundsOf([...places.values(), ...board.clusters, ...turned])
	return { layer, clusters, cardRects: places, elements: parts, bounds }
}

const boxOf = ({ x, y, w, h }: Rect): Rect => ({ x, y, w, h })

function position<Placed extends HTMLElement>(element: Placed, { x, y, w, h }: Rect): Placed {
	element.style.cssText += `;left:${x}px;top:${y}px;width:${w}px;height:${h}px`
	return element
}

function renderCard(card: ViewerCard, { scale, fontSize }: CardFit, speech: Texts): HTMLElement {
	const { id, kind, text, city, author, category, votes } = card
	const about = category && make('i', {}, ` · ${speech.categories[category]}`)
	const drawn = make(
		'div',
		{ class: 'card', 'data-kind': kind, 'data-card': id },
		make(
			'div',
			{ class: 'kind' },
			kindIcon(kind, CARD_METRICS.header * scale - 2),
			make('span', {}, speech.kinds[kind], about),
		),
		votes ? make('div', { class: 'got' }, dots(votes, speech)) : null,
		make('div', { class: 'text', dir: 'auto' }, text),
		make('div', { class: 'from' }, make('span', { dir: 'auto' }, city), make('span', { dir: 'auto' }, author ?? '')),
	)
	drawn.style.cssText = `--s:${scale};--text-size:${fontSize}px`
	return drawn
}

/** How many dots a card got: a dot and a number for the eye, words for the ear. */
export function dots(count: number, speech: Texts): HTMLElement {
	return make(
		'span',
		{ class: 'dots' },
		make('i', { 'aria-hidden': 'true' }),
		make('span', { 'aria-hidden': 'true' }, String(count)),
		make('span', { class: 'unseen' }, speech.t('dots', { count })),
	)
}

function renderImage(image: ViewerImage, address: string | undefined, speech: Texts): HTMLElement {
	const alt = image.alt || speech.t('image')
	const shown = address ? make('img', { src: address, alt, draggable: 'false' }) : make('span', { dir: 'auto' }, alt)
	const drawn = position(make('div', { class: 'image' }, shown), image)
	drawn.style.zIndex = String(image.z)
	drawn.style.transform = `rotate(${image.rotation}rad)`
	return drawn
}

function renderStroke({ x, y, z, rotation, path, width, colour, isFilled }: ViewerStroke): SVGElement {
	const line = makeSvg('path', { d: path, 'stroke-width': width, fill: isFilled ? 'currentColor' : 'none' })
	const drawn = makeSvg('svg', { class: 'stroke', 'data-colour': colour, 'aria-hidden': 'true' }, line)
	drawn.style.cssText = `left:${x}px;top:${y}px;z-index:${z};transform:rotate(${rotation}rad)`
	return drawn
}

/** The box that a box takes once it is turned around a place and put there. */
function rotatedBounds(box: Rect, { x, y, rotation }: { x: number; y: number; rotation: number }): Rect {
	const [cos, sin] = [Math.cos(rotation), Math.sin(rotation)]
	const corners = [box.x, box.x + box.w].flatMap((across) =>
		[box.y, box.y + box.h].map((down) => ({
			x: x + across * cos - down * sin,
			y: y + across * sin + down * cos,
			w: 0,
			h: 0,
		})),
	)
	return boundsOf(corners) ?? box
}

function boundsOf(boxes: readonly Rect[]): Rect | null {
	if (boxes.length === 0) return null
	const edge = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity }
	for (const { x, y, w, h } of boxes) {
		edge.left = Math.min(edge.left, x)
		edge.top = Math.min(edge.top, y)
		edge.right = Math.max(edge.right, x + w)
		edge.bottom = Math.max(edge.bottom, y + h)
	}
	return { x: edge.left, y: edge.top, w: edge.right - edge.left, h: edge.bottom - edge.top }
}

interface LinkScene {
	/** Where each card lies, by its id. */
	cardRects: ReadonlyMap<string, Rect>
	/** What stands for each link is put here. */
	elements: Map<string, Element[]>
	texts: Texts
}

/** The links of a board: one drawing for all lines, and their words over it. */
function renderLinks({ links }: ViewerBoard, { cardRects, elements, texts }: LinkScene): DocumentFragment {
	const lines = makeSvg('svg', { class: 'lines', 'aria-hidden': 'true' })
	const words: HTMLElement[] = []
	for (const link of links) {
		const [from, to] = [cardRects.get(link.from), cardRects.get(link.to)]
		const course = from && to && linkCurve({ ...link, from, to })
		if (!course) continue
		const line = makeSvg(
			'g',
			{},
			makeSvg('path', { d: linePath(course) }),
			makeSvg('path', { d: arrowheadPath(course), class: 'head' }),
		)
		const word = make('span', { class: 'word', 'aria-hidden': 'true' }, texts.meanings[link.meaning])
		const { x, y } = pointAlong(
			course,
			labelPosition(link, course, { places: cardRects, word: texts.meanings[link.meaning] }),
		)
		word.style.cssText = `left:${x}px;top:${y}px`
		elements.set(link.id, [line, word])
		lines.append(line)
		words.push(word)
	}
	const drawn = document.createDocumentFragment()
	drawn.append(lines, ...words)
	return drawn
}

/** The part of the way at which the link's word stands clear of other cards. */
function labelPosition(
	link: ViewerLink,
	course: LinkCurve,
	{ places, word }: { places: ReadonlyMap<string, Rect>; word: string },
): number {
	const near = Math.hypot(course.end.x - course.start.x, course.end.y - course.start.y) + Math.abs(link.bend)
	const others = [...places].flatMap(([id, box]) => {
		const isNear = Math.abs(box.x + box.w / 2 - course.start.x) < near + box.w
		return isNear && id !== link.from && id !== link.to ? [box] : []
	})
	return findLabelPosition(course, linkLabelSize(word), others)
}

/**
 * How each card is set in this browser, as on the canvas (VIEW3). All texts are laid out at once, in every size that may
 * be asked for, and read at once: two thousand cards cost one layout.
 */
function fitCards(cards: readonly ViewerCard[]): CardFit[] {
	const ruler = make('div', { class: 'ruler', 'aria-hidden': 'true' })
	const lines = new Map<string, HTMLElement>()
	const keyOf = (text: string, size: number, width: number) => `${size}/${width}/${text}`
	for (const card of cards)
		fitCard(card, (text, size, width) => {
			const key = keyOf(text, size, width)
			if (!lines.has(key)) {
				// A last line that is empty has its height, too.
				const line = make('div', {}, text === '' || text.endsWith('\n') ? `${text} ` : text)
				line.style.cssText = `width:${width}px;font-size:${size}px;line-height:${CARD_METRICS.lineHeight}`
				lines.set(key, line)
			}
			// As if nothing fitted: so every size is asked for.
			return Number.POSITIVE_INFINITY
		})
	ruler.append(...lines.values())
	document.body.append(ruler)
	const heights = new Map([...lines].map(([key, line]) => [key, line.getBoundingClientRect().height]))
	ruler.remove()
	return cards.map((card) => fitCard(card, (text, size, width) => heights.get(keyOf(text, size, width)) ?? 0))
}
