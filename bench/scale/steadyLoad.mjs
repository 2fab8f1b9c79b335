import { byRoom, byWorkshop, roundRobin } from './placement.mjs'
import { addRoom, createTotals, predict } from './predict.mjs'
import { roomsOf } from './world.mjs'

const PLACEMENTS = { roundRobin, byRoom, byWorkshop }
/**
 * The cards per person of a board in the middle of a workshop, and the interval and size of its
 * snapshots while it changes.
 */
const CARDS_A_PERSON = 8
const SNAPSHOT = { everyS: 600, bytes: 8000 }
/**
 * The rate of commands of a facilitator (phases, timers, messages), each of which is broadcast to
 * every node.
 */
const COMMANDS_PER_S = 1 / 120
const HEARTBEATS_PER_S = 2
const CHECKS_PER_S = 2

/**
 * Computes the load of all nodes while these workshops run.
 * @param {ReturnType<typeof import('./world.mjs').runningAt>} running
 * @param {{ nodes: readonly number[], placement: keyof typeof PLACEMENTS, costs: object }} options
 *   `nodes`: their numbers
 */
export function steadyLoad(running, { nodes, placement, costs }) {
	const place = PLACEMENTS[placement](nodes)
	const indexOf = new Map(nodes.map((node, index) => [node, index]))
	const totals = createTotals(nodes.length)
	const people = new Float64Array(nodes.length)
	const cards = new Float64Array(nodes.length)
	const add = (room, dashboard) => {
		const places = place(room).map(([node, count]) => [indexOf.get(node), count])
		if (room.isBoard && !places.some(([node]) => node === dashboard)) places.push([dashboard, 0])
		addRoom(totals, room, places, costs)
		if (!room.isBoard) return
		for (const [node, count] of places) {
			people[node] += count
			cards[node] += room.people * CARDS_A_PERSON
		}
	}
	let boards = 0
	for (const workshop of running) {
		// The node with the dashboard has all boards of the workshop open.
		const [[node]] = place({ key: workshop.index * 1024, people: 1 })
		const rooms = roomsOf(workshop)
		for (const room of rooms) add(room, indexOf.get(node))
		boards += rooms.filter(({ isBoard, edits }) => isBoard && edits > 0).length
	}
	addServerMessages(totals, running.length)
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

/**
 * Adds the heartbeats of nodes and the changes of workshops, which every node receives, and the
 * checks that each node publishes to itself.
 */
function addServerMessages({ published, news }, workshops) {
	const nodes = published.length
	const commands = (workshops * COMMANDS_PER_S) / nodes
	for (let node = 0; node < nodes; node++) {
		published[node] += HEARTBEATS_PER_S + CHECKS_PER_S + commands
		news[node] += (HEARTBEATS_PER_S + commands) * (nodes - 1)
	}
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
export function fullness({ cpu, totals, memory }) {
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
export function fewestNodes(running, { placement, costs }) {
	let count = Math.max(1, Math.ceil(running.reduce((sum, { workshop }) => sum + workshop.people, 0) / 1000))
	let best = null
	// Beyond this number, nodes have more work with each other than with people.
	const most = 20 * count
	for (let tries = 0; tries < 12 && count <= most; tries++) {
		const load = steadyLoad(running, { nodes: Array.from({ length: count }, (_, node) => node), placement, costs })
		const fullest = Math.max(...Object.values(fullness(load)))
		if (fullest <= 1 && (best === null || count < best.count)) best = { count, load }
		const next = Math.max(1, Math.ceil(count * fullest * 1.003))
		if (next === count || (fullest <= 1 && (fullest > 0.98 || next === 1))) break
		count = best && next >= best.count ? Math.floor((best.count + count) / 2) : next
	}
	return best
}
