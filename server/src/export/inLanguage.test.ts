import { type BoardContent, type Card, type TextLanguage, textHash, type VoteResult } from '@charrette/shared'
import { describe, expect, it } from 'vitest'
import type { ExportedBoard } from './ExportedBoard.ts'
import { boardTexts, inLanguage, resultsInLanguage, textsToTranslate, translationNote } from './inLanguage.ts'
import { toCsv } from './toCsv.ts'
import { toMarkdown } from './toMarkdown.ts'

const FRENCH = 'Personne ne décide'
const CHINESE = '没有预算\n- 第一年'
const content: BoardContent = {
	cards: [
		{ id: 'a', kind: 'obstacle', text: FRENCH, city: 'Dakar', description: 'Depuis dix ans' },
		{ id: 'b', kind: 'obstacle', text: CHINESE, city: 'Wuhan' },
		{ id: 'c', kind: 'solution', text: 'One office', city: 'Leeds' },
		{ id: 'd', kind: 'note', text: 'ville', city: '' },
	],
	links: [{ id: 'l', from: 'c', to: 'a', meaning: 'addresses' }],
	clusters: [
		{ id: 'k', title: 'Nos rues à nous', cards: ['a'] },
		{ id: 'm', title: 'Obstáculos', cards: [] },
	],
	images: [{ id: 'i', path: `/api/images/${'0'.repeat(40)}`, alt: 'Une file' }],
	coverage: { obstacles: 2, answered: 1, open: 1, shared: 0 },
}
const result = { title: 'Q', cards: [{ card: 'a', text: FRENCH, dots: 2 }] } as unknown as VoteResult
const exported = {
	workshop: { title: 'W' },
	session: { title: 'S' },
	board: { id: 'board', title: 'B' },
	content,
	result,
	hasAuthors: true,
} as unknown as ExportedBoard
const found = {
	translations: new Map([
		[FRENCH, 'Nobody decides'],
		['Depuis dix ans', 'For ten years'],
		['Nos rues à nous', 'Our own streets'],
		['Une file', 'A queue'],
		['ville', 'ville'],
	]),
	languages: new Map([
		...[FRENCH, 'Depuis dix ans', 'Nos rues à nous', 'Obstacles', 'Une file', 'ville'].map(
			(text) => [text, 'fr'] as const,
		),
		[CHINESE, 'zh'],
		['One office', 'en'],
	]),
}
const ENGLISH: TextLanguage = { choice: 'translated', to: 'en' }
const BOTH: TextLanguage = { choice: 'both', to: 'en' }
const about = { at: new Date(2026, 10, 24, 12), locale: 'en', origin: 'https://charrette.example' } as const

describe('[EXP10] the texts of a file', () => {
	it('are those of cards, details, clusters and images, each once', () => {
		const twice = { content: { ...content, clusters: [...content.clusters, { id: 'n', title: FRENCH, cards: [] }] } }
		expect(textsToTranslate(twice, 'en').sort()).toEqual(
			[FRENCH, CHINESE, 'One office', 'ville', 'Depuis dix ans', 'Nos rues à nous', 'Une file'].sort(),
		)
	})

	it('are in one language, as far as there are translations', () => {
		const { content: shown, result: votes, translation } = inLanguage(exported, ENGLISH, found)
		expect(shown.cards.map(({ text }) => text)).toEqual(['Nobody decides', CHINESE, 'One office', 'ville'])
		expect(shown.cards[0]?.description).toBe('For ten years')
		expect(shown.clusters.map(({ title }) => title)).toEqual(['Our own streets', 'Obstacles'])
		expect(shown.images[0]?.alt).toBe('A queue')
		expect(votes?.cards[0]?.text).toBe('Nobody decides')
		expect([...(translation?.machine ?? [])]).toEqual([FRENCH, 'Depuis dix ans', 'Nos rues à nous', 'Une file'])
		expect(translation?.untranslated).toEqual(new Set([CHINESE]))
		expect(exported.content).toBe(content)
	})

	it('[READ5] are those of a person, who wins over the machine, unless the original has changed since', () => {
		const translations = { en: { text: 'Nobody is in charge', of: textHash(FRENCH) }, fr: { text: 'Non', of: 'other' } }
		const [card, ...others] = content.cards
		const corrected = { ...exported, content: { ...content, cards: [{ ...card, translations } as Card, ...others] } }
		expect(textsToTranslate(corrected, 'en')).not.toContain(FRENCH)
		expect(textsToTranslate(corrected, 'fr')).toContain(FRENCH)
		const { content: shown, translation } = inLanguage(corrected, ENGLISH, { ...found, translations: new Map() })
		expect(shown.cards[0]?.text).toBe('Nobody is in charge')
		expect(translation?.machine.size).toBe(0)
		expect(translation?.untranslated.has(FRENCH)).toBe(false)
		expect(toCsv(inLanguage(corrected, BOTH, found), about)).toContain('Nobody is in charge,by a person')
		expect(inLanguage(corrected, { choice: 'translated', to: 'fr' }, found).content.cards[0]?.text).not.toBe('Non')
	})

	it('are in both languages, one below the other, titles on one line', () => {
		const longer = { ...found, translations: new Map([...found.translations, [CHINESE, 'No budget\n- first year']]) }
		const { content: shown } = inLanguage(exported, BOTH, longer)
		expect(shown.cards.map(({ text }) => text)).toEqual([
			`${FRENCH}\nNobody decides`,
			`${CHINESE}\n\nNo budget\n- first year`,
			'One office',
			'ville',
		])
		expect(shown.clusters.map(({ title }) => title)).toEqual([
			'Nos rues à nous · Our own streets',
			'Obstáculos · Obstacles',
		])
	})

	it('[TITLE1] name default titles as the interface does, and not as machine-made', () => {
		const { content: shown, translation } = inLanguage(exported, { choice: 'translated', to: 'zh-CN' }, found)
		expect(shown.clusters[1]?.title).toBe('障碍')
		expect(translation?.machine.has('Obstáculos')).toBe(false)
		expect(translation?.untranslated.has('Obstáculos')).toBe(false)
	})

	it('count obstacles by the texts of the file', () => {
		const same = { ...found, translations: new Map([...found.translations, [CHINESE, 'Nobody decides']]) }
		expect(inLanguage(exported, ENGLISH, same).content.coverage).toEqual({
			...{ obstacles: 1, answered: 1, open: 0, shared: 1 },
		})
	})

	it('say once what a machine has made, and how many texts stay as they were', () => {
		const { translation } = inLanguage(exported, ENGLISH, found)
		const note = 'Some texts were translated by machine. One text could not be translated and is as it was written.'
		expect(translationNote([translation, translation, undefined], 'en')).toBe(note)
		expect(
			translationNote([inLanguage(exported, ENGLISH, { ...found, translations: new Map() }).translation], 'fr'),
		).toBe('6 textes n’ont pas pu être traduits et restent tels quels.')
		expect(translationNote([undefined], 'en')).toBeNull()
		expect(toMarkdown(inLanguage(exported, ENGLISH, found), about).split(note)).toHaveLength(2)
	})

	it('are beside each other in a table, which says how each was translated', () => {
		const rows = (language: TextLanguage) => toCsv(inLanguage(exported, language, found), about).split('\r\n')
		expect(rows(BOTH)[0]).toMatch(/,Translation,Translated$/)
		expect(rows(BOTH)[1]).toContain(`a,Obstacle,${FRENCH},`)
		expect(rows(BOTH)[1]).toMatch(/,Nobody decides,by machine$/)
		expect(rows(BOTH).find((row) => row.startsWith('c,'))).toMatch(/,,$/)
		expect(rows(ENGLISH)[0]).toMatch(/[^n],Translated$/)
		expect(rows(ENGLISH)[1]).toMatch(/^a,Obstacle,Nobody decides,.*,by machine$/)
		expect(toCsv(exported, about)).not.toContain('Translated')
	})

	it('replace those of cards and clusters in a drawing, where they differ', () => {
		const { texts, note } = boardTexts(inLanguage(exported, ENGLISH, found), 'en')
		expect(texts).toMatchObject({ a: ['Nobody decides'], k: ['Our own streets'] })
		expect(Object.keys(texts)).not.toContain('b')
		expect(note).toContain('machine')
		const both = boardTexts(inLanguage(exported, BOTH, found), 'en').texts
		expect([both['a'], both['k']]).toEqual([[FRENCH, 'Nobody decides'], ['Nos rues à nous · Our own streets']])
		expect(boardTexts(exported, 'en')).toEqual({ texts: {}, note: null })
	})

	it('of votes are those of the boards', () => {
		const { translation } = inLanguage(exported, BOTH, found)
		expect(resultsInLanguage([result], [translation])[0]?.cards[0]?.text).toBe(`${FRENCH}\nNobody decides`)
		expect(resultsInLanguage([result], [])).toEqual([result])
	})
})
