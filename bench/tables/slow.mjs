import { charrette } from '../contenders/charrette.mjs'
import { hocuspocus } from '../contenders/hocuspocus.mjs'
import { relay } from '../contenders/relay.mjs'
import { yWebsocket } from '../contenders/yWebsocket.mjs'
import { residentBytesOf } from '../load/processes.mjs'
import { goals, megabytes, table } from '../markdown.mjs'
import { runLoad } from '../runLoad.mjs'
import { withServer } from '../withServer.mjs'
import { interleave } from './interleave.mjs'

const contenders = [charrette, yWebsocket, hocuspocus, relay]
const PEOPLE = 60
/**
 * The maximum growth. Charrette disconnects a member at 4 MiB; the rest is the usual growth of a
 * working process.
 */
const BOUND_BYTES = 40e6

/** Lets one member stop reading while the others work. */
export async function slow({ isQuick, log }) {
	const forMs = isQuick ? 10_000 : 60_000
	const measure = (contender) => measureOne(contender, forMs)
	const results = await interleave({ contenders, rounds: 1, measure, log })
	const grownOf = ({ before, after }) => (after && before ? after - before : null)
	const rows = results.map((found) => [
		found.contender,
		megabytes(found.before ?? null, 0),
		megabytes(found.after ?? null, 0),
		megabytes(grownOf(found), 0),
	])
	const ours = grownOf(results[0])
	const text = [
		`${PEOPLE} people work in a room of 500 cards, and one more member stops reading. The server’s RSS at that time and ${forMs / 1000} s later, each after a forced garbage collection; measured once.`,
		table(['', 'before', 'after', 'growth'], rows),
		goals([
			{
				goal: `growth < ${megabytes(BOUND_BYTES, 0)}`,
				found: megabytes(ours, 0),
				isMet: ours === null ? null : ours < BOUND_BYTES,
			},
		]),
	]
	return { text: text.join('\n\n'), results }
}

async function measureOne(contender, forMs) {
	return withServer(contender, async (server) => {
		const resident = async () => {
			for (let i = 0; i < 3; i++) await server.probe('gc')
			return residentBytesOf(server.pid)
		}
		const [endpoints] = await server.openRooms(1, PEOPLE + 1)
		return runLoad('measureSlowReader', { endpoints, cards: 500, forMs, rates: { edits: 5, moves: 15 } }, resident)
	})
}
