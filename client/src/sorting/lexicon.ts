import {
	addGlossaryRow,
	baseOf,
	type FoundEntry,
	findGlossaryEntries,
	type GlossaryEntry,
	type GlossaryRow,
	type Locale,
	parseGlossary,
	stemsOf,
} from '@charrette/shared'

/** What a text names or is about, in any language. */
export interface NamedThing {
	/** The number of the row, of both tables. */
	row: number
	/** The heading under which the row is; empty for none. */
	topic: string
	terms: GlossaryRow
	/** Whether the words only belong to a subject, as "late" does to buses, and name nothing. */
	isNear: boolean
	/** The words of the text, folded; a pair of characters each for Chinese. */
	words: readonly string[]
	/** The share of these words, from 0 to 1: a word that names several things is a hint at each. */
	share: number
	/** The same for the topic, which several of these things can have. */
	topicShare: number
}

/** The glossary and the words near its topics, by which texts are compared. */
export interface Lexicon {
	/** Returns the things that a text names, without those that are part of a longer term. */
	thingsIn(text: string, language: Locale): NamedThing[]
	/** Returns the first term of a `thing`, or a `topic`, in a language; null for others. */
	labelOf(feature: string, locale: Locale): string | null
	/** Whether a topic says who, where or by what means, and comes with any other topic. */
	isFrame(topic: string): boolean
}

interface Row {
	topic: string
	terms: GlossaryRow
	isNear: boolean
}

interface Topic {
	labels: Readonly<Record<string, string>>
	isFrame: boolean
}

const HEADING = /^##\s*(.*)$/u
/** The last column of the heading of a topic that comes with any other. */
const FRAME = 'frame'

/**
 * Creates the lexicon of a glossary, a table with headings (`## energy`), and of the words near its
 * topics (`subjects.tsv`), whose headings have the topic in each language. It takes 500 ms.
 */
export function createLexicon(glossary: string, near = ''): Lexicon {
	const topics = topicsOf(near)
	const rows = [...rowsOf(glossary, false), ...rowsOf(near, true)]
	const places = new Map(rows.map((row, at) => [row.terms, { ...row, row: at }]))
	const entries = new Map<string, GlossaryEntry[]>()
	for (const { terms } of rows) addGlossaryRow(entries, terms)
	const stems = new Map<string, string[]>()
	const remembered = (word: string) => {
		const known = stems.get(word) ?? stemsOf(word)
		stems.set(word, known)
		return known
	}
	return {
		isFrame: (topic) => topics.get(topic)?.isFrame ?? false,
		labelOf(feature, locale) {
			const [, kind, name = ''] = /^(thing|topic) (.*)$/u.exec(feature) ?? []
			if (kind === 'topic') return topics.get(name)?.labels[locale] ?? null
			return kind ? (rows[Number(name)]?.terms[locale]?.[0] ?? null) : null
		},
		thingsIn(text, language) {
			const found = findGlossaryEntries(entries, text, remembered)
				.filter((entry) => isMeant(entry, language))
				.sort((a, b) => b.words.length - a.words.length)
			const things = new Map<number, Omit<NamedThing, 'share' | 'topicShare'>>()
			const covered = new Map<string, number>()
			for (const { row, words, language: own } of found) {
				const place = places.get(row.terms)
				if (!place || things.has(place.row) || (place.isNear && !isReadAs(own, language))) continue
				if (words.every((word) => (covered.get(word) ?? 0) > words.length)) continue
				for (const word of words) covered.set(word, Math.max(covered.get(word) ?? 0, words.length))
				things.set(place.row, { ...place, words })
			}
			return withShares([...things.values()])
		},
	}
}

function rowsOf(table: string, isNear: boolean): Row[] {
	let topic = ''
	const [header = '', ...lines] = table.split(/\r?\n/u)
	return lines.flatMap((line) => {
		topic = HEADING.exec(line)?.[1]?.split('\t')[0]?.trim() ?? topic
		return parseGlossary(`${header}\n${line}`).map((terms) => ({ topic, terms, isNear }))
	})
}

/** Returns the topics of the headings, by their names in the first column. */
function topicsOf(table: string): Map<string, Topic> {
	const [header = '', ...lines] = table.split(/\r?\n/u)
	const tags = header.split('\t')
	return new Map(
		lines.flatMap((line) => {
			const cells = HEADING.exec(line)?.[1]?.split('\t')
			if (!cells?.[0]) return []
			const labels = Object.fromEntries(tags.map((tag, column) => [tag, cells[column] ?? '']))
			return [[cells[0], { labels, isFrame: cells[tags.length] === FRAME }]]
		}),
	)
}

function withShares(things: readonly Omit<NamedThing, 'share' | 'topicShare'>[]): NamedThing[] {
	return things.map((thing) => {
		const same = things.filter((other) => isSameName(other, thing))
		return {
			...thing,
			share: 1 / same.filter(({ isNear }) => isNear === thing.isNear).length,
			topicShare: 1 / new Set(same.map(({ topic }) => topic)).size,
		}
	})
}

const isSameName = (a: { words: readonly string[] }, b: { words: readonly string[] }) =>
	a.words.join(' ') === b.words.join(' ')

/** Latin words in a Chinese text are read as English. */
function isReadAs(language: string, textLanguage: Locale): boolean {
	return baseOf(textLanguage) === language || (textLanguage === 'zh-CN' && language === 'en')
}

/** Length of the beginning that two forms of one word share. */
const MIN_SHARED = 4

/**
 * Whether the words of a text mean a term: the term as it is, or other forms of its words in the
 * text's language. The same stem is not enough: Spanish "solos" (alone) and "solar" have one.
 */
function isMeant({ phrase, words, language }: FoundEntry, textLanguage: Locale): boolean {
	const isOwn = baseOf(textLanguage) === language
	return words.every((word, at) => {
		const term = phrase[at]?.[0] ?? ''
		return word === term || (isOwn && (term.startsWith(word) || word.startsWith(term) || shareStart(word, term)))
	})
}

const shareStart = (a: string, b: string) => a.slice(0, MIN_SHARED) === b.slice(0, MIN_SHARED)
