import { addHops, addRoom, createTotals, predict } from './predict.mjs'
import { roomsOf } from './world.mjs'

/**
 * The cards per person of a board in the middle of a workshop, and the interval and size of its
 * snapshots while it changes.
 */
const CARDS_A_PERSON = 8
const SNAPSHOT = { everyS: 600, bytes: 8000 }

/**
 * Computes the load of all nodes while these workshops run.
 * @param {ReturnType<typeof import('./world.mjs').runningAt>} running
 * @param {{ nodes: number, isInTurn: boolean, costs: object }} options `isInTurn`: sockets are
 *   placed in turn; else each reaches the owner of its workshop at once
 */
export function steadyLoad(running, { nodes, isInTurn, costs }) {
	const totals = createTotals(nodes)
	const people = new Float64Array(nodes)
	const cards = new Float64Array(nodes)
	let boards = 0
	for (const workshop of running) {
		const node = ownerOf(workshop.index, nodes)
		totals.workshops[node]++
		for (const room of roomsOf(workshop)) {
			addRoom(totals, room, node, costs)
			if (!room.isBoard) continue
			people[node] += room.people
			cards[node] += room.people * CARDS_A_PERSON
			if (room.edits > 0) boards++
		}
	}
	if (isInTurn) addHops(totals)
	const found = predict(totals, costs)
	found.database.walBytes += (boards / SNAPSHOT.everyS) * SNAPSHOT.bytes
	const { memory } = costs
	return {
		people,
		totals,
		...found,
		memory: people.map((_, node) => memory.base + totals.sockets[node] * memory.socket + cards[node] * memory.card),
	}
}

/** Returns the owner of a workshop: the node that was asked for it first, which may be any. */
export function ownerOf(workshop, nodes) {
	let mixed = Math.imul(workshop ^ (workshop >>> 16) ^ 0x9e3779b9, 0x85ebca6b)
	mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
	return ((mixed ^ (mixed >>> 16)) >>> 0) % nodes
}

/**
 * The bounds of a healthy node: the average load of its one busy thread in cores, which is low
 * because halls make some nodes far busier than others; its sockets (`maxSockets`); its memory.
 */
const NODE_BOUNDS = { cpu: 0.35, sockets: 10_000, memory: 4e9 }

/**
 * Returns the used share of each bound: of the processor on average, and of sockets and memory on
 * the fullest node.
 */
function fullness({ cpu, totals, memory }) {
	const most = (values) => values.reduce((max, value) => Math.max(max, value), 0)
	return {
		cpu: cpu.reduce((sum, one) => sum + one, 0) / cpu.length / NODE_BOUNDS.cpu,
		sockets: most(totals.sockets) / NODE_BOUNDS.sockets,
		memory: most(memory) / NODE_BOUNDS.memory,
	}
}

/**
 * Returns the smallest number of nodes within their bounds (to a hundredth), and their load; null
 * if there is none.
 */
export function fewestNodes(running, { isInTurn, costs }) {
	let count = Math.max(1, Math.ceil(running.reduce((sum, { workshop }) => sum + workshop.people, 0) / 1000))
	let best = null
	for (let tries = 0; tries < 12; tries++) {
		const load = steadyLoad(running, { nodes: count, isInTurn, costs })
		const fullest = Math.max(...Object.values(fullness(load)))
		if (fullest <= 1 && (best === null || count < best.count)) best = { count, load }
		const next = Math.max(1, Math.ceil(count * fullest * 1.003))
		if (next === count || (fullest <= 1 && (fullest > 0.98 || next === 1))) break
		count = best && next >= best.count ? Math.floor((best.count + count) / 2) : next
	}
	return best
}
