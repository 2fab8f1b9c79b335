import { expect, it } from 'vitest'
import { countCities } from './LobbyScene.tsx'

it('the city with most people comes first, those with as many by name, and none is no city', () => {
	const people = ['Wuhan', 'Dakar', 'Bogotá', 'Wuhan', ''].map((city) => ({ city }))
	expect(countCities(people)).toEqual([
		{ city: 'Wuhan', count: 2 },
		{ city: 'Bogotá', count: 1 },
		{ city: 'Dakar', count: 1 },
	])
})
