import { charrette, joinAll, startNode } from '../contenders/charrette.mjs'
import { yWebsocket } from '../contenders/yWebsocket.mjs'
import { cores, number, table, times } from '../markdown.mjs'
import { measureCrowds, summarise } from './crowdTable.mjs'

const SIZE = { key: '25 rooms', rooms: 25, people: 8, cards: 30 }

/**
 * Charrette with this number of workers. With one socket of a room per worker, each worker has
 * every board open, as if connections were distributed round-robin.
 */
const withWorkers = (count, { isSpread = false } = {}) => ({
	...charrette,
	name: `${count} workers, ${isSpread ? 'each room in all of them' : 'each room in one of them'}`,
	async start(place) {
		const spread = isSpread ? { CHARRETTE_ROOM_SOCKETS: '1' } : {}
		const server = await startNode({ ...place, shared: { CHARRETTE_WORKERS: String(count), ...spread } })
		return { ...server, openRooms: (rooms, people) => joinAll(server.url, rooms, people) }
	},
})
const single = { ...charrette, name: 'one process' }
const contenders = [
	single,
	withWorkers(2),
	withWorkers(2, { isSpread: true }),
	withWorkers(4),
	withWorkers(4, { isSpread: true }),
	yWebsocket,
]

/** Measures the cost of working in several processes, all of them on one core. */
export async function workers({ isQuick, rounds, log }) {
	// The code is compiled in every worker before the measurement begins.
	const plan = isQuick
		? { warmMs: 5000, measureMs: 3000, drainMs: 3000 }
		: { warmMs: 10_000, measureMs: 8000, drainMs: 4000 }
	const cells = await measureCrowds({ contenders, sizes: [SIZE], rounds, times: plan, log })
	const found = contenders.map(({ name }) => ({ name, ...summarise(cells, name, SIZE.key) }))
	const rows = found.map(({ name, cores: used, p50, p99, lost, isCollapsed }) => [
		name,
		cores(used),
		times(used, found[0].cores),
		isCollapsed ? `collapses (${number(p99)})` : `${number(p50)} / ${number(p99)}`,
		String(lost),
	])
	const text = [
		`${SIZE.rooms} rooms with eight people and ${SIZE.cards} cards each; 5 edits and 15 pointer moves per second and person. All processes of a server share one core, so the table shows the cost of distribution, not its benefit.`,
		table(['', 'CPU cores used', '× one process', 'edit p50 / p99, ms', 'lost'], rows),
	]
	return { text: text.join('\n\n'), results: cells }
}
