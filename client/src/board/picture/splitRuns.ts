/** What one reads as one character, where it lies on its line, and what it is written in. */
export interface Glyphs<Font> {
	text: string
	left: number
	right: number
	font: Font | null
}

/** A piece of a line that is drawn in one go: of one typeface and one direction. `x` is its left edge. */
export interface TextRun<Font> {
	text: string
	x: number
	width: number
	font: Font | null
}

interface Open<Font> extends TextRun<Font> {
	isRightToLeft: boolean
	end: number
}

/** Wider than what rounding does, narrower than any blank. */
const TOUCHING = 0.75
const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}]/u

/**
 * The runs of a line, in the order in which it is read. Blanks are measured in the first typeface, `latin`: in another one
 * they may be narrower, so there each word is a run of its own and lies where it was measured.
 */
export function splitRuns<Font extends { family: string }>(
	line: readonly Glyphs<Font>[],
	latin: string | undefined,
): TextRun<Font>[] {
	const runs: Open<Font>[] = []
	for (const glyphs of line) {
		const run = runs.at(-1)
		if (glyphs.text.trim() === '') {
			if (run && !run.isRightToLeft) run.text += glyphs.text
			if (run && run.font?.family === latin) run.end = glyphs.right
			continue
		}
		const isRightToLeft = RIGHT_TO_LEFT.test(glyphs.text)
		const joins = run && run.font === glyphs.font && run.isRightToLeft === isRightToLeft
		if (joins && Math.abs((isRightToLeft ? glyphs.right : glyphs.left) - run.end) < TOUCHING) extend(run, glyphs)
		else runs.push(open(glyphs, isRightToLeft))
	}
	return runs.map(({ text, x, width, font }) => ({ text, x, width, font }))
}

function open<Font>({ text, left, right, font }: Glyphs<Font>, isRightToLeft: boolean): Open<Font> {
	return { text, x: left, width: right - left, font, isRightToLeft, end: isRightToLeft ? left : right }
}

function extend<Font>(run: Open<Font>, { text, left, right }: Glyphs<Font>): void {
	const farthest = Math.max(run.x + run.width, right)
	run.text += text
	run.x = Math.min(run.x, left)
	run.width = farthest - run.x
	run.end = run.isRightToLeft ? left : right
}
