import bidiFactory from 'bidi-js'

const RIGHT_TO_LEFT =
	/[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\u200f\u202b\u202e\u2067]/u

let bidi: ReturnType<typeof bidiFactory> | null = null

/**
 * Returns whether the character at a position is right-to-left, as a function, by the Unicode
 * Bidirectional Algorithm (UAX 9), in paragraphs of this direction. Signs and spaces between
 * right-to-left words are right-to-left as well; numbers are not. A line feed ends a paragraph.
 */
export function directionsOf(text: string, base: 'ltr' | 'rtl'): (position: number) => boolean {
	if (!RIGHT_TO_LEFT.test(text)) return () => false
	bidi ??= bidiFactory()
	const { levels } = bidi.getEmbeddingLevels(text, base)
	return (position) => (levels[position] ?? 0) % 2 === 1
}

const RIGHT_TO_LEFT_MARK = '\u200f'
const ENDS_RIGHT_TO_LEFT = new RegExp(`^${RIGHT_TO_LEFT.source}(.*${RIGHT_TO_LEFT.source})?$`, 'su')

/**
 * Adds invisible marks to a right-to-left run that ends with a sign. Programs that do not know the
 * paragraph of the run then draw the sign on the correct side.
 */
export function markDirection(run: string): string {
	const isClear = ENDS_RIGHT_TO_LEFT.test(run.trim())
	return isClear ? run : RIGHT_TO_LEFT_MARK + run + RIGHT_TO_LEFT_MARK
}

/** Returns a run without the marks of `markDirection`. */
export function withoutDirectionMarks(run: string): string {
	return run.startsWith(RIGHT_TO_LEFT_MARK) && run.endsWith(RIGHT_TO_LEFT_MARK) ? run.slice(1, -1) : run
}
