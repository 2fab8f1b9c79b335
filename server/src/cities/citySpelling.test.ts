import { describe, expect, it } from 'vitest'
import { readSpellings } from './citySpelling.ts'
import { readCityNames } from './cityWorker.ts'
import type { NamedCity } from './findCities.ts'

const cityNames = {
	namesOf: async (cities: readonly NamedCity[]) => {
		const names = readCityNames(cities)
		return new Map(cities.map(({ name }, at) => [name, names[at]?.names ?? []]))
	},
}
const unread = { namesOf: async () => new Map<string, readonly string[]>() }
const workshop = {
	cities: [{ name: 'Guangzhou', country: 'CN' }, { name: '武汉' }, { name: 'Bogotá' }],
	participants: ['Dakar', 'القاهرة', 'Utopia'].map((city, at) => ({
		...{ id: `p${at}` as never, name: 'Ana', group: 'g' as never, colour: '#000000', locale: 'en' as const },
		city,
	})),
}

describe('[PEOPLE5] a typed city', () => {
	it.each([
		['广州', 'Guangzhou'],
		['廣州市', 'Guangzhou'],
		['guang zhou', 'Guangzhou'],
		['Canton', 'Guangzhou'],
		['Wuhan', '武汉'],
		['wu han', '武汉'],
		['bogota', 'Bogotá'],
		['波哥大', 'Bogotá'],
		['ダカール', 'Dakar'],
		['Cairo', 'القاهرة'],
		['Le Caire', 'القاهرة'],
		['utopia', 'Utopia'],
		['Shenzhen', 'Shenzhen'],
		['Nirgendwo', 'Nirgendwo'],
		['', ''],
	])('%s is %s', async (typed, spelt) => {
		const spell = await readSpellings({ cityNames }, workshop, typed)
		expect(spell(workshop, typed)).toBe(spelt)
	})

	it('stays as it was typed if the list cannot be read', async () => {
		const spell = await readSpellings({ cityNames: unread }, workshop, '广州')
		expect(spell(workshop, '广州')).toBe('广州')
	})

	it('is not looked up if the workshop has exactly this city', async () => {
		const none = { namesOf: () => Promise.reject(new Error('looked up')) }
		const spell = await readSpellings({ cityNames: none }, workshop, 'GUANGZHOU')
		expect(spell(workshop, 'GUANGZHOU')).toBe('Guangzhou')
	})
})
