import type { Card } from '@charrette/shared'
import { describe, expect, it } from 'vitest'
import { findCities } from '../../cities/findCities.ts'
import type { ExportedBoard } from '../ExportedBoard.ts'
import { toGeoJson } from './toGeoJson.ts'

describe('[FILE8] the list of cities', () => {
	it.each([
		['Bogotá', undefined, 'CO', [4.6, -74.1]],
		['波哥大', undefined, 'CO', [4.6, -74.1]],
		['bogota', 'CO', 'CO', [4.6, -74.1]],
		['武汉市', undefined, 'CN', [30.6, 114.3]],
		['Le Caire', undefined, 'EG', [30.1, 31.2]],
		['القاهرة', undefined, 'EG', [30.1, 31.2]],
		['서울', undefined, 'KR', [37.6, 127]],
		['Ciudad de México, México', undefined, 'MX', [19.4, -99.1]],
		["Xi'an", 'CN', 'CN', [34.3, 108.9]],
		['Córdoba', undefined, 'AR', [-31.4, -64.2]],
		['Córdoba', 'ES', 'ES', [37.9, -4.8]],
	] as const)('finds %s (%s)', (name, country, found, at) => {
		const city = { name, country }
		const place = findCities([city]).get(city)
		expect(place?.country).toBe(found)
		expect([place?.latitude, place?.longitude].map((degrees) => Math.round((degrees ?? 0) * 10) / 10)).toEqual(at)
	})

	it('does not find unknown cities, or cities of another country', () => {
		expect(
			findCities([{ name: 'Nirgendwo' }, { name: 'Bogotá', country: 'FR' }, { name: '' }, { name: ' , ' }]).size,
		).toBe(0)
	})
})

describe('[FILE8] a board as GeoJSON', () => {
	const card = (id: string, kind: Card['kind'], city: string, rest: Partial<Card> = {}): Card => {
		return { id, kind, text: `Text of ${id}`, city, ...rest }
	}
	const board = {
		workshop: {
			cities: [{ name: 'Dakar', country: 'SN' }, { name: 'Atlantis "2"' }],
			participants: [{ name: 'Ana', city: 'bogotá' }],
		},
		content: {
			cards: [
				card('o', 'obstacle', 'Bogotá', { votes: 3, author: 'Ana' }),
				card('p', 'obstacle', 'Dakar'),
				card('s', 'solution', 'dakar', { votes: 1 }),
				card('n', 'note', ''),
			],
			links: [{ id: 'l', from: 's', to: 'o', meaning: 'addresses' }],
		},
	} as unknown as ExportedBoard
	const file = JSON.parse(toGeoJson(board))
	const featureOf = (name: string) =>
		file.features.find(({ properties }: { properties: { name: string } }) => properties.name === name)

	it('has a point for each city with the counts of its cards', () => {
		expect(file.type).toBe('FeatureCollection')
		expect(file.features).toHaveLength(3)
		expect(featureOf('bogotá')).toMatchObject({
			type: 'Feature',
			geometry: { type: 'Point', coordinates: [expect.closeTo(-74.08, 1), expect.closeTo(4.6, 1)] },
			properties: {
				country: 'CO',
				place: 'Bogotá',
				participants: 1,
				cards: 1,
				obstacle: 1,
				openObstacles: 0,
				links: 1,
				dots: 3,
			},
		})
		expect(featureOf('Dakar').properties).toMatchObject({
			cards: 2,
			obstacle: 1,
			solution: 1,
			openObstacles: 1,
			links: 1,
			dots: 1,
		})
	})

	it('lists cities without coordinates and the source of the other ones, and names no people', () => {
		expect(featureOf('Atlantis "2"')).toMatchObject({ geometry: null, properties: { place: null, cards: 0 } })
		expect(file).toMatchObject({ notFound: ['Atlantis "2"'], attribution: expect.stringContaining('GeoNames') })
		expect(JSON.stringify(file)).not.toMatch(/Ana|Text of/)
	})
})
