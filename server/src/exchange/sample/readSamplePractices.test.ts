import { countWords, LOCALES, PRACTICE_SECTIONS, PRACTICE_THEMES, SDGS, SECTION_WORDS } from '@charrette/shared'
import { describe, expect, it } from 'vitest'
import { readSample } from '../../workshops/sample/readSample.ts'
import { readSamplePractices } from './readSamplePractices.ts'

const practices = readSamplePractices()
const sample = readSample()
const cardOf = (id: string) => sample.cards.find((card) => card.id === id)

describe('the practices of the sample', () => {
	it('[SAMPLE1] are twelve, three begun in each language, some of them in a second version', () => {
		expect(practices).toHaveLength(12)
		const originals = practices.map(({ original }) => original)
		for (const locale of LOCALES) expect(originals.filter((one) => one === locale).length, locale).toBe(3)
		expect(practices.filter(({ revisedDaysAgo }) => revisedDaysAgo !== undefined).length).toBeGreaterThanOrEqual(2)
	})

	it.each(practices.map((one) => [one.card, one] as const))(
		'[SAMPLE1] %s has every section in four languages, different in each and within its words',
		(_, { texts, earlier }) => {
			for (const section of PRACTICE_SECTIONS) {
				const written = LOCALES.map((locale) => texts[locale]?.[section] ?? '')
				expect(new Set(written).size, section).toBe(LOCALES.length)
				for (const text of written) {
					expect(text.length, section).toBeGreaterThan(0)
					expect(countWords(text), text).toBeLessThanOrEqual(SECTION_WORDS[section])
				}
				for (const locale of LOCALES)
					if (earlier[locale]?.[section]) expect(earlier[locale]?.[section]).not.toBe(texts[locale]?.[section])
			}
			expect(texts['zh-CN']?.title).toMatch(/\p{Script=Han}/u)
		},
	)

	it('[SAMPLE1] come from solutions of the sample, by cities of the sample', () => {
		for (const { card, facts } of practices) {
			expect(cardOf(card)?.kind).toBe('solution')
			expect(facts.city.name).toBe(cardOf(card)?.city)
			expect(facts.city.country).toBe(sample.cities.find(({ name }) => name === facts.city.name)?.country)
			expect(PRACTICE_THEMES).toEqual(expect.arrayContaining(facts.themes))
			expect(SDGS).toEqual(expect.arrayContaining(facts.sdgs))
		}
	})

	it('[SAMPLE1] are adopted by other cities, in the order of their statuses, for an obstacle of theirs', () => {
		const adoptions = practices.flatMap(({ facts, publishedDaysAgo, adoptions: all }) =>
			all.map((adoption) => ({ from: facts.city.name, publishedDaysAgo, ...adoption })),
		)
		expect(adoptions.length).toBeGreaterThanOrEqual(6)
		expect(adoptions.filter(({ isShown, report }) => isShown && report !== '').length).toBeGreaterThanOrEqual(5)
		for (const { from, city, group, daysAgo, status, publishedDaysAgo, obstacle } of adoptions) {
			expect(city).not.toBe(from)
			expect(sample.cities.map(({ name }) => name)).toContain(city)
			expect(group).toBeLessThanOrEqual(sample.groups)
			expect(cardOf(obstacle)?.kind).toBe('obstacle')
			expect(cardOf(obstacle)?.city).toBe(city)
			const times = Object.values(daysAgo)
			expect(Math.max(...times)).toBeLessThan(publishedDaysAgo)
			expect(daysAgo[status]).toBe(Math.min(...times))
		}
	})
})
