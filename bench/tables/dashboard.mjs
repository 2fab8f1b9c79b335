import { charrette, openAll } from '../contenders/charrette.mjs'
import { cores, goals, kilobytes, number, table } from '../markdown.mjs'
import { runLoad } from '../runLoad.mjs'
import { withServer } from '../withServer.mjs'

const [GROUPS, PEOPLE_A_GROUP] = [50, 8]
const LIMIT_BYTES = 60_000
/** The rates of edits: of a usual workshop, and of the other tables. */
const PACES = [
	{ name: 'usual: 1 edit per second and person', edits: 1 },
	{ name: 'heavy: 5 edits per second and person', edits: 5 },
]

/** Measures the bytes that a facilitator's dashboard receives while a whole workshop is active. */
export async function dashboard({ isQuick, log }) {
	const plan = { warmMs: 2000, measureMs: isQuick ? 8000 : 20_000, drainMs: 2000 }
	const results = []
	for (const pace of PACES) for (const cards of [30, 120]) results.push(await measureOne({ ...pace, cards }, plan))
	for (const result of results) log(`  ${JSON.stringify(result)}`)
	const rows = results.map((one) => [
		`${one.name}, ${one.cards} cards per board`,
		kilobytes(one.bytesPerSecond),
		kilobytes(one.digestBytesPerSecond),
		number(one.framesPerSecond),
		cores(one.cores),
	])
	const worst = Math.max(...results.map((one) => one.bytesPerSecond))
	const text = [
		`${GROUPS} groups of ${PEOPLE_A_GROUP} people edit their boards; all people are also in the workshop’s room. One dashboard is open. The bytes are those that it receives per second.`,
		table(['', 'received', 'of which digests', 'digest frames/s', 'server cores'], rows),
		goals([
			{
				goal: `${GROUPS} groups, ${GROUPS * PEOPLE_A_GROUP} people: < ${LIMIT_BYTES / 1000} KB/s to a dashboard`,
				found: kilobytes(worst),
				isMet: worst < LIMIT_BYTES,
			},
		]),
	]
	return { text: text.join('\n\n'), results }
}

async function measureOne({ name, edits, cards }, plan) {
	return withServer(charrette, async (server) => {
		const opened = await openAll(server.url, GROUPS, PEOPLE_A_GROUP)
		const rates = { edits, moves: 0 }
		const found = await runLoad('measureDashboardTraffic', {
			...opened,
			cards,
			rates,
			plan: { pid: server.pid, ...plan },
		})
		const { bytesPerSecond, digestBytesPerSecond, framesPerSecond } = found
		return {
			name,
			cards,
			bytesPerSecond,
			digestBytesPerSecond,
			framesPerSecond,
			cores: found.cores,
			p99: found.edits.p99,
		}
	})
}
