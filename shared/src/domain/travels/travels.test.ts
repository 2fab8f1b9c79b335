import { describe, expect, it } from 'vitest'
import { describeTravels, travelTextsIn } from '../../texts/travelTexts.ts'
import { seededRandom } from '../collections.ts'
import { nameKey } from '../locales.ts'
import { writePlace } from '../Place.ts'
import { layOutTravelMap } from './layOutTravelMap.ts'
import { estimateWidth, layOutTravels } from './layOutTravels.ts'
import { groupTravels, type Travel, type TravelledIdea } from './Travels.ts'
import { travelMapSvg, travelSvg } from './travelSvg.ts'

const words = travelTextsIn('en')
const idea = (more: Partial<TravelledIdea> = {}): TravelledIdea => ({
	kind: 'practice',
	title: 'One-stop permit counter',
	practice: null,
	status: 'interested',
	at: 1,
	report: '',
	isShown: true,
	...more,
})
const travel = (from: string, to: string, ideas = 1): Travel => ({
	from,
	to,
	ideas: Array.from({ length: ideas }, () => idea()),
})

/** Creates travels between this many cities, each of which gives or adopts ideas. Seeded. */
function manyTravels(cities: number, arrows: number): Travel[] {
	const random = seededRandom(7)
	const names = Array.from({ length: cities }, (_, n) => `City ${String.fromCharCode(65 + (n % 26))}${n}`)
	const ideas = Array.from({ length: arrows * 2 }, (_, n) => ({
		...idea(),
		from: names[n % cities] ?? '',
		to: names[random(cities)] ?? '',
	}))
	return groupTravels(ideas)
}

describe('[TRAVEL1] groups of travelled ideas', () => {
	it('groups by cities, ignoring case and spacing, the most ideas first, the newest idea first', () => {
		const travels = groupTravels([
			{ ...idea({ title: 'Old', at: 1 }), from: 'Guangzhou', to: 'Bogotá' },
			{ ...idea(), from: 'Dakar', to: 'Wuhan' },
			{ ...idea({ title: 'New', at: 2 }), from: 'guangzhou ', to: 'BOGOTÁ' },
		])
		expect(travels.map(({ from, to, ideas }) => [from, to, ideas.length])).toEqual([
			['Guangzhou', 'Bogotá', 2],
			['Dakar', 'Wuhan', 1],
		])
		expect(travels[0]?.ideas.map(({ title }) => title)).toEqual(['New', 'Old'])
	})

	it('describes the diagram in words, with a placeholder for a city without a name', () => {
		const text = describeTravels([travel('Guangzhou', 'Bogotá', 2), travel('Wuhan', '')], words)
		expect(text).toBe('3 ideas traveled between 4 cities; Guangzhou → Bogotá: 2; Wuhan → City not named: 1')
	})
})

describe('[TRAVEL2] the diagram', () => {
	it('is the same for the same travels in any order, with an arrow and a count for each', () => {
		const travels = [travel('Guangzhou', 'Bogotá', 3), travel('Wuhan', 'Bogotá'), travel('Bogotá', 'Bogotá')]
		const diagram = layOutTravels(travels, { width: 700, words })
		expect(layOutTravels(travels.toReversed(), { width: 700, words })).toEqual(diagram)
		expect(diagram.arrows.map(({ from, to, ideas }) => `${from} ${to} ${ideas}`).sort()).toEqual([
			'Bogotá Bogotá 1',
			'Guangzhou Bogotá 3',
			'Wuhan Bogotá 1',
		])
		expect(diagram.cities.map(({ whole, count }) => `${whole} ${count.text}`).sort()).toEqual([
			'Bogotá 1',
			'Bogotá 5',
			'Guangzhou 3',
			'Wuhan 1',
		])
	})

	it.for([320, 700])('shows forty cities without texts or counts that overlap, %i wide', (width) => {
		const diagram = layOutTravels(manyTravels(40, 60), { width, words })
		expect(new Set(diagram.cities.map(({ whole }) => whole)).size).toBe(40)
		expect(diagram.left).toBeGreaterThan(0)
		for (const anchor of ['start', 'end']) {
			const side = diagram.cities.filter(({ name }) => name.anchor === anchor).map(({ name }) => name.y)
			expect(closest(side)).toBeGreaterThanOrEqual(18)
		}
		const counts = diagram.arrows.map(({ at }) => at.y)
		expect(closest(counts)).toBeGreaterThanOrEqual(18)
		for (const { name } of diagram.cities) {
			// An estimate with the usual width of a letter: a name must not leave its side of the
			// diagram.
			const length = [...name.text].length * name.size * 0.5
			expect(name.anchor === 'end' ? name.x - length : width - name.x - length).toBeGreaterThanOrEqual(0)
		}
	})

	it('fits on a page when printed', () => {
		const { height } = layOutTravels(manyTravels(40, 200), { width: 680, words })
		expect(height).toBeLessThan(1300)
	})

	it('is an SVG with a title and a description, in which no name is markup', () => {
		const diagram = layOutTravels([travel('<script>&"', 'Bogotá')], { width: 700, words })
		const svg = travelSvg(diagram, { title: 'A & B', description: '<b>' })
		expect(svg).toContain('<title id="title">A &amp; B</title><desc id="description">&lt;b&gt;</desc>')
		expect(svg).toContain('&lt;script&gt;&amp;&quot;')
		expect(svg).not.toContain('<script')
	})
})

/** Returns the smallest difference between two of the numbers. */
function closest(numbers: readonly number[]): number {
	const sorted = [...numbers].sort((a, b) => a - b)
	return Math.min(...sorted.slice(1).map((at, index) => at - (sorted[index] ?? 0)))
}

describe('[MAP2] the map', () => {
	const at = (country: string, latitude: number, longitude: number, name: string) =>
		writePlace({ country, latitude, longitude, name })
	const places = {
		guangzhou: at('CN', 23.12, 113.25, 'Guangzhou'),
		bogotá: at('CO', 4.61, -74.08, 'Bogotá'),
		wuhan: at('CN', 30.58, 114.27, 'Wuhan'),
		dakar: at('SN', 14.69, -17.44, 'Dakar'),
	}
	const travels = [
		travel('Guangzhou', 'Bogotá', 3),
		travel('Bogotá', 'Dakar'),
		travel('Wuhan', 'Wuhan'),
		travel('Wuhan', 'Atlantis'),
	]

	it('has an arc for each pair of places, with a count, and counts the travels that it leaves out', () => {
		const map = layOutTravelMap({ travels, places }, { width: 680 })
		expect(map.arcs.map(({ from, to, count }) => [from, to, count?.text.text])).toEqual([
			['Bogotá', 'Dakar', undefined],
			['Guangzhou', 'Bogotá', '3'],
		])
		expect(map.cities.map(({ whole }) => whole).sort()).toEqual(['Bogotá', 'Dakar', 'Guangzhou'])
		expect(map.left).toBe(2)
		expect(layOutTravelMap({ travels: travels.toReversed(), places }, { width: 680 })).toEqual(map)
	})

	it('has all cities within it, and no two names that overlap', () => {
		const many = manyTravels(60, 120)
		const random = seededRandom(3)
		const scattered = Object.fromEntries(
			many
				.flatMap(({ from, to }) => [from, to])
				.map((name) => [nameKey(name), at('XX', random(120) - 55, random(340) - 170, name)]),
		)
		const map = layOutTravelMap({ travels: many, places: scattered }, { width: 680 })
		expect(map.arcs).toHaveLength(48)
		for (const { x, y } of map.cities) {
			expect(x > 0 && x < map.width && y > -20 && y < map.height + 40).toBe(true)
		}
		const named = map.cities.flatMap(({ name }) => name ?? [])
		const boxes = named.map(({ x, y, size, anchor, text }) => {
			const w = estimateWidth(text, size)
			return { left: x - { start: 0, middle: w / 2, end: w }[anchor], w, y }
		})
		expect(boxes.length).toBeGreaterThan(10)
		for (const a of boxes)
			for (const b of boxes)
				if (a !== b && Math.abs(a.y - b.y) < 12)
					expect(a.left + a.w <= b.left + 0.2 || b.left + b.w <= a.left + 0.2).toBe(true)
	})

	it('is a self-contained SVG file, whose texts cannot be markup', () => {
		const evil = { ...places, guangzhou: at('CN', 23.12, 113.25, '<script>') }
		const map = layOutTravelMap({ travels, places: evil }, { width: 680 })
		const svg = travelMapSvg({ ...map, land: 'M0 0Z', landWidth: 1000 }, { title: 'Map', description: '3 > 2' })
		expect(svg).not.toContain('<script')
		expect(svg).toContain('&lt;script&gt;')
		expect(svg).not.toContain('href')
	})
})
