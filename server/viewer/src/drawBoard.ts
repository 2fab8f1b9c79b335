import { type Box, CARD_METRICS, type CardFit } from '@charrette/shared'
import type {
	ViewerBoard,
	ViewerCard,
	ViewerFile,
	ViewerImage,
	ViewerStroke,
} from '../../src/export/viewer/ViewerFile.ts'
import { draw, kindIcon, make } from './dom.ts'
import { drawLinks } from './drawLinks.ts'
import { fitCards } from './fitCards.ts'
import type { Speech } from './words/speak.ts'

/** A board as it was drawn. */
export interface DrawnBoard {
	/** What the camera moves. */
	layer: HTMLElement
	clusters: HTMLElement
	/** All that is on the board; null for an empty one. */
	bounds: Box | null
	/** Where each card lies, by its id. */
	places: ReadonlyMap<string, Box>
	/** What stands for a card, a link or a cluster, by its id. */
	parts: ReadonlyMap<string, readonly Element[]>
}

/** Draws a board: clusters under links, links under all else, as on the canvas. */
export function drawBoard(board: ViewerBoard, pictures: ViewerFile['pictures'], speech: Speech): DrawnBoard {
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
		const cluster = place(make('div', { class: 'cluster' }, tag), box)
		parts.set(id, [cluster])
		clusters.append(cluster)
	}
	const layer = make('div', { class: 'layer' }, clusters, drawLinks(board, { places, parts, speech }))
	const images = board.images.map((image) => drawImage(image, pictures[image.picture], speech))
	layer.append(...images, ...board.strokes.map(drawStroke))
	board.cards.forEach((card, at) => {
		const [box, fit] = [places.get(card.id), fits[at]]
		if (!box || !fit) return
		const drawn = drawCard(card, fit, speech)
		place(drawn, box).style.zIndex = String(card.z)
		parts.set(card.id, [drawn])
		layer.append(drawn)
	})
	const turned = [
		...board.images.map(({ x, y, w, h, rotation }) => turn({ x: 0, y: 0, w, h }, { x, y, rotation })),
		...board.strokes.map((stroke) => turn(stroke.reach, stroke)),
	]
	const bounds = around([...places.values(), ...board.clusters, ...turned])
	return { layer, clusters, places, parts, bounds }
}

const boxOf = ({ x, y, w, h }: Box): Box => ({ x, y, w, h })

function place<Placed extends HTMLElement>(element: Placed, { x, y, w, h }: Box): Placed {
	element.style.cssText += `;left:${x}px;top:${y}px;width:${w}px;height:${h}px`
	return element
}

function drawCard(card: ViewerCard, { scale, fontSize }: CardFit, speech: Speech): HTMLElement {
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
export function dots(count: number, speech: Speech): HTMLElement {
	return make(
		'span',
		{ class: 'dots' },
		make('i', { 'aria-hidden': 'true' }),
		make('span', { 'aria-hidden': 'true' }, String(count)),
		make('span', { class: 'unseen' }, speech.t('dots', { count })),
	)
}

function drawImage(image: ViewerImage, address: string | undefined, speech: Speech): HTMLElement {
	const alt = image.alt || speech.t('image')
	const shown = address ? make('img', { src: address, alt, draggable: 'false' }) : make('span', { dir: 'auto' }, alt)
	const drawn = place(make('div', { class: 'image' }, shown), image)
	drawn.style.zIndex = String(image.z)
	drawn.style.transform = `rotate(${image.rotation}rad)`
	return drawn
}

function drawStroke({ x, y, z, rotation, path, width, colour, isFilled }: ViewerStroke): SVGElement {
	const line = draw('path', { d: path, 'stroke-width': width, fill: isFilled ? 'currentColor' : 'none' })
	const drawn = draw('svg', { class: 'stroke', 'data-colour': colour, 'aria-hidden': 'true' }, line)
	drawn.style.cssText = `left:${x}px;top:${y}px;z-index:${z};transform:rotate(${rotation}rad)`
	return drawn
}

/** The box that a box takes once it is turned around a place and put there. */
function turn(box: Box, { x, y, rotation }: { x: number; y: number; rotation: number }): Box {
	const [cos, sin] = [Math.cos(rotation), Math.sin(rotation)]
	const corners = [box.x, box.x + box.w].flatMap((across) =>
		[box.y, box.y + box.h].map((down) => ({
			x: x + across * cos - down * sin,
			y: y + across * sin + down * cos,
			w: 0,
			h: 0,
		})),
	)
	return around(corners) ?? box
}

function around(boxes: readonly Box[]): Box | null {
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
