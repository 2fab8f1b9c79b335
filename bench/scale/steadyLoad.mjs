import { byRoom, byWorkshop, inTurn } from './placement.mjs'
import { addRoom, createTotals, predict } from './predict.mjs'
import { roomsOf } from './world.mjs'

const PLACEMENTS = { inTurn, byRoom, byWorkshop }
/** Cards of a board in the middle of a workshop, a person; and how often its snapshot is saved while it changes. */
const CARDS_A_PERSON = 8
const SNAPSHOT = { everyS: 600, bytes: 8000 }
/** Commands of a facilitator: phases, timers, messages. Every node hears of each. */
const COMMANDS_PER_S = 1 / 120
const BEATS_PER_S = 2
const CHECKS_PER_S = 2

/**
 * The load of all nodes while these workshops run.
 * @param {ReturnType<typeof import('./world.mjs').runningAt>} running
 * @param {{ nodes: readonly number[], placement: keyof typeof PLACEMENTS, costs: object }} options `nodes`: their numbers
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
		// The dashboard's node has all boards of the workshop open.
		const [[node]] = place({ key: workshop.index * 1024, people: 1 })
		const rooms = roomsOf(workshop)
		for (const room of rooms) add(room, indexOf.get(node))
		boards += rooms.filter(({ isBoard, edits }) => isBoard && edits > 0).length
	}
	hearNews(totals, running.length)
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

/** Beats and pulses of nodes, and changes of workshops, of which every node hears. */
function hearNews({ published, news }, workshops) {
	const nodes = published.length
	const commands = (workshops * COMMANDS_PER_S) / nodes
	for (let node = 0; node < nodes; node++) {
		published[node] += BEATS_PER_S + CHECKS_PER_S + commands
		news[node] += (BEATS_PER_S + commands) * (nodes - 1)
	}
}

/**
 * The bounds within which nodes are well: cores of their one busy thread on average, since halls make some far busier than others;
 * sockets (`maxSockets`); memory.
 */
const NODE_BOUNDS = { cpu: 0.35, sockets: 10_000, memory: 4e9 }

/** How much of each bound nodes take: of the processor on average, of sockets and memory the fullest. */
export function fullness({ cpu, totals, memory }) {
	const most = (values) => values.reduce((max, value) => Math.max(max, value), 0)
	return {
		cpu: cpu.reduce((sum, one) => sum + one, 0) / cpu.length / NODE_BOUNDS.cpu,
		sockets: most(totals.sockets) / NODE_BOUNDS.sockets,
		memory: most(memory) / NODE_BOUNDS.memory,
	}
}

/** The fewest nodes within their bounds (to a hundredth), and their load; null where no number is found. */
export function fewestNodes(running, { placement, costs }) {
	let count = Math.max(1, Math.ceil(running.reduce((sum, { workshop }) => sum + workshop.people, 0) / 1000))
	let best = null
	// Beyond this, nodes have more to do with each other than with people.
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
