import type { Editor, TLArrowShape } from '@tldraw/tldraw'
import { settledCards } from '../card/settledCards.ts'
import { clearSpot, pointAlong } from './clearSpot.ts'
import type { LinkCourse, Point } from './linkPath.ts'
import { endsOf } from './readLink.ts'

const WORD_HEIGHT = 20
const WORD_PAD = 10
/** A word's width at its 12 px, roughly: a Chinese character is as wide as it is high. */
const LETTER = { wide: 12, narrow: 6.6 }

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
	return clearSpot(course, { w: widthOf(word), h: WORD_HEIGHT }, others)
}

/** Like `wordSpot`, as the place itself, in the link's own space. */
export function wordPlace(editor: Editor, arrow: TLArrowShape, about: { course: LinkCourse; word: string }): Point {
	return pointAlong(about.course, wordSpot(editor, arrow, about))
}

function widthOf(word: string): number {
	const letters = [...word].map((letter) => (letter >= '\u2e80' ? LETTER.wide : LETTER.narrow))
	return WORD_PAD + letters.reduce((sum, width) => sum + width, 0)
}
