import type { PracticeTexts } from './Practice.ts'

/** A part of a text, of some sentences, as a translation of an excerpt needs it. */
export interface Passage {
	/** Its place among the passages of the text. */
	index: number
	text: string
}

/** Length up to which a passage takes further sentences, in UTF-16 units. */
const PASSAGE_LENGTH = 240
/** As many sentences as fit: all up to the last end of one. */
const SENTENCES = /^.*(?:[.!?…]+(?=\s)|[。！？]+)/su
const WORDS = /^.*\s/su

/** Returns the sections of a practice below its summary as one text, from which excerpts are. */
export function practiceBody({ title: _, abstract: __, ...sections }: PracticeTexts): string {
	return Object.values(sections).join('\n')
}

/**
 * Returns the passages of a text, in order: the same for each reader, so that their number is
 * bounded, unlike that of excerpts.
 */
export function passagesOf(text: string): (Passage & { start: number })[] {
	const lines = [...text.matchAll(/[^\n]+/g)]
	const parts = lines.flatMap(({ index, 0: line }) =>
		cutLine(line).map(({ start, length }) => ({
			start: index + start,
			text: line.slice(start, start + length).trim(),
		})),
	)
	return parts.filter((part) => part.text !== '').map((part, index) => ({ ...part, index }))
}

/** Returns the passage at a place of a text; null if there is none. */
export function passageAt(text: string, place: number): Passage | null {
	const found = passagesOf(text).findLast(({ start }) => start <= place)
	return found ? { index: found.index, text: found.text } : null
}

function cutLine(line: string): { start: number; length: number }[] {
	const parts: { start: number; length: number }[] = []
	for (let start = 0; start < line.length; ) {
		const part = line.slice(start, start + PASSAGE_LENGTH)
		const isLast = start + part.length === line.length
		const length = isLast
			? part.length
			: (SENTENCES.exec(part) ?? WORDS.exec(part) ?? [wholeCharacters(part)])[0].length
		parts.push({ start, length })
		start += length
	}
	return parts
}

/** Cuts between characters, for a text without sentences and spaces. */
function wholeCharacters(part: string): string {
	return part.replace(/[\uD800-\uDBFF]$/, '')
}
