import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ParticipantId } from '../ids.ts'
import { LOCALES, type Locale } from '../locales.ts'
import type { Mix, MixOptions, Pair } from './mixBlocks.ts'
import { mixGroups } from './mixGroups.ts'
import { lacksInterpreter, type Speaker } from './tableLanguages.ts'

type Person = MixOptions['people'][number] & { languages: Speaker }

const id = (index: number) => `p${index}` as ParticipantId
const anyLanguages = fc.uniqueArray(fc.constantFrom(...LOCALES), { minLength: 1, maxLength: 3 })
/** A few people speak more languages than their own. */
const anyPerson = fc.record({
	city: fc.nat(23),
	languages: fc.oneof({ weight: 4, arbitrary: anyLanguages.map((all) => all.slice(0, 1)) }, anyLanguages),
})
const anyPeople = fc
	.array(anyPerson, { minLength: 2, maxLength: 220, size: 'max' })
	.map((people) => people.map(({ city, languages }, index): Person => ({ id: id(index), city: `${city}`, languages })))
const anyMix = anyPeople.chain((people) => {
	const person = fc.nat(people.length - 1)
	const two = fc.tuple(person, person).filter(([a, b]) => a !== b)
	const pairs = fc.array(
		two.map(([a, b]): Pair => [id(a), id(b)]),
		{ maxLength: 6 },
	)
	return fc.record({
		people: fc.constant(people),
		groups: fc.integer({ min: 1, max: 24 }),
		seed: fc.integer(),
		together: pairs,
		apart: pairs,
		spreadsLanguages: fc.boolean(),
		needsInterpreters: fc.boolean(),
	})
})

const spread = (counts: readonly number[]) => Math.max(...counts) - Math.min(...counts)

/** The languages of the people in each group. */
function tablesOf(people: readonly Person[], { groups }: Mix): Speaker[][] {
	const languages = new Map(people.map((person) => [person.id, person.languages]))
	return groups.map((group) => group.map((person) => languages.get(person) ?? []))
}

const lackingIn = (people: readonly Person[], mix: Mix) => tablesOf(people, mix).filter(lacksInterpreter).length

/** The largest difference of the number of people of a city in two groups. */
function worstCity(people: readonly Person[], { groups }: Mix): number {
	const cityOf = new Map(people.map((person) => [person.id, person.city]))
	const countOf = (city: string) => groups.map((group) => group.filter((one) => cityOf.get(one) === city).length)
	return Math.max(...[...new Set(cityOf.values())].map((city) => spread(countOf(city))))
}

function worstLanguage(people: readonly Person[], mix: Mix): number {
	const countOf = (own: Locale) => tablesOf(people, mix).map((table) => table.filter(([first]) => first === own).length)
	return Math.max(...LOCALES.map((own) => spread(countOf(own))))
}

describe('a table', () => {
	it.each<[string, Speaker[], boolean]>([
		['is empty', [], false],
		['has one language', [['es'], ['es', 'fr']], false],
		['has two languages, and nobody speaks both', [['es'], ['fr'], ['fr', 'en']], true],
		['has two languages, and a person speaks both', [['es'], ['fr', 'es']], false],
		['has three languages, and a person speaks two of them', [['es'], ['fr', 'es'], ['zh-CN']], false],
	])('[GROUP5] that %s', (_, people, lacks) => expect(lacksInterpreter(people)).toBe(lacks))
})

describe('a mix with languages', () => {
	it('[GROUP5] has everyone once, met pairs except the reported ones, and is determined by its options', () => {
		fc.assert(
			fc.property(anyMix, (options) => {
				const mix = mixGroups(options)
				expect(mix.groups.flat().sort()).toEqual(options.people.map((one) => one.id).sort())
				const groupOf = (person: ParticipantId) => mix.groups.findIndex((group) => group.includes(person))
				const unmet = new Set(mix.unmet.map(({ pair }) => pair))
				for (const pair of options.together) expect(groupOf(pair[0])).toBe(groupOf(pair[1]))
				for (const pair of options.apart) if (!unmet.has(pair)) expect(groupOf(pair[0])).not.toBe(groupOf(pair[1]))
				expect(mixGroups(options)).toEqual(mix)
			}),
			{ numRuns: 10 },
		)
	})

	it('[GROUP5] keeps sizes within 1; spreading languages keeps cities within 1, too', () => {
		fc.assert(
			fc.property(anyMix, ({ together: _, apart: __, ...options }) => {
				const mix = mixGroups(options)
				expect(spread(mix.groups.map((group) => group.length))).toBeLessThanOrEqual(1)
				if (!options.needsInterpreters) expect(worstCity(options.people, mix)).toBeLessThanOrEqual(1)
			}),
			{ numRuns: 40 },
		)
	})

	it('[GROUP5] leaves no group without an interpreter if enough people speak all languages', () => {
		fc.assert(
			fc.property(anyMix, fc.integer({ min: 0, max: 5 }), ({ together: _, apart: __, ...options }, more) => {
				const { groups } = options
				const people = options.people.map((person, index) =>
					index < groups + more ? { ...person, languages: [...new Set([...person.languages, ...LOCALES])] } : person,
				)
				if (people.length < groups) return
				expect(lackingIn(people, mixGroups({ ...options, people, needsInterpreters: true }))).toBe(0)
			}),
			{ numRuns: 40 },
		)
	})

	it('[GROUP5] spreads 200 people of 24 cities and four languages over 24 tables, each with an interpreter', () => {
		const people = Array.from({ length: 200 }, (_, index): Person => {
			const own = LOCALES[(index % 24) % LOCALES.length] ?? 'en'
			const languages = index % 6 === 0 ? [own, LOCALES[(index + 1) % LOCALES.length] ?? 'en', 'en' as const] : [own]
			return { id: id(index), city: `City ${index % 24}`, languages }
		})
		const options = { people, groups: 24, seed: 7, spreadsLanguages: true }
		const mix = mixGroups({ ...options, needsInterpreters: true })
		expect(lackingIn(people, mix)).toBe(0)
		expect(lackingIn(people, mixGroups({ people, groups: 24, seed: 7 }))).toBeGreaterThan(0)
		expect(worstCity(people, mix)).toBeLessThanOrEqual(1)
		expect(worstLanguage(people, mixGroups(options))).toBeLessThanOrEqual(1)
	})
})
