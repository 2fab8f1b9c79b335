import {
	arrowheadPath,
	CARD_METRICS,
	type CardFit,
	type CountedReaction,
	cardLabel,
	citiesOfCard,
	describeReactions,
	describeSource,
	findLabelPosition,
	fitCard,
	imageIdOf,
	linePath,
	linkCurve,
	linkLabelSize,
	namesIn,
	pointAlong,
	type Rect,
	RectIndex,
} from '@charrette/shared'
import { fillWithText } from '../../../client/src/ui/fillWithText.ts'
import type {
	ViewerBoard,
	ViewerCard,
	ViewerFile,
	ViewerImage,
	ViewerStroke,
} from '../../src/export/viewer/ViewerFile.ts'
import { kindIcon, make, makeSvg, textOf } from './dom.ts'
import type { Texts } from './texts.ts'

/** A rendered board. */
export interface RenderedBoard {
	/** The element that the camera transforms. */
	layer: HTMLElement
	clusters: HTMLElement
	/** The bounds of all content; null for an empty board. */
	bounds: Rect | null
	/** The rectangle of each card, by id. */
	cardRects: ReadonlyMap<string, Rect>
	/** The width and the text size of each card, by id. */
	textSizes: ReadonlyMap<string, { w: number; fontSize: number }>
	/** The elements of each card, link and cluster, by id. */
	elements: ReadonlyMap<string, readonly Element[]>
}

/** Renders a board: clusters below links, and links below everything else, as on the canvas. */
export function renderBoard(board: ViewerBoard, pictures: ViewerFile['pictures'], texts: Texts): RenderedBoard {
	const fits = fitCards(board.cards)
	const cardRects = new Map(board.cards.map((card, at) => [card.id, { ...boxOf(card), h: fits[at]?.height ?? card.h }]))
	const textSizes = new Map(board.cards.map(({ id, w }, at) => [id, { w, fontSize: fits[at]?.fontSize ?? 0 }]))
	const elements = new Map<string, Element[]>()
	const clusters = make('div', { class: 'clusters' })
	for (const { id, title, ...box } of board.clusters) {
		const isUntitled = title.trim() === ''
		const tag = make(
			'span',
			{ class: isUntitled ? 'tag untitled' : 'tag', dir: 'auto' },
			isUntitled ? texts.untitledCluster : title,
		)
		const cluster = position(make('div', { class: 'cluster' }, tag), box)
		elements.set(id, [cluster])
		clusters.append(cluster)
	}
	const layer = make('div', { class: 'layer' }, clusters, renderLinks(board, { cardRects, elements, texts }))
	const images = board.images.map((image) => renderImage(image, pictures[image.picture], texts))
	layer.append(...images, ...board.strokes.map(renderStroke))
	board.cards.forEach((card, at) => {
		const [box, fit] = [cardRects.get(card.id), fits[at]]
		if (!box || !fit) return
		const rendered = renderCard(card, fit, { texts, pictures })
		position(rendered, box).style.zIndex = String(card.z)
		rendered.style.setProperty('--h', String(box.h))
		elements.set(card.id, [rendered])
		layer.append(rendered)
	})
	const rotated = [
		...board.images.map(({ x, y, w, h, rotation }) => rotatedBounds({ x: 0, y: 0, w, h }, { x, y, rotation })),
		...board.strokes.map((stroke) => rotatedBounds(stroke.reach, stroke)),
	]
	const bounds = boundsOf([...cardRects.values(), ...board.clusters, ...rotated])
	return { layer, clusters, cardRects, textSizes, elements, bounds }
}

const boxOf = ({ x, y, w, h }: Rect): Rect => ({ x, y, w, h })

function position<Placed extends HTMLElement>(element: Placed, { x, y, w, h }: Rect): Placed {
	element.style.cssText += `;left:${x}px;top:${y}px;width:${w}px;height:${h}px`
	return element
}

interface CardScene {
	texts: Texts
	pictures: ViewerFile['pictures']
}

function renderCard(card: ViewerCard, { scale, fontSize }: CardFit, { texts, pictures }: CardScene): HTMLElement {
	const { id, kind, text, author, votes, reactions, from } = card
	const rendered = make(
		'div',
		{ class: 'card', 'data-kind': kind, 'data-card': id },
		make(
			'div',
			{ class: 'kind' },
			kindIcon(kind, CARD_METRICS.header * scale - 2),
			cardImage(card, { texts, pictures }, 'thumbnail'),
			labelOf(card, texts),
			reactions ? reactionMarks(reactions, texts) : null,
		),
		votes ? make('div', { class: 'got' }, dots(votes, texts)) : null,
		textOf('div', text),
		make(
			'div',
			{ class: 'from' },
			make('span', { dir: 'auto' }, from ? `↩ ${describeSource(from, texts.locale)}` : citiesOfCard(card).join(' · ')),
			make('span', { dir: 'auto' }, author ?? ''),
		),
	)
	rendered.style.cssText = `--s:${scale};--text-size:${fontSize}px`
	return rendered
}

/** Returns the kind of a card, and its category. */
export function labelOf(card: ViewerCard, texts: Texts): HTMLElement {
	const [kind, ...others] = cardLabel(card, namesIn(texts))
	return make('span', {}, kind, ...others.map((name) => make('i', {}, ` · ${name}`)))
}

/** Returns the image of a card; null if the card has none, or the file does not contain it. */
export function cardImage(
	{ image }: ViewerCard,
	{ texts, pictures }: CardScene,
	className?: string,
): HTMLImageElement | null {
	const src = image && pictures[imageIdOf(image.path)]
	const alt = image?.alt || texts.t('image')
	return src ? make('img', { src, alt, class: className, draggable: 'false' }) : null
}

/** Returns the reactions to a card. */
export function reactionMarks(reactions: readonly CountedReaction[], texts: Texts): HTMLElement {
	const shown = describeReactions(reactions)
	return make('span', { class: 'reactions', role: 'img', 'aria-label': texts.t('reactions', { list: shown }) }, shown)
}

/** Returns the dots of a card: a dot and a number, with a text for screen readers. */
export function dots(count: number, texts: Texts): HTMLElement {
	return make(
		'span',
		{ class: 'dots' },
		make('i', { 'aria-hidden': 'true' }),
		make('span', { 'aria-hidden': 'true' }, String(count)),
		make('span', { class: 'unseen' }, texts.t('dots', { count })),
	)
}

function renderImage(image: ViewerImage, url: string | undefined, texts: Texts): HTMLElement {
	const alt = image.alt || texts.t('image')
	const shown = url ? make('img', { src: url, alt, draggable: 'false' }) : make('span', { dir: 'auto' }, alt)
	const rendered = position(make('div', { class: 'image' }, shown), image)
	rendered.style.zIndex = String(image.z)
	rendered.style.transform = `rotate(${image.rotation}rad)`
	return rendered
}

function renderStroke({ x, y, z, rotation, path, width, colour, isFilled }: ViewerStroke): SVGElement {
	const line = makeSvg('path', { d: path, 'stroke-width': width, fill: isFilled ? 'currentColor' : 'none' })
	const rendered = makeSvg('svg', { class: 'stroke', 'data-colour': colour, 'aria-hidden': 'true' }, line)
	rendered.style.cssText = `left:${x}px;top:${y}px;z-index:${z};transform:rotate(${rotation}rad)`
	return rendered
}

/** Returns the bounds of a rectangle that is rotated around the origin and moved to a position. */
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
	/** The rectangle of each card, by id. */
	cardRects: ReadonlyMap<string, Rect>
	/** `renderLinks` adds the elements of each link, by id. */
	elements: Map<string, Element[]>
	texts: Texts
}

/** Renders the links of a board: one SVG element for all lines, with their labels on top. */
function renderLinks({ links }: ViewerBoard, { cardRects, elements, texts }: LinkScene): DocumentFragment {
	const lines = makeSvg('svg', { class: 'lines', 'aria-hidden': 'true' })
	const labels: HTMLElement[] = []
	const cards = new RectIndex([...cardRects].map(([id, rect]) => ({ ...rect, id })))
	for (const link of links) {
		const [from, to] = [cardRects.get(link.from), cardRects.get(link.to)]
		const curve = from && to && linkCurve({ ...link, from, to })
		if (!curve) continue
		const line = makeSvg(
			'g',
			{},
			makeSvg('path', { d: linePath(curve) }),
			makeSvg('path', { d: arrowheadPath(curve), class: 'head' }),
		)
		const label = make('span', { class: 'linkLabel', 'aria-hidden': 'true' }, texts.meanings[link.meaning])
		const size = linkLabelSize(texts.meanings[link.meaning])
		const { x, y } = pointAlong(curve, findLabelPosition(curve, size, { cards, joined: [link.from, link.to] }))
		label.style.cssText = `left:${x}px;top:${y}px`
		elements.set(link.id, [line, label])
		lines.append(line)
		labels.push(label)
	}
	const rendered = document.createDocumentFragment()
	rendered.append(lines, ...labels)
	return rendered
}

/**
 * Returns the size and font size of each card in this browser, as on the canvas (VIEW3). Measures
 * all texts, in every size that may be needed, with a single layout.
 */
function fitCards(cards: readonly ViewerCard[]): CardFit[] {
	const ruler = make('div', { class: 'ruler', 'aria-hidden': 'true' })
	const lines = new Map<string, HTMLElement>()
	const keyOf = (text: string, size: number, width: number) => `${size}/${width}/${text}`
	for (const card of cards)
		fitCard(card, (text, size, width) => {
			const key = keyOf(text, size, width)
			if (!lines.has(key)) {
				// An empty last line also needs its height.
				const line = make('div')
				fillWithText(line, text === '' || text.endsWith('\n') ? `${text} ` : text)
				line.style.cssText = `width:${width}px;font-size:${size}px;line-height:${CARD_METRICS.lineHeight}`
				lines.set(key, line)
			}
			// No text fits in an infinite height, so `fitCard` asks for every size.
			return Number.POSITIVE_INFINITY
		})
	ruler.append(...lines.values())
	document.body.append(ruler)
	const heights = new Map([...lines].map(([key, line]) => [key, line.getBoundingClientRect().height]))
	ruler.remove()
	return cards.map((card) => fitCard(card, (text, size, width) => heights.get(keyOf(text, size, width)) ?? 0))
}
