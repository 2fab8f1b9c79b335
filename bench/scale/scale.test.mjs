import { describe, expect, it } from 'vitest'
import { fitCosts } from './fitCosts.mjs'
import { simulateHerd } from './herd.mjs'
import { byRoom, byWorkshop, roundRobin } from './placement.mjs'
import { roomTraffic } from './roomTraffic.mjs'
import { steadyLoad } from './steadyLoad.mjs'
import { busiestMinute, createWorld, roomsOf, runningAt } from './world.mjs'

const WORLD = { seed: 7, people: 20_000, workshops: 500 }
const world = createWorld(WORLD)
const NODES = [0, 1, 2, 3, 4, 5, 6, 7]
const work = {
	base: 0.01,
	sockets: 1e-6,
	edits: 1e-4,
	moves: 5e-5,
	turns: 2e-4,
	writes: 2e-5,
	published: 5e-5,
	heard: 5e-5,
}
const COSTS = {
	commitS: 0.005,
	node: work,
	news: 2e-5,
	calm: 1.5,
	wire: { edit: 60, presence: 250, write: 10 },
	broadcast: { message: 80, edit: 60, presence: 250 },
	valkey: { base: 0.002, published: 1e-5, delivered: 1e-5 },
	database: { base: 0.01, node: 0.002, commit: 1e-4, row: 1e-4 },
	wal: { commit: 100, row: 400, edit: 50 },
	memory: { base: 1e8, socket: 1e4, card: 500 },
}
const sum = (values) => values.reduce((all, value) => all + value, 0)
const load = (placement, nodes = NODES) => steadyLoad(runningAt(world), { nodes, placement, costs: COSTS })

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

describe('placements', () => {
	it.each([
		['round robin', roundRobin],
		['by room', byRoom],
		['by workshop', byWorkshop],
	])('%s put everybody of a room somewhere', (_name, placement) => {
		const place = placement(NODES)
		for (const room of runningAt(world).flatMap(roomsOf))
			expect(sum(place(room).map(([, people]) => people))).toBe(room.people)
	})

	it('by room: a node that dies moves its own rooms and no others, about one in N', () => {
		const rooms = runningAt(world).flatMap(roomsOf)
		const [before, after] = [byRoom(NODES), byRoom(NODES.filter((node) => node !== 3))]
		const moved = rooms.filter((room) => before(room)[0]?.[0] !== after(room)[0]?.[0])
		expect(moved.every((room) => before(room)[0]?.[0] === 3)).toBe(true)
		const share = (moved.length * NODES.length) / rooms.length
		expect(share).toBeGreaterThan(0.9)
		expect(share).toBeLessThan(1.1)
	})

	it('by workshop: all rooms of a workshop are on one node', () => {
		const place = byWorkshop(NODES)
		for (const running of runningAt(world))
			expect(new Set(roomsOf(running).map((room) => place(room)[0]?.[0])).size).toBe(1)
	})
})

describe('the steady load', () => {
	it('is the same for the same seed', () => {
		expect(load('roundRobin')).toEqual(load('roundRobin'))
	})

	it('keeps people, sockets and edits, wherever they are', () => {
		const loads = ['roundRobin', 'byRoom', 'byWorkshop'].map((placement) => load(placement))
		for (const { people, totals } of loads) {
			expect(sum(people)).toBe(WORLD.people)
			expect(sum(totals.sockets)).toBe(sum(loads[0].totals.sockets))
			expect(sum(totals.edits)).toBeCloseTo(sum(loads[0].totals.edits), 3)
			expect(sum(totals.editsOut)).toBeCloseTo(sum(loads[0].totals.editsOut), 3)
		}
	})

	it('one node hears nothing, and the better people are placed, the less nodes hear', () => {
		expect(sum(load('roundRobin', [0]).totals.heard)).toBe(0)
		const [spread, room, workshop] = ['roundRobin', 'byRoom', 'byWorkshop'].map((name) => sum(load(name).totals.heard))
		expect(spread).toBeGreaterThan(room)
		expect(room).toBeGreaterThan(workshop)
	})
})

describe('a room', () => {
	it('of two nodes hears of each other exactly what they publish', () => {
		const shared = { presenceBytes: 300, commitS: 0.005 }
		const [a, b] = roomTraffic({ counts: [3, 5], edits: 1, moves: 2 }, shared)
		expect(a?.heard).toBeCloseTo(b?.published ?? 0)
		expect(b?.heard).toBeCloseTo(a?.published ?? 0)
	})

	it('of many people sends presence within its bandwidth', () => {
		const shared = { presenceBytes: 300, commitS: 0.005 }
		const [hall] = roomTraffic({ counts: [300], edits: 0, moves: 10 }, shared)
		expect(((hall?.movesOut ?? 0) / 300) * 300).toBeLessThanOrEqual(48 * 1024 + 1)
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
