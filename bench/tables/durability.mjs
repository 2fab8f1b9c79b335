import { charrette } from '../contenders/charrette.mjs'
import { hocuspocusSqlite } from '../contenders/hocuspocus.mjs'
import { goals, number, table } from '../markdown.mjs'
import { runLoad } from '../runLoad.mjs'
import { withServer } from '../withServer.mjs'
import { interleave, medianOf } from './interleave.mjs'

const contenders = [charrette, hocuspocusSqlite]
const EDITS = 500

/** Kills the server right after others have received the last edit and its author the ack. */
export async function durability({ rounds, log }) {
	const results = await interleave({ contenders, rounds, measure: measureOne, log })
	const of = (name, key) => medianOf(results, name, key)
	const rows = contenders.map(({ name }) => [
		name,
		...['delivered', 'acked', 'kept'].map((key) => number(of(name, key), 0)),
	])
	const kept = of(charrette.name, 'kept')
	const text = [
		`One person creates ${EDITS} cards. As soon as another person has received all of them and all are acknowledged, the server is killed (\`kill -9\`) and started again. Then a client without local data reads the board. hocuspocus acknowledges edits that are only in memory.`,
		table(['', 'received by others', 'acknowledged', 'present after the restart'], rows),
		goals([{ goal: 'all cards present', found: `${number(kept, 0)} of ${EDITS}`, isMet: kept === EDITS }]),
	]
	return { text: text.join('\n\n'), results }
}

async function measureOne(contender) {
	return withServer(contender, async (server) => {
		const [endpoints] = await server.openRooms(1, 2)
		return runLoad('measureDurability', { endpoints, edits: EDITS }, () => server.restart())
	})
}
