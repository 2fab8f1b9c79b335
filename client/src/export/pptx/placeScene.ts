import type { Rect } from '@charrette/shared'
import type { Scene } from '../../canvas/scenes/layOutScenes.ts'
import type { SceneBlock, SceneLayout } from '../../canvas/scenes/measureScenes.ts'
import { blockHeight, cardHeight, laneWidth, pairWidth, rowWidth, SCENE } from '../../canvas/scenes/measureScenes.ts'
import type { SceneCard } from '../../canvas/scenes/sections.ts'
import { BODY_AREA } from './planSlides.ts'

/** Pt per unit of an area. A slide of 540 pt shows the same as a projector of 1,080 lines. */
export const UNIT = 0.5
/** The area of a slide. */
export const SLIDE_AREA = { w: BODY_AREA.w / UNIT, h: BODY_AREA.h / UNIT }

/** A part of a scene at its place on a slide, in pt. */
export type PlacedPart = { rect: Rect } & (
	| { type: 'card'; card: SceneCard }
	| { type: 'heading'; text: string }
	/** From the solutions to their obstacle. */
	| { type: 'arrow' }
	/** The place for the solutions of an open obstacle. */
	| { type: 'place' }
)

export function placeScene({ lanes, layout }: Scene): PlacedPart[] {
	const gap = SCENE.gap * layout.textSize
	const step = laneWidth(layout) + SCENE.laneGap * layout.textSize
	const placed = lanes.flatMap((blocks, lane) => {
		let y = 0
		return blocks.flatMap((block) => {
			const at = { x: lane * step, y }
			y += blockHeight(block, layout) + (block.type === 'heading' ? 0 : gap)
			return placeBlock(block, at, layout)
		})
	})
	return placed.map((part) => ({ ...part, rect: toSlide(part.rect) }))
}

function placeBlock(block: SceneBlock, { x, y }: { x: number; y: number }, layout: SceneLayout): PlacedPart[] {
	const h = blockHeight(block, layout)
	const gap = SCENE.gap * layout.textSize
	if (block.type === 'heading') return [{ type: 'heading', text: block.title, rect: { x, y, w: laneWidth(layout), h } }]
	if (block.type === 'row') {
		const w = rowWidth(layout)
		return block.cards.map((card, at) => ({ type: 'card', card, rect: { x: x + at * (w + gap), y, w, h } }))
	}
	const w = pairWidth(layout, 'obstacle')
	const right = x + w + SCENE.arrow * layout.textSize
	const obstacle: PlacedPart = { type: 'card', card: block.obstacle, rect: { x, y, w, h } }
	if (block.solutions.length === 0) return [obstacle, { type: 'place', rect: { x: right, y, w, h } }]
	return [obstacle, arrowBetween({ x: x + w, y, h }, layout), ...stack(block.solutions, { x: right, y, w, h }, layout)]
}

function arrowBetween({ x, y, h }: { x: number; y: number; h: number }, { textSize }: SceneLayout): PlacedPart {
	const side = 0.7 * textSize
	const margin = (SCENE.arrow * textSize - side) / 2
	return { type: 'arrow', rect: { x: x + margin, y: y + (h - side) / 2, w: side, h: side } }
}

/** Places solutions below each other, so that they fill the height of their obstacle. */
function stack(cards: readonly SceneCard[], { x, y, w, h }: Rect, { textSize }: SceneLayout): PlacedPart[] {
	const gap = SCENE.gap * textSize
	const heights = cards.map((card) => cardHeight(card, w, textSize))
	const spare = (h - heights.reduce((sum, height) => sum + height + gap, -gap)) / cards.length
	let top = y
	return cards.map((card, at) => {
		const rect = { x, y: top, w, h: (heights[at] ?? 0) + spare }
		top += rect.h + gap
		return { type: 'card', card, rect }
	})
}

function toSlide({ x, y, w, h }: Rect): Rect {
	return { x: BODY_AREA.x + x * UNIT, y: BODY_AREA.y + y * UNIT, w: w * UNIT, h: h * UNIT }
}
