const LINE_HEIGHT = 1.22
/**
 * Widths are estimated, since the fonts of the device that opens the file are unknown. This factor
 * makes them too wide rather than too narrow.
 */
const WIDTH_MARGIN = 1.02
const WIDTHS: readonly [RegExp, number][] = [
	[/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff00-\uff60]/u, 1],
	[/\p{M}|\p{Cf}/u, 0],
	[/\p{Extended_Pictographic}/u, 1.4],
	[/[MWmw@%…—]/u, 0.92],
	[/[\p{Lu}&]/u, 0.72],
	[/[iljtfrI.,:;'’!|()[\] ]/u, 0.33],
]
const DEFAULT_WIDTH = 0.58

/** Widths by character. */
const widthCache = new Map<string, number>()

/** Returns the estimated height of a text in pt, wrapped at `width` pt. */
export function textHeight(text: string, fontSize: number, width: number): number {
	const lineWidth = width / fontSize
	const lines = text.split('\n').reduce((sum, line) => sum + linesOf(line, lineWidth), 0)
	return lines * fontSize * LINE_HEIGHT
}

/**
 * Returns the number of lines of a paragraph. Words longer than a line are broken. Widths in em.
 */
function linesOf(paragraph: string, lineWidth: number): number {
	let lines = 1
	let used = 0
	for (const word of paragraph.match(
		/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|\s+|[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+/gu,
	) ?? []) {
		const width = widthOf(word)
		if (used + width <= lineWidth) used += width
		else if (width <= lineWidth) [lines, used] = [lines + 1, /^\s/.test(word) ? 0 : width]
		else {
			const rest = used + width
			lines += Math.floor(rest / lineWidth)
			used = rest % lineWidth
		}
	}
	return lines
}

/** Returns a word's width in em. */
function widthOf(word: string): number {
	let width = 0
	for (const letter of word) width += letterWidth(letter)
	return width * WIDTH_MARGIN
}

function letterWidth(letter: string): number {
	const known = widthCache.get(letter)
	if (known !== undefined) return known
	const width = WIDTHS.find(([letters]) => letters.test(letter))?.[1] ?? DEFAULT_WIDTH
	widthCache.set(letter, width)
	return width
}
