import { runLoad, withServer } from '../cell.mjs'
import { goals, number, table, times } from '../markdown.mjs'
import { charrette } from '../peers/charrette.mjs'
import { hocuspocusSqlite } from '../peers/hocuspocus.mjs'
import { interleave, medianOf } from './interleave.mjs'

const contenders = [charrette, hocuspocusSqlite]
const [ROOMS, PEOPLE, EDITS] = [50, 8, 5]
const MEANS = {
	[charrette.name]: 'on disk, synced',
	[hocuspocusSqlite.name]: 'in memory; stored 2 to 10 s later',
}

/** How long an edit waits for its acknowledgement. */
export async function ack({ isQuick, rounds, log }) {
	const plan = { warmMs: 1000, measureMs: isQuick ? 3000 : 8000, drainMs: 2000 }
	const measure = (contender) => measureOne(contender, plan)
	const results = await interleave({ contenders, rounds, measure, log })
	const of = (name, key) => medianOf(results, name, key)
	const rows = contenders.map(({ name }) => [
		name,
		MEANS[name],
		number(of(name, 'perSecond'), 0),
		`${number(of(name, 'p50'))} / ${number(of(name, 'p99'))}`,
		name === charrette.name ? '' : times(of(name, 'p99'), of(charrette.name, 'p99')),
		number(of(name, 'lagP99')),
	])
	const [p50, p99] = ['p50', 'p99'].map((key) => of(charrette.name, key))
	const text = [
		`${ROOMS} rooms of ${PEOPLE}, ${EDITS} edits a second and person, no pointers: ${ROOMS * PEOPLE * EDITS} edits a second.`,
		table(['', 'an ack says', 'acks a second', 'ack p50 / p99 ms', '× ours, p99', 'event loop’s delay, p99 ms'], rows),
		goals([
			{
				goal: 'ack p50 ≤ 10 ms, p99 ≤ 60 ms at 2,000 edits a second',
				found: `${number(p50)} / ${number(p99)} ms`,
				isMet: p50 !== null && p50 <= 10 && p99 <= 60,
			},
		]),
	]
	return { text: text.join('\n\n'), results }
}

async function measureOne(contender, plan) {
	return withServer(contender, async (server) => {
		const rooms = await server.seats(ROOMS, PEOPLE)
		// The delay of joining people is not asked for.
		await server.probe('lag')
		const found = await runLoad('acking', { rooms, edits: EDITS, plan: { pid: server.pid, ...plan } })
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
