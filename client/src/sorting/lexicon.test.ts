import { readFileSync } from 'node:fs'
import { LOCALES } from '@charrette/shared'
import { describe, expect, it } from 'vitest'
import { featuresOf } from './cardFeatures.ts'
import { createLexicon } from './lexicon.ts'

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
const glossary = read('../../../shared/src/search/glossary.tsv')
const near = read('./subjects.tsv')
const lexicon = createLexicon(glossary, near)
const topicsOf = (text: string, known = lexicon) =>
	featuresOf(text, known).flatMap(({ kind, key, share }) =>
		kind === 'topic' ? [{ topic: key.replace(/^topic /u, ''), share }] : [],
	)
const namesOf = (text: string, known = lexicon) => topicsOf(text, known).map(({ topic }) => topic)

describe('the words near topics', () => {
	it('[SORT1b] have the topics of the glossary, each named in four languages', () => {
		const headings = (table: string) => [...table.matchAll(/^## ([^\t\n]+)/gmu)].map(([, name = '']) => name)
		expect(headings(near)).toEqual(headings(glossary).filter((name) => name.trim() !== ''))
		for (const name of headings(near))
			for (const locale of LOCALES) expect(lexicon.labelOf(`topic ${name}`, locale), `${name} ${locale}`).toMatch(/./u)
	})

	it('[SORT1b] are in four languages in each row', () => {
		const rows = near.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
		for (const row of rows)
			expect(
				row.split('\t').filter((cell) => cell.trim() !== ''),
				row.slice(0, 40),
			).toHaveLength(4)
	})

	it('[SORT1b] give a topic to a text that names nothing of the glossary, in any form', () => {
		expect(namesOf('Mould on every ceiling')).toContain('housing')
		expect(namesOf('Mi casero nos desalojó')).toContain('housing')
		expect(namesOf('Mon propriétaire augmente les loyers')).toContain('housing')
		expect(namesOf('房东又涨租了')).toContain('housing')
		expect(namesOf('Mould on every ceiling', createLexicon(glossary))).not.toContain('housing')
	})

	it('[SORT1b] count in the language of the text alone', () => {
		expect(namesOf('The sale of tickets for the match')).not.toContain('waste')
		expect(namesOf('La rue est sale')).toContain('waste')
	})

	it('[SORT1b] say less about a topic than the name of a thing, and more together', () => {
		const shareOf = (text: string) => topicsOf(text).find(({ topic }) => topic === 'public transport')?.share ?? 0
		expect(shareOf('It is late')).toBeGreaterThan(0)
		expect(shareOf('The bus')).toBeGreaterThan(shareOf('It is late'))
		expect(shareOf('Late and crowded')).toBeGreaterThan(shareOf('It is late'))
	})
})

describe('topics that say who, where or by what means', () => {
	const isFrame = (text: string, name: string) =>
		featuresOf(text, lexicon).find(({ key }) => key === `topic ${name}`)?.isFrame

	it('[SORT1b] count less in a text with another topic', () => {
		expect(isFrame('No budget', 'money')).toBe(false)
		expect(isFrame('No budget for buses', 'money')).toBe(true)
		expect(isFrame('No budget for buses', 'public transport')).toBe(false)
	})
})
