import { expect, it } from 'vitest'
import { countCities } from './LobbyScene.tsx'

it('cities are sorted by people, then by name, and people without a city are not counted', () => {
	const people = ['Wuhan', 'Dakar', 'Bogotá', 'Wuhan', ''].map((city) => ({ city }))
	expect(countCities(people)).toEqual([
		{ city: 'Wuhan', count: 2 },
		{ city: 'Bogotá', count: 1 },
		{ city: 'Dakar', count: 1 },
	])
})
