import type { Point } from '../../geometry/rects.ts'
import { groupBy } from '../collections.ts'
import { nameKey } from '../locales.ts'
import { byIdeas, citiesOfTravels, type Travel } from './Travels.ts'

/*
 * The diagram of how ideas travelled, without a map: cities that gave ideas are on the left, cities
 * that adopted them on the right, with arrows and counts between them. Every arrow has a row of its
 * own at both ends, so that counts and names never overlap.
 */

/** The maximum numbers of arrows and cities in the diagram; the table lists the rest. */
const MAX_ARROWS = 48
const MAX_CITIES = 40

const ROW = 19
const GAP = 7
const HEAD = 30
const BAR = 5
const ARROW_HEAD = 9
const TEXT = 13
const SMALL_TEXT = 11
const COUNT_RADIUS = 9
/**
 * The part of the width for the names of one side. On a phone, the names leave little space for the
 * arrows.
 */
const NAMES = { wide: 0.29, narrow: 0.36 }
const NARROW_BELOW = 480
const MAX_NAMES = 230
const MARGIN = 2
/**
 * The number of times that the order of each side is adapted to the other, so that fewer arrows
 * cross.
 */
const SWEEPS = 6

/** A text; `x` is its start, middle or end, according to `anchor`, and `y` its baseline. */
export interface DiagramText {
	x: number
	y: number
	size: number
	anchor: 'start' | 'middle' | 'end'
	isBold: boolean
	text: string
}

/** A city on one side. */
interface DiagramCity {
	bar: { x: number; y: number; width: number; height: number }
	/** The name, cut to the available width. */
	name: DiagramText
	count: DiagramText
	/** The whole name. */
	whole: string
}

interface DiagramArrow {
	/** The path data of the line and of its head. */
	line: string
	head: string
	width: number
	/** The circle around the count. */
	at: { x: number; y: number; radius: number }
	count: DiagramText
	/** The whole names, and the number of ideas. */
	from: string
	to: string
	ideas: number
}

/** Everything that is drawn, in units of one CSS pixel. */
export interface TravelDiagram {
	width: number
	height: number
	heads: DiagramText[]
	cities: DiagramCity[]
	/** The arrows, the fewest ideas first, so that busier arrows are drawn above them. */
	arrows: DiagramArrow[]
	/** The number of travels that are not drawn. */
	left: number
}

/** The words in the diagram. */
export interface DiagramWords {
	gave: string
	took: string
	/** The name for a city without a name. */
	unnamed: string
}

/** Lays out the travels for a width. The same travels always give the same diagram. */
export function layOutTravels(travels: readonly Travel[], { width, words }: LayoutOptions): TravelDiagram {
	const drawn = chooseTravels(travels)
	const [givers, takers] = orderSides(drawn)
	const names = Math.min(MAX_NAMES, Math.round(width * NAMES[width < NARROW_BELOW ? 'narrow' : 'wide']))
	const height = HEAD + Math.max(heightOf(givers), heightOf(takers))
	const left = placeSide(givers, { x: names, names, height, words, isGiver: true })
	const right = placeSide(takers, { x: width - names - BAR, names, height, words, isGiver: false })
	const arrows = drawn.toReversed().map((travel) => {
		const start = { x: names + BAR, y: left.rows.get(travel) ?? 0 }
		return arrowOf(travel, { start, end: { x: width - names - BAR, y: right.rows.get(travel) ?? 0 }, words })
	})
	const head = { y: TEXT, size: SMALL_TEXT, isBold: false }
	return {
		width,
		height,
		heads: [
			{ ...head, x: names + BAR, anchor: 'end', text: words.gave },
			{ ...head, x: width - names - BAR, anchor: 'start', text: words.took },
		],
		cities: [...left.cities, ...right.cities],
		arrows,
		left: travels.length - drawn.length,
	}
}

interface LayoutOptions {
	width: number
	words: DiagramWords
}

/** One side of the diagram: its cities in order, each with its arrows in order. */
type Side = { name: string; travels: Travel[] }[]

/**
 * Chooses the travels to draw: first one for each city, as many cities as are legible; then those
 * with the most ideas.
 */
function chooseTravels(travels: readonly Travel[]): Travel[] {
	const sorted = [...travels].sort(byIdeas)
	const chosen = new Set<Travel>()
	for (const isFirst of [true, false])
		for (const travel of sorted) {
			if (chosen.has(travel) || chosen.size >= MAX_ARROWS) continue
			const known = citiesOfTravels([...chosen])
			const cities = citiesOfTravels([travel])
			const added = [...cities].filter((city) => !known.has(city)).length
			if (known.size + added <= MAX_CITIES && (!isFirst || added > 0)) chosen.add(travel)
		}
	return sorted.filter((travel) => chosen.has(travel))
}

/**
 * Orders both sides so that few arrows cross: each city is near the mean position of the cities at
 * the other end of its arrows.
 */
function orderSides(travels: readonly Travel[]): [Side, Side] {
	let givers = sideOf(travels, ({ from }) => from)
	let takers = sideOf(travels, ({ to }) => to)
	for (let sweep = 0; sweep < SWEEPS; sweep++) {
		takers = nearTo(takers, givers)
		givers = nearTo(givers, takers)
	}
	return [withSortedArrows(givers, takers), withSortedArrows(takers, givers)]
}

function sideOf(travels: readonly Travel[], cityOf: (travel: Travel) => string): Side {
	return [...groupBy(travels, (travel) => nameKey(cityOf(travel))).values()].map((group) => ({
		name: group[0] ? cityOf(group[0]) : '',
		travels: group,
	}))
}

function placesIn(side: Side): Map<Travel, number> {
	return new Map(side.flatMap(({ travels }, index) => travels.map((travel): [Travel, number] => [travel, index])))
}

function nearTo(side: Side, other: Side): Side {
	const places = placesIn(other)
	const middleOf = ({ travels }: Side[number]) =>
		travels.reduce((sum, travel) => sum + (places.get(travel) ?? 0), 0) / travels.length
	return side
		.map((city) => ({ city, middle: middleOf(city) }))
		.sort((a, b) => a.middle - b.middle)
		.map(({ city }) => city)
}

function withSortedArrows(side: Side, other: Side): Side {
	const places = placesIn(other)
	const placeOf = (travel: Travel) => places.get(travel) ?? 0
	return side.map(({ name, travels }) => ({ name, travels: travels.toSorted((a, b) => placeOf(a) - placeOf(b)) }))
}

function heightOf(side: Side): number {
	return side.reduce((sum, { travels }) => sum + travels.length * ROW + GAP, 0)
}

interface SidePlace {
	/** The left edge of the bars. */
	x: number
	/** The width for names. */
	names: number
	height: number
	words: DiagramWords
	isGiver: boolean
}

/**
 * Places the cities of a side from top to bottom around its middle, and returns them with the y of
 * each arrow there.
 */
function placeSide(side: Side, { x, names, height, words, isGiver }: SidePlace) {
	const rows = new Map<Travel, number>()
	let y = HEAD + (height - HEAD - heightOf(side)) / 2
	const cities = side.map(({ name, travels }): DiagramCity => {
		const bar = { x, y: y + 1, width: BAR, height: travels.length * ROW - 2 }
		for (const [index, travel] of travels.entries()) rows.set(travel, y + ROW * (index + 0.5))
		const baseline = y + (travels.length * ROW) / 2 + TEXT * 0.36
		y += travels.length * ROW + GAP
		const total = String(travels.reduce((sum, { ideas }) => sum + ideas.length, 0))
		const counted = estimateWidth(total, SMALL_TEXT) + 6
		const whole = name || words.unnamed
		const text = fitText(whole, TEXT, names - counted - 8 - MARGIN)
		const anchor = isGiver ? ('end' as const) : ('start' as const)
		const side = isGiver ? -1 : 1
		const edge = isGiver ? x - 6 : x + BAR + 6
		const nameAt = isGiver ? edge - counted : edge + counted
		return {
			bar,
			whole,
			name: { x: nameAt, y: baseline, size: TEXT, anchor, isBold: true, text },
			count: { x: edge + side, y: baseline, size: SMALL_TEXT, anchor, isBold: false, text: total },
		}
	})
	return { cities, rows }
}

function arrowOf(
	{ from, to, ideas }: Travel,
	{ start, end, words }: { start: Point; end: Point; words: DiagramWords },
): DiagramArrow {
	const tip = end.x - 2
	const base = tip - ARROW_HEAD
	const bend = (base - start.x) * 0.5
	const [y1, y2] = [round(start.y), round(end.y)]
	const at = { x: base - COUNT_RADIUS - 4, y: y2, radius: COUNT_RADIUS }
	return {
		line: `M${start.x} ${y1}C${round(start.x + bend)} ${y1} ${round(base - bend)} ${y2} ${base} ${y2}`,
		head: `M${base} ${y2 - 5}L${tip} ${y2}L${base} ${y2 + 5}Z`,
		width: 1.5 + 1.1 * Math.min(ideas.length - 1, 5),
		at,
		count: { x: at.x, y: y2 + 4, size: SMALL_TEXT, anchor: 'middle', isBold: true, text: String(ideas.length) },
		from: from || words.unnamed,
		to: to || words.unnamed,
		ideas: ideas.length,
	}
}

function round(value: number): number {
	return Math.round(value * 10) / 10
}

const WIDE =
	/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u
const LARGE = /[\p{Lu}mwMW@%]/u
const NARROW = /[ijlftIr.,:;'|!()\s-]/

/** Estimates the width of a text. The reader's typeface is unknown, so the estimate is generous. */
export function estimateWidth(text: string, size: number): number {
	const widthOf = (sign: string) => {
		if (WIDE.test(sign)) return 1.02
		if (NARROW.test(sign)) return 0.38
		return LARGE.test(sign) ? 0.76 : 0.6
	}
	return [...text].reduce((sum, sign) => sum + widthOf(sign) * size, 0)
}

/** Cuts a text to a width. */
function fitText(text: string, size: number, width: number): string {
	if (estimateWidth(text, size) <= width) return text
	const signs = [...text]
	while (signs.length > 1 && estimateWidth(`${signs.join('')}…`, size) > width) signs.pop()
	return `${signs.join('').trimEnd()}…`
}
