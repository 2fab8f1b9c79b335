import { readFileSync } from 'node:fs'
import type { Locale } from '@charrette/shared'
import { describe, expect, it } from 'vitest'
import { featuresOf } from './cardFeatures.ts'
import { findSame } from './findSame.ts'
import { createLexicon } from './lexicon.ts'
import { type SortRequest, sortCards } from './sortCards.ts'

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
const lexicon = createLexicon(read('../../../shared/src/search/glossary.tsv'), read('./subjects.tsv'))
const withoutGlossary = createLexicon('')

interface Labelled {
	language: string
	theme: string
	same: string
	text: string
}

const SENTENCES = read('./labelled.tsv')
	.split('\n')
	.filter((line) => line !== '' && !line.startsWith('#'))
	.map((line): Labelled => {
		const [language = '', theme = '', same = '', text = ''] = line.split('\t')
		return { language, theme, same, text }
	})
const THEMES = [...new Set(SENTENCES.map(({ theme }) => theme))]
/** The settings were tuned with the other five themes. */
const UNSEEN = new Set(THEMES.filter((_, at) => at % 2 === 1))
const LANGUAGES = ['en', 'zh-CN', 'es', 'fr'] as const
const unseen = SENTENCES.filter(({ theme }) => UNSEEN.has(theme))
const of = (language: string, among = SENTENCES) => among.filter((one) => one.language === language)
const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0)
const mean = (values: readonly number[]) => sum(values) / values.length

const request = (texts: readonly string[], more: Partial<SortRequest> = {}): SortRequest => ({
	cards: texts.map((text, at) => ({ id: String(at), text })),
	clusters: [],
	locale: 'en',
	...more,
})

/** Returns the adjusted Rand index of the suggestions; a card outside is a group of its own. */
function rate(sentences: readonly Labelled[], glossary = lexicon): number {
	const { suggestions } = sortCards(request(sentences.map(({ text }) => text)), glossary)
	const groups = sentences.map((_, at) => suggestions.findIndex(({ cards }) => cards.includes(String(at))))
	return adjustedRandIndex(
		sentences.map(({ theme }) => theme),
		groups.map((group, at) => (group < 0 ? `outside ${at}` : String(group))),
	)
}

function adjustedRandIndex(labels: readonly string[], groups: readonly string[]): number {
	const pairs = (keys: readonly string[]) => {
		const counts = new Map<string, number>()
		for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
		return [...counts.values()].reduce((sum, count) => sum + (count * (count - 1)) / 2, 0)
	}
	const [ofLabels, ofGroups] = [pairs(labels), pairs(groups)]
	const both = pairs(labels.map((label, at) => `${label} ${groups[at]}`))
	const expected = (ofLabels * ofGroups) / ((labels.length * (labels.length - 1)) / 2)
	return (both - expected) / ((ofLabels + ofGroups) / 2 - expected)
}

/** Returns the pairs that are found to say the same, and how many of them are right. */
function ratePairs(sentences: readonly Labelled[]): { found: number; right: number } {
	const groups = findSame(sentences.map(({ text }) => featuresOf(text, lexicon)))
	const pairs = groups.flatMap((group) => group.flatMap((one, at) => group.slice(at + 1).map((other) => [one, other])))
	const isRight = ([one = 0, other = 0]: number[]) => sentences[one]?.same === sentences[other]?.same
	return { found: pairs.length, right: pairs.filter(isRight).length }
}

describe('the labelled sentences', () => {
	it('[SORT7] are 60 of ten themes in each of the four languages', () => {
		for (const language of LANGUAGES)
			for (const theme of THEMES) expect(of(language).filter((one) => one.theme === theme)).toHaveLength(6)
		expect(THEMES).toHaveLength(10)
	})

	it('[SORT7] of five unseen themes are sorted within a language', () => {
		const rates = LANGUAGES.map((language) => rate(of(language, unseen)))
		expect(mean(rates)).toBeGreaterThanOrEqual(0.9)
		expect(Math.min(...rates)).toBeGreaterThanOrEqual(0.8)
	})

	it('[SORT7] of all ten themes are sorted within each language', () => {
		const rates = LANGUAGES.map((language) => rate(of(language)))
		expect(mean(rates)).toBeGreaterThanOrEqual(0.6)
		expect(Math.min(...rates)).toBeGreaterThanOrEqual(0.55)
	})

	it('[SORT7] are sorted across four languages by the glossary, and hardly without it', () => {
		expect(rate(unseen)).toBeGreaterThanOrEqual(0.8)
		expect(rate(SENTENCES)).toBeGreaterThanOrEqual(0.6)
		expect(rate(SENTENCES, withoutGlossary)).toBeLessThan(0.1)
	})

	it('[SORT7] that say nearly the same are found in pairs, nine of ten of them rightly', () => {
		const pairs = [SENTENCES, ...LANGUAGES.map((language) => of(language))].map(ratePairs)
		const [found, right] = [pairs.map((one) => one.found), pairs.map((one) => one.right)].map(sum)
		expect((right ?? 0) / (found ?? 1)).toBeGreaterThanOrEqual(0.9)
		// In each language, ten pairs were written to say the same.
		expect(LANGUAGES.map((language) => ratePairs(of(language)).right)).toEqual([10, 9, 10, 10])
	})
})

describe('suggestions', () => {
	const texts = of('en').map(({ text }) => text)

	it('[SORT1] are at most eight, each with a name and words that its cards share; each card is in one', () => {
		const { suggestions } = sortCards(request(texts), lexicon)
		expect(suggestions.length).toBeGreaterThanOrEqual(3)
		expect(suggestions.length).toBeLessThanOrEqual(8)
		for (const { name, words } of suggestions) expect([name, ...words]).not.toContain('')
		for (const { words } of suggestions) expect(words.length).toBeGreaterThan(0)
		const placed = suggestions.flatMap(({ cards }) => cards)
		expect(new Set(placed).size).toBe(placed.length)
	})

	it('[SORT1] are the same for the same cards', () => {
		expect(sortCards(request(texts), lexicon)).toEqual(sortCards(request(texts), lexicon))
	})

	it('[SORT1a] leave cards outside that are like no others, and do not sort few cards', () => {
		const { suggestions } = sortCards(request([...texts, 'Zzyzx', '', '42']), lexicon)
		const placed = suggestions.flatMap(({ cards }) => cards)
		for (const odd of [60, 61, 62]) expect(placed).not.toContain(String(odd))
		expect(sortCards(request(texts.slice(0, 3)), lexicon).suggestions).toEqual([])
		expect(sortCards(request([]), lexicon)).toEqual({ suggestions: [] })
	})

	it('[SORT1] have names in the language of the reader if the glossary knows the words', () => {
		const mixed = [
			'公交车太少',
			'El autobús no llega',
			'The bus is late',
			'垃圾太多',
			'La basura huele',
			'Rubbish everywhere',
		]
		const names = (locale: Locale) => sortCards(request(mixed, { locale }), lexicon).suggestions.map(({ name }) => name)
		expect(names('zh-CN').sort()).toEqual(['公交', '垃圾'])
		expect(names('fr').sort()).toEqual(['Bus', 'Déchet'])
	})

	it('[SORT1b] are of cards that share no word but a topic, which names them in the language of the reader', () => {
		const written = [
			'The landlord evicted my neighbour',
			'Two families in one bedroom',
			'Mould on every ceiling',
			'The night bus is late',
			'No seats on the tram',
			'Timetables are wrong',
		]
		const shown = (locale: Locale) =>
			sortCards(request(written, { locale }), lexicon).suggestions.map(({ name, words, cards }) => [
				name,
				words[0],
				cards.join(' '),
			])
		expect(shown('en')).toEqual([
			['Housing', 'housing', '0 1 2'],
			['Public transport', 'public transport', '3 4 5'],
		])
		expect(shown('fr').map(([name]) => name)).toEqual(['Logement', 'Transports en commun'])
	})

	it('[SORT1b] name a word before the topic if half of the cards have it', () => {
		const written = [
			'The bins are full',
			'Bins burn',
			'Bins everywhere',
			'Rats in the garbage',
			'Free wifi',
			'A quiet room',
		]
		const [first] = sortCards(request(written), lexicon).suggestions
		expect(first).toMatchObject({ name: 'Bins', cards: ['0', '1', '2', '3'] })
	})

	it('[SORT1] join misspelt words', () => {
		const written = [
			'no mantainance here',
			'maintenance is missing',
			'who pays maintenance',
			'lanterns',
			'a lantern',
			'quiet',
		]
		const { suggestions } = sortCards(request(written), withoutGlossary)
		expect(suggestions.map(({ cards }) => cards)).toContainEqual(['0', '1', '2'])
	})

	it('[SORT2] fill the clusters that exist, and keep what they have', () => {
		const cluster = { id: 'waste', name: 'Waste', text: 'Waste', cards: [{ id: 'old', text: 'The landfill stinks' }] }
		const { suggestions } = sortCards(request(texts, { clusters: [cluster] }), lexicon)
		const [filled, ...others] = suggestions
		expect(filled).toMatchObject({ cluster: 'waste', name: 'Waste' })
		const kept = filled?.cards.map((card) => SENTENCES[Number(card)]?.theme)
		expect(kept?.filter((theme) => theme === 'waste').length).toBeGreaterThanOrEqual(4)
		expect(suggestions.flatMap(({ cards }) => cards)).not.toContain('old')
		expect(others.map((one) => one.cluster)).toEqual(others.map(() => null))
	})
})
