import { type CardShape, isCard, type LinkCourse, type LinkMeaning, linkMeaning } from '@charrette/shared'
import { type Editor, getArrowBindings, getArrowInfo, type TLArrowShape } from '@tldraw/tldraw'

/** A link as it is drawn: its line, and what it says; null meaning while it lacks an end. */
export interface LinkDrawing {
	course: LinkCourse
	meaning: LinkMeaning | null
}

/** The drawing of an arrow, in its own space. Null while it has none, e.g. when its cards lie on each other. */
export function readLink(editor: Editor, arrow: TLArrowShape): LinkDrawing | null {
	const info = getArrowInfo(editor, arrow)
	if (!info?.isValid || info.type === 'elbow') return null
	const ends = { start: info.start.point, end: info.end.point }
	const meaning = meaningOfArrow(editor, arrow)
	if (info.type === 'straight') return { course: { type: 'straight', ...ends }, meaning }
	const { center, radius, sweepFlag, largeArcFlag } = info.bodyArc
	const course = { type: 'arc', ...ends, center, radius, sweep: sweepFlag, large: largeArcFlag } as const
	return { course, meaning }
}

/** The cards that an arrow joins; undefined where an end is bound to none. */
export function endsOf(
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

function meaningOfArrow(editor: Editor, arrow: TLArrowShape): LinkMeaning | null {
	const { from, to } = endsOf(editor, arrow)
	return from && to && from.id !== to.id ? linkMeaning(arrow, from.props.kind, to.props.kind) : null
}
