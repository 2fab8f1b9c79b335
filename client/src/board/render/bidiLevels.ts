import bidiFactory from 'bidi-js'

const RIGHT_TO_LEFT =
	/[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\u200f\u202b\u202e\u2067]/u

let bidi: ReturnType<typeof bidiFactory> | null = null

/**
 * Whether each character of a text is right-to-left, by the Unicode Bidirectional Algorithm
 * (UAX 9), in paragraphs of this direction. Signs and spaces between right-to-left words are, too;
 * numbers are not. A line feed ends a paragraph.
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
 * A right-to-left run as programs draw it that know nothing of its paragraph: invisible marks keep a
 * sign at its end on its side.
 */
export function markDirection(run: string): string {
	const isClear = ENDS_RIGHT_TO_LEFT.test(run.trim())
	return isClear ? run : RIGHT_TO_LEFT_MARK + run + RIGHT_TO_LEFT_MARK
}

/** A run without the marks of `markDirection`. */
export function withoutDirectionMarks(run: string): string {
	return run.startsWith(RIGHT_TO_LEFT_MARK) && run.endsWith(RIGHT_TO_LEFT_MARK) ? run.slice(1, -1) : run
}
