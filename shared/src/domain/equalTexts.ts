import { plainText } from './cardMarkup.ts'
import { foldForSearch } from './locales.ts'

const WORD = /[\p{L}\p{N}\p{M}]+/gu
/** Scripts without spaces between words: each of their characters is compared like a word. */
const UNSPACED =
	/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]|[^\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]+/gu
const NOT_ASCII = /[^\0-\x7f]/
/** Articles and particles, which say nothing. Prepositions and negations do. */
const ARTICLES = new Set(
	'a an the el la los las un una unos unas le les l une 的 了'.split(' ').map((word) => foldForSearch(word)),
)
const PLURAL = /^(\p{sc=Latin}{3,}[^s])s$/u
/** A word so long that a difference of one letter is a slip rather than another word. */
const LONG_WORD = /^[\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}]{8,24}$/u

/**
 * Groups texts that say the same: they differ only in case, accents, punctuation, spaces, width,
 * articles, a plural s, or one letter of one long word. Returns the index of the first text of the
 * group for each text. A text without a visible character is alone.
 *
 * The time grows with the length of all texts, also if all of them are similar.
 */
export function groupEqualTexts(texts: readonly string[]): number[] {
	const groups = texts.map((_, index) => index)
	const byKey = new Map<string, { index: number; words: string[] }>()
	for (const [index, text] of texts.entries()) {
		const words = wordsOf(text)
		if (words.length === 0) continue
		const key = words.join(' ')
		const known = byKey.get(key)
		if (known) groups[index] = known.index
		else byKey.set(key, { index, words })
	}
	joinSlips([...byKey.values()], groups)
	return groups.map((_, index) => firstOf(groups, index))
}

/** Returns the index of the first text of a group; groups that were joined refer to each other. */
function firstOf(groups: number[], index: number): number {
	let first = index
	for (let next = groups[first]; next !== undefined && next !== first; next = groups[first]) first = next
	groups[index] = first
	return first
}

function wordsOf(text: string): string[] {
	const plain = plainText(text)
	const isAscii = !NOT_ASCII.test(plain)
	const folded = isAscii ? plain.toLowerCase() : foldForSearch(plain)
	const spaced = folded.match(WORD) ?? []
	const all = isAscii ? spaced : spaced.flatMap((word) => (NOT_ASCII.test(word) ? (word.match(UNSPACED) ?? []) : word))
	const words = all.filter((word) => !ARTICLES.has(word)).map((word) => word.replace(PLURAL, '$1'))
	if (words.length > 0) return words
	return all.length > 0 ? all : folded.split(/\s+/).filter(Boolean)
}

/**
 * Joins the groups of texts that differ in one letter of one long word. Only texts with equal short
 * words are compared: those that remain equal if a letter of a long word is left out are joined.
 */
function joinSlips(texts: readonly { index: number; words: string[] }[], groups: number[]): void {
	const outlines = new Map<string, { index: number; words: string[] }[]>()
	for (const text of texts) {
		const outline = text.words.map((word) => (LONG_WORD.test(word) ? '#' : word)).join(' ')
		const alike = outlines.get(outline)
		if (alike) alike.push(text)
		else outlines.set(outline, [text])
	}
	for (const alike of outlines.values()) {
		if (alike.length < 2) continue
		const byVariant = new Map<string, number>()
		for (const { index, words } of alike.slice(0, MAX_ALIKE))
			for (const variant of variantsOf(words)) {
				const known = byVariant.get(variant)
				if (known === undefined) byVariant.set(variant, index)
				else join(groups, known, index)
			}
	}
}

function join(groups: number[], one: number, other: number): void {
	const [first, second] = [firstOf(groups, one), firstOf(groups, other)]
	groups[Math.max(first, second)] = Math.min(first, second)
}

/** The maximum length of a text in which a slip is looked for, and of texts that are compared. */
const MAX_SLIP_CHARACTERS = 200
const MAX_ALIKE = 200

/** Yields the text with each long word marked, whole and without each of its letters. */
function* variantsOf(words: readonly string[]): Generator<string> {
	if (words.join(' ').length > MAX_SLIP_CHARACTERS) return
	for (const [at, word] of words.entries()) {
		if (!LONG_WORD.test(word)) continue
		const [before, after] = [words.slice(0, at).join(' '), words.slice(at + 1).join(' ')]
		for (const variant of [word, ...shortened(word)]) yield `${before} #${variant}# ${after}`
	}
}

/** Returns a word without each of its letters in turn. */
function shortened(word: string): Set<string> {
	return new Set(Array.from(word, (_, at) => word.slice(0, at) + word.slice(at + 1)))
}
