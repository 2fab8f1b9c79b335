import { isPaired, type Locale } from '@charrette/shared'
import type { Feature } from './cardFeatures.ts'
import type { Lexicon } from './lexicon.ts'
import { countFeatures, rarity } from './vectors.ts'

/** Words by which a suggestion is explained. */
const MAX_WORDS = 5
/** Words in a name. */
const MAX_NAMED = 2

interface NameOptions {
	/** The number of texts that have each feature, among all `texts`. */
	counts: ReadonlyMap<string, number>
	texts: number
	locale: Locale
	lexicon: Lexicon
}

/** A word or thing that texts share: as they write it, and as those in the reader's language do. */
interface SharedFeature {
	key: string
	score: number
	/** Number of texts of the group that have it. */
	count: number
	written: Map<string, number>
	own: string[]
}

/**
 * Returns a name for a group of texts, and the words that at least two of them share: those that
 * many of the group have and few others. If no word is in half of them, but a topic is, the topic
 * comes first: it is what they share.
 */
export function describeGroup(
	group: readonly (readonly Feature[])[],
	options: NameOptions,
): { name: string; words: string[] } {
	const shared = sharedFeatures(group, options)
	const isExplained = shared.some(({ count }) => count * 2 >= group.length)
	const topic = isExplained ? null : sharedTopic(group, options)
	const names: string[] = topic ? [topic] : []
	const words = [...names]
	const named = [...names]
	for (const { key, written, own } of shared) {
		const usual = [...written].sort(([, a], [, b]) => b - a).map(([word]) => word)
		for (const word of usual) if (words.length < MAX_WORDS && isNew(word, words)) words.push(word)
		const label = own[0] ?? options.lexicon.labelOf(key, options.locale) ?? usual[0] ?? ''
		if (names.length === MAX_NAMED || ![label, ...usual].every((word) => isNew(word, named))) continue
		names.push(label)
		named.push(label, ...usual)
	}
	return { name: capitalized(names.join(' · ')), words }
}

/** Returns the topic that half of the texts and few others have, in the reader's language. */
function sharedTopic(group: readonly (readonly Feature[])[], { counts, locale, lexicon }: NameOptions): string | null {
	const inGroup = countFeatures(group.map((features) => features.filter(({ kind }) => kind === 'topic')))
	const [best] = [...inGroup]
		.filter(([, count]) => count > 1 && count * 2 >= group.length)
		.map(([key, count]) => ({ key, score: (count * count) / Math.max(count, counts.get(key) ?? 0) }))
		.sort((a, b) => b.score - a.score)
	return best ? lexicon.labelOf(best.key, locale) : null
}

/** Returns what texts share, best first. */
function sharedFeatures(
	group: readonly (readonly Feature[])[],
	{ counts, texts, locale }: NameOptions,
): SharedFeature[] {
	const inGroup = countFeatures(group)
	const shared = new Map<string, SharedFeature>()
	for (const { key, kind, shown, language } of group.flat()) {
		const count = inGroup.get(key) ?? 0
		if (count < 2 || shown === '' || (kind === 'word' && !isWord(shown))) continue
		const all = Math.max(count, counts.get(key) ?? 0)
		const score = count * rarity(all, texts) * (count / all)
		const known = shared.get(key) ?? { key, score, count, written: new Map<string, number>(), own: [] }
		known.written.set(shown, (known.written.get(shown) ?? 0) + 1)
		if (language === locale) known.own.push(shown)
		shared.set(key, known)
	}
	return [...shared.values()].sort((a, b) => b.score - a.score)
}

let segmenter: Intl.Segmenter | null = null

/** Whether a pair of characters is a word: not the end of one and the beginning of the next. */
function isWord(written: string): boolean {
	if (!isPaired(written)) return true
	segmenter ??= new Intl.Segmenter('zh', { granularity: 'word' })
	return [...segmenter.segment(written)].length === 1
}

/** Length of the beginning that two forms of one word share. */
const MIN_SHARED = 5

/** Whether a word is no other form, and no part, of one of these. */
function isNew(word: string, known: readonly string[]): boolean {
	const folded = fold(word)
	return known.map(fold).every((other) => {
		const isPart = other.includes(folded) || folded.includes(other)
		return !isPart && !(folded.length >= MIN_SHARED && folded.slice(0, MIN_SHARED) === other.slice(0, MIN_SHARED))
	})
}

const fold = (word: string) => word.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
const capitalized = (name: string) => name.charAt(0).toLocaleUpperCase() + name.slice(1)
