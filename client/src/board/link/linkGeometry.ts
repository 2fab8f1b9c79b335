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
} from '@charrette/shared'
import {
	type Atom,
	atom,
	type Editor,
	getArrowBindings,
	getArrowInfo,
	type TLArrowShape,
	type TLShapeId,
	WeakCache,
} from '@tldraw/tldraw'
import type { Rect } from '../viewport/freeSpace.ts'

/** A link as it is drawn: its line, and what it says; null meaning while it lacks an end. */
export interface DrawnLink {
	course: LinkCurve
	meaning: LinkMeaning | null
}

/** The drawing of an arrow, in its own space. Null while it has none, e.g. when its cards lie on each other. */
export function readLink(editor: Editor, arrow: TLArrowShape): DrawnLink | null {
	const info = getArrowInfo(editor, arrow)
	if (!info?.isValid || info.type === 'elbow') return null
	const ends = { start: info.start.point, end: info.end.point }
	const meaning = meaningOfLink(editor, arrow)
	if (info.type === 'straight') return { course: { type: 'straight', ...ends }, meaning }
	const { center, radius, sweepFlag, largeArcFlag } = info.bodyArc
	const course = { type: 'arc', ...ends, center, radius, sweep: sweepFlag, large: largeArcFlag } as const
	return { course, meaning }
}

/** The cards that an arrow joins; undefined where an end is bound to none. */
export function linkEnds(
	editor: Editor,
	arrow: TLArrowShape,
): { from: CardShape | undefined; to: CardShape | undefined } {
	const { start, end } = getArrowBindings(editor, arrow)
	const cardOf = (id: typeof arrow.id | undefined) => {
		const shape = id && editor.getShape(id)
		return shape && isCard(shape) ? shape : undefined
	}
	return { from: cardOf(start?.toId), to: cardOf(end?.toId) }
}

function meaningOfLink(editor: Editor, arrow: TLArrowShape): LinkMeaning | null {
	const { from, to } = linkEnds(editor, arrow)
	return from && to && from.id !== to.id ? linkMeaning(arrow, from.props.kind, to.props.kind) : null
}

/** The part of the way along a link at which its word stands clear of other cards. */
export function labelFraction(
	editor: Editor,
	arrow: TLArrowShape,
	{ course, word }: { course: LinkCurve; word: string },
): number {
	const { from, to } = linkEnds(editor, arrow)
	const { x, y } = editor.getShapePageTransform(arrow).point()
	const others = settledCards(editor)
		.get()
		.filter(({ id }) => id !== from?.id && id !== to?.id)
		.map((card) => ({ ...card, x: card.x - x, y: card.y - y }))
	return findLabelPosition(course, linkLabelSize(word), others)
}

/** Like `wordSpot`, as the place itself, in the link's own space. */
export function labelPosition(editor: Editor, arrow: TLArrowShape, about: { course: LinkCurve; word: string }): Point {
	return pointAlong(about.course, labelFraction(editor, arrow, about))
}

/** Cards count as settled when none has changed for so long. */
const SETTLE_MS = 250

const settled = new WeakCache<Editor, Atom<readonly SettledCard[]>>()

/** Where a card lies on the page. */
type SettledCard = Rect & { id: TLShapeId }

/** Where the cards lay when they last came to rest, as a signal: for what need not follow every step of a drag. */
function settledCards(editor: Editor): Atom<readonly SettledCard[]> {
	return settled.get(editor, () => atom<readonly SettledCard[]>('settled cards', []))
}

/** Keeps `settledCards` up. Returns its undo. */
export function watchSettledCards(editor: Editor): () => void {
	let timer: ReturnType<typeof setTimeout> | undefined
	const look = () => {
		settledCards(editor).set(
			editor.getCurrentPageShapes().flatMap((shape) => {
				const bounds = shape.type === 'card' && editor.getShapePageBounds(shape)
				return bounds ? [{ id: shape.id, x: bounds.x, y: bounds.y, w: bounds.w, h: bounds.h }] : []
			}),
		)
	}
	const onChange = () => {
		clearTimeout(timer)
		timer = setTimeout(look, SETTLE_MS)
	}
	onChange()
	const unlisten = editor.store.listen(onChange, { scope: 'document' })
	return () => {
		unlisten()
		clearTimeout(timer)
	}
}
