import { createRandom } from '../load/createRandom.mjs'

/*
 * The simulated world: people in workshops of log-normal size, each somewhere on earth, which begin
 * in the local morning or early afternoon and go through the same phases. Everything follows from
 * the seed.
 */
const SIZE = { sigma: 0.8, least: 6, most: 400 }
const GROUP = { least: 4, most: 10 }
const RENEWALS_PER_SECOND = 1 / 15

/**
 * The phases of a workshop. `edits` and `moves` are per second and person, averaged over active
 * people and listeners; a client sends at most 11 edits and 12.5 moves a second.
 * @type {{ name: string, minutes: number, boards: 'groups' | 'plenary', isPrivate?: boolean, edits: number, moves: number }[]}
 */
export const PHASES = [
	{ name: 'opening', minutes: 20, boards: 'plenary', edits: 0.02, moves: 0.5 },
	{ name: 'private writing', minutes: 15, boards: 'plenary', isPrivate: true, edits: 1, moves: 1.5 },
	{ name: 'groups', minutes: 75, boards: 'groups', edits: 0.6, moves: 3 },
	{ name: 'break', minutes: 15, boards: 'groups', edits: 0, moves: 0.1 },
	{ name: 'plenary', minutes: 35, boards: 'plenary', edits: 0.1, moves: 1.5 },
	{ name: 'voting', minutes: 20, boards: 'plenary', edits: 0.02, moves: 1 },
]
const WORKSHOP_MINUTES = PHASES.reduce((sum, { minutes }) => sum + minutes, 0)

/**
 * Time zones: hours from UTC, and roughly the number of a thousand people on earth who live there.
 */
const ZONES = [
	[-8, 20],
	[-6, 45],
	[-5, 65],
	[-3, 45],
	[0, 60],
	[1, 130],
	[2, 90],
	[3, 90],
	[5, 55],
	[5.5, 180],
	[7, 60],
	[8, 130],
	[9, 30],
]
const BEGINS = { firstHour: 9, choices: 10, everyMinutes: 30 }

/**
 * @typedef {object} Workshop
 * @property {number} people
 * @property {number[]} groups the sizes of the groups
 * @property {number} beginsAt minute of the day, UTC
 * @property {number} anyMinute a minute of the workshop, for a world in which all workshops run at
 *   once
 *
 * @param {{ seed: number, people: number, workshops: number }} options
 * @returns {Workshop[]}
 */
export function createWorld({ seed, people, workshops: count }) {
	const random = createRandom(seed)
	return sizesOf(random, people, count).map((size) => ({
		people: size,
		groups: splitIntoGroups(random, size),
		beginsAt: drawBeginning(random),
		anyMinute: random(WORKSHOP_MINUTES),
	}))
}

/**
 * Returns the workshops that run at this minute of the day, each with its phase; all workshops if
 * the minute is null.
 */
export function runningAt(world, minute = null) {
	return world.flatMap((workshop, index) => {
		const since = minute === null ? workshop.anyMinute : (minute - workshop.beginsAt + 1440) % 1440
		const phase = phaseAfter(since)
		return phase ? [{ index, workshop, phase }] : []
	})
}

/** Returns the minute at which most people are in a workshop. */
export function busiestMinute(world) {
	const minutes = Array.from({ length: 48 }, (_, index) => index * 30 + 15)
	const peopleAt = (minute) => runningAt(world, minute).reduce((sum, { workshop }) => sum + workshop.people, 0)
	return minutes.reduce((best, minute) => (peopleAt(minute) > peopleAt(best) ? minute : best))
}

/**
 * Returns the rooms of a workshop in a phase, with their people and rates. `isBoard` marks the
 * rooms that an open dashboard follows.
 * @returns {{ key: number, people: number, edits: number, moves: number, isBoard: boolean }[]}
 */
export function roomsOf({ index, workshop, phase }) {
	const base = index * 1024
	const own = { key: base, people: workshop.people, edits: 0, moves: RENEWALS_PER_SECOND, isBoard: false }
	const sizes = phase.boards === 'groups' ? workshop.groups : [workshop.people]
	const [edits, moves] = phase.isPrivate ? [0, RENEWALS_PER_SECOND] : [phase.edits, phase.moves]
	const boards = sizes.map((people, number) => ({ key: base + 1 + number, people, edits, moves, isBoard: true }))
	if (!phase.isPrivate) return [own, ...boards]
	const writing = { people: 1, edits: phase.edits, moves: phase.moves, isBoard: false }
	return [
		own,
		...boards,
		...Array.from({ length: workshop.people }, (_, who) => ({ ...writing, key: base + 500 + who })),
	]
}

/** Draws log-normal sizes that add up to the number of people. */
function sizesOf(random, people, count) {
	const drawn = Array.from({ length: count }, () => Math.exp(SIZE.sigma * drawNormal(random)))
	const scale = people / drawn.reduce((sum, size) => sum + size, 0)
	const sizes = drawn.map((size) => Math.min(SIZE.most, Math.max(SIZE.least, Math.round(size * scale))))
	let left = people - sizes.reduce((sum, size) => sum + size, 0)
	while (left !== 0) {
		const step = Math.sign(left)
		const index = random(count)
		const size = sizes[index] + step
		if (size < SIZE.least || size > SIZE.most) continue
		sizes[index] = size
		left -= step
	}
	return sizes
}

function drawNormal(random) {
	const uniform = () => (random(2 ** 31) + 1) / 2 ** 31
	return Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform())
}

function splitIntoGroups(random, people) {
	const groups = []
	let left = people
	while (left > GROUP.most) {
		const size = Math.min(GROUP.least + random(GROUP.most - GROUP.least + 1), left - GROUP.least)
		groups.push(size)
		left -= size
	}
	return [...groups, left]
}

function drawBeginning(random) {
	const total = ZONES.reduce((sum, [, share]) => sum + share, 0)
	let drawn = random(total)
	const [zone] = ZONES.find(([, share]) => {
		drawn -= share
		return drawn < 0
	})
	const localMinute = BEGINS.firstHour * 60 + random(BEGINS.choices) * BEGINS.everyMinutes
	return (localMinute - zone * 60 + 1440) % 1440
}

function phaseAfter(minutes) {
	let left = minutes
	return PHASES.find((phase) => {
		left -= phase.minutes
		return left < 0
	})
}
