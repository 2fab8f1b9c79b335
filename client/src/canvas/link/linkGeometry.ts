import {
	type CardShape,
	findLabelPosition,
	isCard,
	type LinkCurve,
	type LinkMeaning,
	linkLabelSize,
	linkMeaning,
	type Point,
	pointAlong,
	RectIndex,
} from '@charrette/shared'
import { boardUi } from '../boardUi.ts'
import type { Editor } from '../engine/editor.ts'
import { bindingsOf, type LinkShape, lineOf } from '../engine/shapes.ts'

/** The geometry of a link as drawn. Its meaning is null while an end is bound to no card. */
export interface DrawnLink {
	curve: LinkCurve
	meaning: LinkMeaning | null
}

/**
 * Returns the line (in coordinates of the arrow) and its meaning. Null if there is no line, e.g.
 * when the cards overlap.
 */
export function readLink(editor: Editor, arrow: LinkShape): DrawnLink | null {
	const info = lineOf(editor, arrow)
	if (!info?.isValid || info.type === 'elbow') return null
	const ends = { start: info.start.point, end: info.end.point }
	const meaning = meaningOfLink(editor, arrow)
	if (info.type === 'straight') return { curve: { type: 'straight', ...ends }, meaning }
	const { center, radius, sweepFlag, largeArcFlag } = info.bodyArc
	const curve = { type: 'arc', ...ends, center, radius, sweep: sweepFlag, large: largeArcFlag } as const
	return { curve, meaning }
}

/** Returns the cards that an arrow joins; undefined for an end that is bound to none. */
export function linkEnds(editor: Editor, arrow: LinkShape): { from: CardShape | undefined; to: CardShape | undefined } {
	const { start, end } = bindingsOf(editor, arrow)
	const cardOf = (id: typeof arrow.id | undefined) => {
		const shape = id && editor.getShape(id)
		return shape && isCard(shape) ? shape : undefined
	}
	return { from: cardOf(start?.toId), to: cardOf(end?.toId) }
}

function meaningOfLink(editor: Editor, arrow: LinkShape): LinkMeaning | null {
	const { from, to } = linkEnds(editor, arrow)
	return from && to && from.id !== to.id ? linkMeaning(arrow, from.props.kind, to.props.kind) : null
}

interface LabelledCurve {
	curve: LinkCurve
	label: string
}

/**
 * Returns the fraction of the length of a link (0 to 1) at which its label covers no other card.
 */
export function labelFraction(editor: Editor, arrow: LinkShape, { curve, label }: LabelledCurve): number {
	const { from, to } = linkEnds(editor, arrow)
	return findLabelPosition(curve, linkLabelSize(label), {
		cards: boardUi(editor).cards.idle.get(),
		joined: [from?.id, to?.id],
		origin: editor.getShapePageTransform(arrow).point(),
	})
}

/**
 * Returns the centre of the label of a link, in the coordinates of the arrow; see `labelFraction`.
 */
export function labelPosition(editor: Editor, arrow: LinkShape, link: LabelledCurve): Point {
	return pointAlong(link.curve, labelFraction(editor, arrow, link))
}

/** Cards are considered at rest when no record has changed for this long. */
const SETTLE_MS = 250

/** Keeps `idleCards` up to date. Returns a function that stops it. */
export function watchIdleCards(editor: Editor): () => void {
	let timer: ReturnType<typeof setTimeout> | undefined
	const readCards = () => {
		const cards = editor.getCurrentPageShapes().flatMap((shape) => {
			const bounds = shape.type === 'card' && editor.getShapePageBounds(shape)
			return bounds ? [{ id: shape.id, x: bounds.x, y: bounds.y, w: bounds.w, h: bounds.h }] : []
		})
		boardUi(editor).cards.idle.set(new RectIndex(cards))
	}
	const onChange = () => {
		clearTimeout(timer)
		timer = setTimeout(readCards, SETTLE_MS)
	}
	onChange()
	const unlisten = editor.store.listen(onChange, { scope: 'document' })
	return () => {
		unlisten()
		clearTimeout(timer)
	}
}
