import { charrette } from '../contenders/charrette.mjs'
import { hocuspocusSqlite } from '../contenders/hocuspocus.mjs'
import { goals, number, table, times } from '../markdown.mjs'
import { runLoad } from '../runLoad.mjs'
import { withServer } from '../withServer.mjs'
import { interleave, medianOf } from './interleave.mjs'

const contenders = [charrette, hocuspocusSqlite]
const [PEOPLE, EDITS] = [8, 5]
/** The goals, by number of rooms. */
const GOALS = new Map([
	[50, { p50: 10, p99: 60 }],
	[100, { p50: 5, p99: 30 }],
])
const editsOf = (rooms) => number(rooms * PEOPLE * EDITS, 0)
const MEANS = {
	[charrette.name]: 'on disk and synced',
	[hocuspocusSqlite.name]: 'in memory; stored 2 to 10 s later',
}

/** Measures how long an edit waits for its acknowledgement. */
export async function ack({ isQuick, rounds, log }) {
	const plan = { warmMs: 1000, measureMs: isQuick ? 3000 : 8000, drainMs: 2000 }
	const found = new Map()
	for (const rooms of GOALS.keys()) {
		const measure = (contender) => measureOne(contender, rooms, plan)
		found.set(rooms, await interleave({ contenders, rounds, measure, log }))
	}
	const rowsOf = ([rooms, results]) => {
		const of = (name, key) => medianOf(results, name, key)
		return contenders.map(({ name }) => [
			`${name}, ${editsOf(rooms)} edits/s`,
			MEANS[name],
			number(of(name, 'perSecond'), 0),
			`${number(of(name, 'p50'))} / ${number(of(name, 'p99'))}`,
			name === charrette.name ? '' : times(of(name, 'p99'), of(charrette.name, 'p99')),
			number(of(name, 'lagP99')),
		])
	}
	const goalOf = ([rooms, results]) => {
		const [p50, p99] = ['p50', 'p99'].map((key) => medianOf(results, charrette.name, key))
		const most = GOALS.get(rooms)
		return {
			goal: `ack p50 ≤ ${most.p50} ms, p99 ≤ ${most.p99} ms at ${editsOf(rooms)} edits/s`,
			found: `${number(p50)} / ${number(p99)} ms`,
			isMet: p50 !== null && p50 <= most.p50 && p99 <= most.p99,
		}
	}
	const text = [
		`${[...GOALS.keys()].join(' and ')} rooms of ${PEOPLE} people. Each person makes ${EDITS} edits per second and no pointer moves.`,
		table(
			['', 'state of an acked edit', 'acks/s', 'ack p50 / p99, ms', '× Charrette, p99', 'event loop delay, p99, ms'],
			[...found].flatMap(rowsOf),
		),
		goals([...found].map(goalOf)),
	]
	return { text: text.join('\n\n'), results: Object.fromEntries(found) }
}

async function measureOne(contender, groups, plan) {
	return withServer(contender, async (server) => {
		const rooms = await server.openRooms(groups, PEOPLE)
		// Resets the delay, so that the joins are not counted.
		await server.probe('lag')
		const found = await runLoad('measureAcks', { rooms, edits: EDITS, plan: { pid: server.pid, ...plan } })
		const lag = await server.probe('lag')
		const { p50, p99, count } = found.acks
		return {
			p50,
			p99,
			perSecond: (count * 1000) / plan.measureMs,
			cores: found.cores,
			lagP99: lag?.p99 ?? null,
			loadCores: found.loadCores,
		}
	})
}
