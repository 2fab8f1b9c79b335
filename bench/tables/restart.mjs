import { runLoad, withServer } from '../cell.mjs'
import { goals, number, table, times } from '../markdown.mjs'
import { charrette } from '../peers/charrette.mjs'
import { hocuspocusSqlite } from '../peers/hocuspocus.mjs'
import { yWebsocket } from '../peers/yWebsocket.mjs'
import { interleave, medianOf } from './interleave.mjs'

const contenders = [charrette, yWebsocket, hocuspocusSqlite]
const [ROOMS, PEOPLE, CARDS] = [25, 8, 100]

/** Kills the server while two hundred people work, and restarts it at once. */
export async function restart({ rounds, log }) {
	const results = await interleave({ contenders, rounds, measure: measureOne, log })
	const of = (name, key) => medianOf(results, name, key)
	const rows = contenders.map(({ name }) => [
		name,
		`${number(of(name, 'sinceKillMs') / 1000, 1)} s`,
		`${number(of(name, 'sinceListeningMs') / 1000, 1)} s`,
		name === charrette.name ? '' : times(of(name, 'sinceKillMs'), of(charrette.name, 'sinceKillMs')),
		`${number(of(name, 'lagP99'))} ms`,
		`${number(of(name, 'right'), 0)} of ${number(of(name, 'people'), 0)}`,
	])
	const [ours, lag] = ['sinceKillMs', 'lagP99'].map((key) => of(charrette.name, key))
	const text = [
		`${ROOMS} rooms of ${PEOPLE}, ${CARDS} cards each, 5 edits and 15 pointer moves a second and person, before and after. Everybody comes back as y-websocket does (100 ms, doubled up to 2.5 s), spread by half; the stock server keeps nothing, so there the board itself is gone and people bring back only what they made.`,
		table(
			[
				'',
				'all back, from the kill',
				'from listening',
				'× ours',
				'event loop’s delay, p99',
				'cards where their owner put them',
			],
			rows,
		),
		goals([
			{
				goal: '200 people back and synced < 10 s',
				found: `${number(ours / 1000, 1)} s`,
				isMet: ours !== null && ours < 10_000,
			},
			{
				goal: 'event loop’s delay p99 < 250 ms meanwhile',
				found: `${number(lag)} ms`,
				isMet: lag === null ? null : lag < 250,
			},
		]),
	]
	return { text: text.join('\n\n'), results }
}

async function measureOne(contender) {
	return withServer(contender, async (server) => {
		const rooms = await server.seats(ROOMS, PEOPLE)
		const rates = { edits: 5, moves: 15 }
		const found = await runLoad('restarting', { rooms, cards: CARDS, rates }, () => server.restart())
		const lag = await server.current().probe('lag')
		return { ...found, lagP99: lag?.p99 ?? null, lagMax: lag?.max ?? null }
	})
}
