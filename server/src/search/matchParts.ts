/**
 * The search for parts of words, as on a board (`searchCards`), for texts that are kept folded.
 * Beyond that search, traditional and simplified Chinese match each other.
 */
import { foldForSearch, type MarkedText, toSimplified } from '@charrette/shared'
import { cutExcerpt, EXCERPT_LENGTH } from './createExcerpt.ts'

/** Limit of the parts in a query; more are ignored. */
const MAX_PARTS = 12
/** Characters around the first match of a long text in which matches are marked. */
const MARKED_LENGTH = 1000
const HAN = /\p{Script=Han}/u

/** Folds a text for `includesParts`. */
export function foldParts(text: string): string {
	const folded = foldForSearch(text)
	return HAN.test(folded) ? toSimplified(folded) : folded
}

/** Returns the parts of a query, folded: its words, of which a text has to contain each. */
export function partsOf(query: string): string[] {
	return [...new Set(foldParts(query).split(/\s+/).filter(Boolean))].slice(0, MAX_PARTS)
}

/**
 * Returns the excerpt of a text with the most parts, marked; its beginning if it has none. `folded`
 * begins with the folded text.
 */
export function markParts({ text, folded }: { text: string; folded: string }, parts: readonly string[]): MarkedText {
	if (text.length <= EXCERPT_LENGTH) return { text, marks: marksOf(text, parts) }
	const first = Math.min(...parts.map((part) => folded.indexOf(part)).filter((at) => at >= 0))
	// A character and its fold are about as long.
	const from = Math.max(0, Math.min(first - MARKED_LENGTH / 2, text.length - MARKED_LENGTH))
	const around = text.slice(from, from + MARKED_LENGTH)
	return cutExcerpt(around, marksOf(around, parts)) ?? { text: `${text.slice(0, EXCERPT_LENGTH)}…`, marks: [] }
}

/** Returns the places of the parts in order; places that touch or overlap are merged. */
function marksOf(text: string, parts: readonly string[]): [number, number][] {
	const { folded, starts } = foldByCharacter(text)
	const found = parts.flatMap((part) => placesOf(part, folded))
	const marks: [number, number][] = []
	for (const [from, to] of found.sort((a, b) => a[0] - b[0])) {
		const [start, end] = [starts[from] ?? 0, endOf(starts, to, text)]
		const last = marks.at(-1)
		if (last && start <= last[1]) last[1] = Math.max(last[1], end)
		else marks.push([start, end])
	}
	return marks
}

function placesOf(part: string, folded: string): [number, number][] {
	const places: [number, number][] = []
	for (let at = folded.indexOf(part); at !== -1; at = folded.indexOf(part, at + part.length))
		places.push([at, at + part.length])
	return places
}

/** Returns the end of the character before the folded index `to`. */
function endOf(starts: readonly number[], to: number, text: string): number {
	const last = starts[to - 1] ?? 0
	for (let at = to; at < starts.length; at++) {
		const start = starts[at] ?? 0
		if (start > last) return start
	}
	return text.length
}

/** Folds each character of a text, with the index in the text for each index of the result. */
function foldByCharacter(text: string): { folded: string; starts: number[] } {
	const starts: number[] = []
	let folded = ''
	let at = 0
	for (const character of text) {
		// The fold of a text trims it.
		const part = character.trim() === '' ? character : foldForSearch(character)
		for (let unit = 0; unit < part.length; unit++) starts.push(at)
		folded += part
		at += character.length
	}
	const simplified = HAN.test(folded) ? toSimplified(folded) : folded
	return { folded: simplified.length === folded.length ? simplified : folded, starts }
}
