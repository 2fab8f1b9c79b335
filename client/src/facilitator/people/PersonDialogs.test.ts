import type { Participant } from '@charrette/shared'
import { describe, expect, it } from 'vitest'
import { likelyDuplicates } from './PersonDialogs.tsx'

const person = (name: string, city: string) => ({ id: `${name} ${city}`, name, city }) as unknown as Participant

describe('merging people', () => {
	it('[PEOPLE4] suggests the same name first, then a longer one, then people of the city; never the person', () => {
		const ana = person('Ana', 'Bogotá')
		const others = [
			person('Zoé', 'Dakar'),
			person('Luis', 'Bogotá'),
			person('Anna', 'BOGOTÁ'),
			person('Ana María', 'Dakar'),
			person('ana', 'Wuhan'),
		]
		const suggested = likelyDuplicates({ participants: [...others, ana] }, ana)
		expect(suggested.map(({ name }) => name)).toEqual(['ana', 'Ana María', 'Anna', 'Luis', 'Zoé'])
	})
})
