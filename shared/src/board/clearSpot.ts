import type { LinkCourse, Point } from './linkPath.ts'
import type { Box } from './nearestPlace.ts'

/** Parts of the way at which a link's word may stand, the best first. */
const SPOTS = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8] as const

const WORD_HEIGHT = 20
const WORD_PAD = 10
/** A word's width at its 12 px, roughly: a Chinese character is as wide as it is high. */
const LETTER = { wide: 12, narrow: 6.6 }

/** How much room a link's word takes, in board units. */
export function wordSize(word: string): { w: number; h: number } {
	const letters = [...word].map((letter) => (letter >= '\u2e80' ? LETTER.wide : LETTER.narrow))
	return { w: WORD_PAD + letters.reduce((sum, width) => sum + width, 0), h: WORD_HEIGHT }
}

/** The point at this part of the way along a link's line. */
export function pointAlong(course: LinkCourse, part: number): Point {
	const { start, end } = course
	if (course.type === 'straight')
		return { x: start.x + (end.x - start.x) * part, y: start.y + (end.y - start.y) * part }
	const { center, radius, sweep } = course
	const from = Math.atan2(start.y - center.y, start.x - center.x)
	const to = Math.atan2(end.y - center.y, end.x - center.x)
	const turn = 2 * Math.PI
	const angle = sweep === 1 ? (to - from + turn) % turn : -((from - to + turn) % turn)
	const at = from + angle * part
	return { x: center.x + radius * Math.cos(at), y: center.y + radius * Math.sin(at) }
}

/** Where a word of this size stands on a link clear of all `cards`: the middle if it can, else the nearest spot to it; the middle, too, if there is none. */
export function clearSpot(course: LinkCourse, word: { w: number; h: number }, cards: readonly Box[]): number {
	const isClear = (part: number) => {
		const { x, y } = pointAlong(course, part)
		const [left, top] = [x - word.w / 2, y - word.h / 2]
		return !cards.some(
			(card) => left < card.x + card.w && card.x < left + word.w && top < card.y + card.h && card.y < top + word.h,
		)
	}
	return SPOTS.find(isClear) ?? SPOTS[0]
}
