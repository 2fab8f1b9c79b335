import { clearSpot, type LinkCourse, type Point, pointAlong, wordSize } from '@charrette/shared'
import type { Editor, TLArrowShape } from '@tldraw/tldraw'
import { settledCards } from '../card/settledCards.ts'
import { endsOf } from './readLink.ts'

/** The part of the way along a link at which its word stands clear of other cards. */
export function wordSpot(
	editor: Editor,
	arrow: TLArrowShape,
	{ course, word }: { course: LinkCourse; word: string },
): number {
	const { from, to } = endsOf(editor, arrow)
	const { x, y } = editor.getShapePageTransform(arrow).point()
	const others = settledCards(editor)
		.get()
		.filter(({ id }) => id !== from?.id && id !== to?.id)
		.map((card) => ({ ...card, x: card.x - x, y: card.y - y }))
	return clearSpot(course, wordSize(word), others)
}

/** Like `wordSpot`, as the place itself, in the link's own space. */
export function wordPlace(editor: Editor, arrow: TLArrowShape, about: { course: LinkCourse; word: string }): Point {
	return pointAlong(about.course, wordSpot(editor, arrow, about))
}
