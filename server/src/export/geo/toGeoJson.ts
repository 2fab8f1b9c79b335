import { CARD_KINDS, type Card, type City, citiesOfCard, markedObstacles, nameKey } from '@charrette/shared'
import { findCities } from '../../cities/findCities.ts'
import type { ExportedBoard } from '../ExportedBoard.ts'

const ATTRIBUTION = 'Coordinates: GeoNames (geonames.org), CC BY 4.0'

interface CountedCity extends Pick<City, 'name' | 'country'> {
	participants: number
	cards: Card[]
}

/**
 * Writes the cities of a workshop and of a board's cards as GeoJSON (RFC 7946): a point for each
 * city, with counts of its cards on this board. A city that is not in the list (`findCities`) has
 * no geometry and is listed in `notFound`. The file names no people.
 */
export function toGeoJson({ workshop, content }: ExportedBoard): string {
	const cities = countedCities(workshop, content.cards)
	const places = findCities(cities)
	const { open } = markedObstacles(content.cards, content.links)
	const [isOpen, cityOf] = [
		new Set(open),
		new Map(content.cards.map((card) => [card.id, citiesOfCard(card).map(nameKey)])),
	]
	const linked = new Map<string, number>()
	for (const { from, to } of content.links)
		for (const city of new Set([from, to].flatMap((end) => cityOf.get(end) ?? [])))
			linked.set(city, (linked.get(city) ?? 0) + 1)
	const features = cities.map((city) => {
		const { name, country, participants, cards } = city
		const place = places.get(city)
		return {
			type: 'Feature',
			geometry: place ? { type: 'Point', coordinates: [place.longitude, place.latitude] } : null,
			properties: {
				...{ name, country: country ?? place?.country ?? null, place: place?.name ?? null, participants },
				cards: cards.length,
				...Object.fromEntries(CARD_KINDS.map((kind) => [kind, cards.filter((card) => card.kind === kind).length])),
				openObstacles: cards.filter(({ id }) => isOpen.has(id)).length,
				links: linked.get(nameKey(name)) ?? 0,
				dots: cards.reduce((sum, { votes = 0 }) => sum + votes, 0),
			},
		}
	})
	const notFound = cities.filter((city) => !places.has(city)).map(({ name }) => name)
	const lines = features.map((feature) => JSON.stringify(feature)).join(',\n')
	const head = { type: 'FeatureCollection', attribution: ATTRIBUTION, notFound }
	return `${JSON.stringify(head).slice(0, -1)},"features":[\n${lines}\n]}\n`
}

/** Returns the cities of the workshop, of its participants and of these cards, each once. */
function countedCities({ cities, participants }: ExportedBoard['workshop'], cards: readonly Card[]): CountedCity[] {
	const counted = new Map<string, CountedCity>()
	const cityOf = ({ name, country }: Pick<City, 'name' | 'country'>) => {
		const known = counted.get(nameKey(name)) ?? { name, ...(country && { country }), participants: 0, cards: [] }
		if (name.trim() !== '') counted.set(nameKey(name), known)
		return known
	}
	for (const city of cities) cityOf(city)
	for (const { city } of participants) cityOf({ name: city }).participants++
	for (const card of cards) for (const name of citiesOfCard(card)) cityOf({ name }).cards.push(card)
	return [...counted.values()]
}
