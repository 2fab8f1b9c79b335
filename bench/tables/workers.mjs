import { joinAll, startNode } from '../contenders/charrette.mjs'
import { yWebsocket } from '../contenders/yWebsocket.mjs'
import { cores, number, table, times } from '../markdown.mjs'
import { measureCrowds, summarise } from './crowdTable.mjs'

const SIZE = { key: '25 rooms', rooms: 25, people: 8, cards: 30 }

/** The groups of a workshop, all of which are in one worker. */
const GROUPS = 5

/** Charrette with this number of workers. */
const withWorkers = (count, name) => ({
	name,
	async start(place) {
		const server = await startNode({ ...place, shared: { CHARRETTE_WORKERS: String(count) } })
		return { ...server, openRooms: (rooms, people) => joinAll(server.url, rooms, people, GROUPS) }
	},
})
const contenders = [withWorkers(1, 'one process'), withWorkers(2, '2 workers'), withWorkers(4, '4 workers'), yWebsocket]

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
		`${SIZE.rooms} rooms with eight people and ${SIZE.cards} cards each, ${GROUPS} in a workshop; 5 edits and 15 pointer moves per second and person. All processes of a server share one core, so the table shows the cost of distribution, not its benefit.`,
		table(['', 'CPU cores used', '× one process', 'edit p50 / p99, ms', 'lost'], rows),
	]
	return { text: text.join('\n\n'), results: cells }
}
