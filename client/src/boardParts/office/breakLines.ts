import type { Run } from './OfficePages.ts'

/** A part of a line in one style; `x` is relative to the line. */
interface Piece {
	text: string
	x: number
	width: number
	isBold: boolean
	isItalic: boolean
}

/** A line of text. */
export interface Line {
	pieces: Piece[]
	width: number
	isRightToLeft: boolean
}

/** Returns the width of a text in this style. */
export type Measure = (text: string, style: { isBold: boolean; isItalic: boolean }) => number

/** Words, spaces, and characters that a line may end after, with the marks that stay with them. */
const WORDS =
	/\n|[^\S\n]+|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}][、。，．！？：；”’）》」』】]*|[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+/gu
const RIGHT_TO_LEFT = /^[^\p{L}]*[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u

/** Breaks the runs of a paragraph into lines of at most this width, between words if they fit. */
export function breakLines(runs: readonly Run[], width: number, measure: Measure): Line[] {
	const isRightToLeft = RIGHT_TO_LEFT.test(runs.map(({ text }) => text).join(''))
	const lines: Line[] = []
	let line: Line = { pieces: [], width: 0, isRightToLeft }
	const end = () => {
		lines.push(line)
		line = { pieces: [], width: 0, isRightToLeft }
	}
	const add = (text: string, { isBold, isItalic }: Run) => {
		const wide = measure(text, { isBold, isItalic })
		const last = line.pieces.at(-1)
		// Pieces in one style are drawn as one text, so that a browser can join and order its letters.
		const isSame = last && (isRightToLeft || (last.isBold === isBold && last.isItalic === isItalic))
		if (isSame) {
			last.text += text
			last.width += wide
		} else line.pieces.push({ text, x: line.width, width: wide, isBold, isItalic })
		line.width += wide
	}
	const addWord = (found: string, run: Run) => {
		if (found === '\n') return end()
		const isSpace = found.trim() === ''
		const word = isSpace ? found.replaceAll('\t', '    ') : found
		const wide = measure(word, run)
		const isFull = line.width > 0 && line.width + wide > width
		if (isFull) end()
		if (isFull && isSpace) return
		const [first = '', ...others] = wide <= width ? [word] : splitWord(word, run, { width, measure })
		add(first, run)
		for (const other of others) {
			end()
			add(other, run)
		}
	}
	for (const run of runs) for (const [found] of run.text.matchAll(WORDS)) addWord(found, run)
	end()
	return lines
}

/** Splits a word that is wider than a line. */
function splitWord(word: string, run: Run, { width, measure }: { width: number; measure: Measure }): string[] {
	const parts: string[] = []
	let [part, wide] = ['', 0]
	for (const character of word) {
		const more = measure(character, run)
		if (part !== '' && wide + more > width) {
			parts.push(part)
			part = ''
			wide = 0
		}
		part += character
		wide += more
	}
	return [...parts, part]
}
