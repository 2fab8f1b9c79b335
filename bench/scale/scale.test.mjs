import { describe, expect, it } from 'vitest'
import { fitCosts } from './fitCosts.mjs'
import { simulateHerd } from './herd.mjs'
import { roomTraffic } from './roomTraffic.mjs'
import { ownerOf, steadyLoad } from './steadyLoad.mjs'
import { busiestMinute, createWorld, roomsOf, runningAt } from './world.mjs'

const WORLD = { seed: 7, people: 20_000, workshops: 500 }
const world = createWorld(WORLD)
const NODES = 8
const work = {
	base: 0.01,
	sockets: 1e-6,
	edits: 1e-4,
	moves: 5e-5,
	turns: 2e-4,
	writes: 2e-5,
}
const COSTS = {
	commitS: 0.005,
	node: work,
	hop: 1e-5,
	calm: 1.5,
	wire: { edit: 60, presence: 250, write: 10 },
	database: { base: 0.01, commit: 1e-4, row: 1e-4 },
	beats: { beat: 1e-4, node: 1e-6, poll: 1e-4, workshop: 1e-6 },
	wal: { commit: 100, row: 400, edit: 50 },
	memory: { base: 1e8, socket: 1e4, card: 500 },
}
const sum = (values) => values.reduce((all, value) => all + value, 0)
const load = (isInTurn, nodes = NODES) => steadyLoad(runningAt(world), { nodes, isInTurn, costs: COSTS })

describe('the world', () => {
	it('has as many people as asked for, in groups of four to ten', () => {
		expect(sum(world.map(({ people }) => people))).toBe(WORLD.people)
		for (const { people, groups } of world) expect(sum(groups)).toBe(people)
		const sizes = world.flatMap(({ groups }) => groups)
		expect(Math.min(...sizes)).toBeGreaterThanOrEqual(4)
		expect(Math.max(...sizes)).toBeLessThanOrEqual(10)
	})

	it('is the same for the same seed, and another one for another', () => {
		expect(createWorld(WORLD)).toEqual(world)
		expect(createWorld({ ...WORLD, seed: 8 })).not.toEqual(world)
	})

	it('runs all workshops at once where no minute is named, and fewer at the busiest one', () => {
		expect(runningAt(world)).toHaveLength(WORLD.workshops)
		const running = runningAt(world, busiestMinute(world))
		expect(running.length).toBeGreaterThan(0)
		expect(running.length).toBeLessThan(WORLD.workshops)
	})
})

describe('owners', () => {
	it('are all nodes, each with about as many workshops', () => {
		const counts = new Array(NODES).fill(0)
		for (let workshop = 0; workshop < 8000; workshop++) counts[ownerOf(workshop, NODES)]++
		expect(Math.min(...counts)).toBeGreaterThan(800)
		expect(Math.max(...counts)).toBeLessThan(1200)
	})
})

describe('the steady load', () => {
	it('is the same for the same seed', () => {
		expect(load(true)).toEqual(load(true))
	})

	it('has all people, workshops and rooms, however sockets are placed', () => {
		const running = runningAt(world)
		for (const { people, totals } of [load(true), load(false), load(false, 3)]) {
			expect(sum(people)).toBe(WORLD.people)
			expect(sum(totals.workshops)).toBe(WORLD.workshops)
			expect(sum(totals.rooms)).toBe(running.flatMap(roomsOf).length)
		}
	})

	it('passes on all frames but those of one in N sockets, and costs the nodes more by that', () => {
		const [inTurn, direct] = [load(true), load(false)]
		const { edits, moves, writes, passed } = inTurn.totals
		expect(sum(passed)).toBeCloseTo(((sum(edits) + sum(moves) + sum(writes)) * (NODES - 1)) / NODES, 3)
		expect(sum(inTurn.cpu) - sum(direct.cpu)).toBeCloseTo(sum(passed) * COSTS.hop, 6)
		expect(sum(direct.totals.passed) + sum(load(true, 1).totals.passed)).toBe(0)
	})

	it('has heartbeats that grow with the square of the nodes', () => {
		const [few, many] = [10, 20].map((nodes) => load(false, nodes).database.beats)
		const linear = (nodes) => nodes * 2e-4 + WORLD.workshops * 1e-6
		expect((many - linear(20)) / (few - linear(10))).toBeCloseTo(4, 6)
	})
})

describe('a room', () => {
	it('of many people sends presence within its bandwidth', () => {
		const hall = roomTraffic({ people: 300, edits: 0, moves: 10 }, { presenceBytes: 300, commitS: 0.005 })
		expect((hall.movesOut / 300) * 300).toBeLessThanOrEqual(48 * 1024 + 1)
	})
})

describe('a herd', () => {
	const herd = { sockets: 2000, downMs: 5000, cpuMs: 2, databaseMs: 0.5, databaseCores: 1, freeShare: 1, seed: 3 }

	it('is back, each once, and no sooner than the node can take it', () => {
		const found = simulateHerd(herd)
		expect(found.back).toBe(herd.sockets)
		expect(found.lastMs).toBeGreaterThanOrEqual(herd.downMs + herd.sockets * herd.cpuMs * 0.5)
		expect(found.limit).toBe('node')
		expect(simulateHerd(herd)).toEqual(found)
	})

	it('waits at a node without a failed attempt while the owner is silent', () => {
		const found = simulateHerd({ ...herd, canWait: true })
		expect(found.back).toBe(herd.sockets)
		expect(found.refused + found.givenUp).toBe(0)
		expect(found.p50Ms).toBeGreaterThanOrEqual(herd.downMs)
	})

	it('waits for the database where that is slower', () => {
		expect(simulateHerd({ ...herd, databaseCores: 0.1 }).limit).toBe('database')
	})
})

describe('costs', () => {
	it('are found where they explain everything, and are never below zero', () => {
		const counts = [
			[1, 10, 0],
			[1, 0, 20],
			[1, 5, 5],
			[1, 30, 1],
		]
		const measured = counts.map(([base = 0, a = 0]) => 2 * base + 0.5 * a)
		const [base, first, second] = fitCosts(counts, measured)
		expect(base).toBeCloseTo(2, 3)
		expect(first).toBeCloseTo(0.5, 3)
		expect(second).toBeCloseTo(0, 3)
	})
})
