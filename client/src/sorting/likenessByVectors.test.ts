import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createLexicon } from './lexicon.ts'
import { likenessByVectors } from './likenessByVectors.ts'
import { sortCards } from './sortCards.ts'

const glossary = readFileSync(new URL('../../../shared/src/search/glossary.tsv', import.meta.url), 'utf8')
const lexicon = createLexicon(glossary)
const DIMENSIONS = 32

/** Returns the vector of a text on a subject, as a model makes it: alike to all others, too. */
function vectorOf(subject: number, seed: number): Int8Array {
	const vector = Int8Array.from({ length: DIMENSIONS }, (_, at) => 60 + ((seed * 31 + at * 17) % 23))
	vector[subject] = 120
	vector[subject + 8] = 120
	return vector
}

const SUBJECTS = [
	['Autobus en retard', '公交车太少', 'El bondi no llega', 'Night service missing'],
	['Ordures partout', '垃圾太多', 'Huele mal', 'Bins overflow'],
	['Loyer trop cher', '房租太贵', 'No hay vivienda', 'Evicted again'],
]
const cards = SUBJECTS.flatMap((texts, subject) => texts.map((text, at) => ({ id: `${subject}${at}`, text })))
const vectors = new Map(cards.map(({ id }, at) => [id, vectorOf(Number(id.charAt(0)), at)]))

describe('the likeness of vectors', () => {
	it('[MODEL1] leaves out what all texts have in common; a text without a vector is like no other', () => {
		const likeness = likenessByVectors([vectorOf(0, 1), vectorOf(0, 2), vectorOf(1, 3), vectorOf(1, 4), undefined])
		const at = (row: number, column: number) => likeness[row * 5 + column] ?? -1
		expect(at(0, 0)).toBeCloseTo(1)
		expect(at(0, 1)).toBeGreaterThan(0.4)
		expect(at(2, 3)).toBe(at(3, 2))
		expect(at(0, 2)).toBe(0)
		expect([at(4, 0), at(0, 4), at(4, 4)]).toEqual([0, 0, 0])
	})
})

describe('suggestions with vectors', () => {
	it('[MODEL1] have the cards that mean the same in four languages, and a name though they share no word', () => {
		const { suggestions } = sortCards({ cards, clusters: [], locale: 'en', vectors }, createLexicon(''))
		const groups = suggestions.map((one) => one.cards.toSorted())
		expect(groups.toSorted()).toEqual(SUBJECTS.map((_, subject) => [0, 1, 2, 3].map((at) => `${subject}${at}`)))
		for (const { name, words } of suggestions) {
			expect(words).toEqual([])
			expect(cards.map(({ text }) => text)).toContain(name)
		}
	})

	it('[MODEL1] fill clusters, and leave a card without a vector outside', () => {
		const waste = { id: 'waste', name: 'Waste', text: '', cards: cards.filter(({ id }) => id === '10' || id === '11') }
		const loose = [...cards.filter((one) => !waste.cards.includes(one)), { id: 'new', text: 'Basura' }]
		const { suggestions } = sortCards({ cards: loose, clusters: [waste], locale: 'en', vectors }, lexicon)
		expect(suggestions.find(({ cluster }) => cluster === 'waste')?.cards).toEqual(['12', '13'])
		expect(suggestions.flatMap((one) => one.cards)).not.toContain('new')
	})
})
