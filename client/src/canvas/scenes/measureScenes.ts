import type { AnsweredObstacle, SceneCard } from './sections.ts'
import { textHeight } from './textHeight.ts'

/** The size of the area in which scenes are laid out. */
export interface SceneArea {
	w: number
	h: number
}

/** The sizes of a scene. */
export interface SceneLayout {
	area: SceneArea
	/** The number of lanes beside each other. */
	lanes: number
	textSize: number
	/** Whether solutions are below their obstacle, on a narrow area. */
	isStacked: boolean
}

/** A part of a lane. An obstacle without solutions has a place for them. */
export type SceneBlock =
	| { type: 'heading'; title: string }
	| ({ type: 'answered' } & AnsweredObstacle)
	| { type: 'row'; cards: readonly SceneCard[] }

/**
 * Lengths of a scene, in multiples of its text size. The styles of `SceneView` have the same
 * values.
 */
export const SCENE = {
	/** Between the blocks of a lane, and between the cards of a block. */
	gap: 0.45,
	laneGap: 1.2,
	/** The space of the arrow between an obstacle and its solutions. */
	arrow: 1.5,
	/** By which solutions below their obstacle are set in. */
	indent: 1.2,
	/** The padding of a card, and the stripe at its start. */
	padX: 0.7,
	padY: 0.48,
	stripe: 0.26,
	/** The size of a translation, which is 24 px of 1,080 lines at least, and its space above. */
	translation: 0.76,
	translationGap: 0.15,
	/** The size of the foot's text, and its space above. */
	foot: 0.75,
	footGap: 0.25,
	/** The icon and the dots in a foot, in multiples of its text size. */
	icon: 1.4,
	dots: 6.8,
	picture: 6.5,
	/** The text in the place for the solutions of an open obstacle. */
	place: 0.85,
	/** The title of a cluster that shares a scene, with the space below it. */
	heading: 1.1,
} as const

export function laneWidth({ lanes, textSize, area }: SceneLayout): number {
	return (area.w - (lanes - 1) * SCENE.laneGap * textSize) / lanes
}

/** Returns the width of a card of an answered obstacle. */
export function pairWidth(layout: SceneLayout, side: 'obstacle' | 'solution'): number {
	const lane = laneWidth(layout)
	if (layout.isStacked) return side === 'obstacle' ? lane : lane - SCENE.indent * layout.textSize
	return (lane - SCENE.arrow * layout.textSize) / 2
}

/** Returns the number of cards beside each other in a row. */
export function rowLength({ isStacked }: SceneLayout): number {
	return isStacked ? 1 : 2
}

/** Returns the width of a card in a row. */
export function rowWidth(layout: SceneLayout): number {
	const count = rowLength(layout)
	return (laneWidth(layout) - (count - 1) * SCENE.gap * layout.textSize) / count
}

/** Returns the estimated height of a block. */
export function blockHeight(block: SceneBlock, layout: SceneLayout): number {
	const { textSize } = layout
	if (block.type === 'heading')
		return textHeight(block.title, SCENE.heading * textSize, laneWidth(layout)) + SCENE.gap * textSize
	if (block.type === 'row') return Math.max(...block.cards.map((card) => cardHeight(card, rowWidth(layout), textSize)))
	const obstacle = cardHeight(block.obstacle, pairWidth(layout, 'obstacle'), textSize)
	const solutions = stackHeight(block.solutions, pairWidth(layout, 'solution'), textSize)
	return layout.isStacked ? obstacle + SCENE.gap * textSize + solutions : Math.max(obstacle, solutions)
}

/** Returns the estimated height of blocks below each other. */
export function laneHeight(blocks: readonly SceneBlock[], layout: SceneLayout): number {
	const gap = SCENE.gap * layout.textSize
	return blocks.reduce((sum, block, at) => {
		// The height of a heading has the gap below it.
		const hasGap = at > 0 && blocks[at - 1]?.type !== 'heading'
		return sum + blockHeight(block, layout) + (hasGap ? gap : 0)
	}, 0)
}

/** Returns the height of cards below each other. */
function stackHeight(cards: readonly SceneCard[], width: number, textSize: number): number {
	const heights = cards.map((card) => cardHeight(card, width, textSize))
	return heights.reduce((sum, height) => sum + height, Math.max(0, heights.length - 1) * SCENE.gap * textSize)
}

/** Returns the estimated height of a card. */
export function cardHeight(
	{ text, translation, foot, votes, picture }: SceneCard,
	width: number,
	textSize: number,
): number {
	const inner = textWidth(width, textSize)
	const footWidth = inner - (SCENE.icon + (votes > 0 ? SCENE.dots : 0)) * SCENE.foot * textSize
	return (
		2 * SCENE.padY * textSize +
		(text ? textHeight(text, textSize, inner) : 0) +
		(translation ? translationHeight(translation.text, textSize, inner) : 0) +
		(picture ? (SCENE.picture + SCENE.footGap) * textSize : 0) +
		(foot ? textHeight(foot, SCENE.foot * textSize, footWidth) + SCENE.footGap * textSize : 0)
	)
}

function translationHeight(text: string, textSize: number, width: number): number {
	return textHeight(text, SCENE.translation * textSize, width) + SCENE.translationGap * textSize
}

const textWidth = (width: number, textSize: number) => width - (2 * SCENE.padX + SCENE.stripe) * textSize

/**
 * Splits a card that is higher than `height` into parts that are not, between words if possible.
 * The last part has the image. A card that is too high with its translation is shown without it.
 */
export function splitCard(card: SceneCard, box: { w: number; h: number }, textSize: number): SceneCard[] {
	if (card.text === '' || cardHeight(card, box.w, textSize) <= box.h) return [card]
	if (card.translation) return splitCard({ ...card, translation: null }, box, textSize)
	const letters = [...card.text]
	const fits = (count: number) =>
		cardHeight({ ...card, picture: null, text: letters.slice(0, count).join('') }, box.w, textSize) <= box.h
	let [least, most] = [1, letters.length]
	while (least < most) {
		const middle = Math.ceil((least + most) / 2)
		if (fits(middle)) least = middle
		else most = middle - 1
	}
	const piece = letters.slice(0, least).join('')
	if (piece.length === card.text.length)
		return [
			{ ...card, picture: null },
			{ ...card, text: '' },
		]
	const end = Math.max(piece.lastIndexOf(' '), piece.lastIndexOf('\n'))
	const cut = end > piece.length / 2 ? end : piece.length
	const rest = { ...card, text: card.text.slice(cut).trimStart(), votes: 0 }
	return [{ ...card, text: piece.slice(0, cut), picture: null }, ...splitCard(rest, box, textSize)]
}
