import { charrette } from '../contenders/charrette.mjs'
import { hocuspocusSqlite } from '../contenders/hocuspocus.mjs'
import { yWebsocket } from '../contenders/yWebsocket.mjs'
import { goals, number, table, times } from '../markdown.mjs'
import { runLoad } from '../runLoad.mjs'
import { withServer } from '../withServer.mjs'
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
		`${ROOMS} rooms of ${PEOPLE} people and ${CARDS} cards. Each person makes 5 edits and 15 pointer moves per second, before and after the restart. Clients reconnect with the backoff of y-websocket (100 ms, doubled up to 2.5 s), randomised by up to half. The y-websocket server stores nothing: with it the board itself is lost, and clients send only their own edits again.`,
		table(
			[
				'',
				'all reconnected, after the kill',
				'after listening',
				'× Charrette',
				'event loop delay, p99',
				'cards at their owner’s last position',
			],
			rows,
		),
		goals([
			{
				goal: '200 people reconnected and synced in < 10 s',
				found: `${number(ours / 1000, 1)} s`,
				isMet: ours !== null && ours < 10_000,
			},
			{
				goal: 'event loop delay after the restart: p99 < 250 ms',
				found: `${number(lag)} ms`,
				isMet: lag === null ? null : lag < 250,
			},
		]),
	]
	return { text: text.join('\n\n'), results }
}

async function measureOne(contender) {
	return withServer(contender, async (server) => {
		const rooms = await server.openRooms(ROOMS, PEOPLE)
		const rates = { edits: 5, moves: 15 }
		const found = await runLoad('measureRestart', { rooms, cards: CARDS, rates }, () => server.restart())
		const lag = await server.current().probe('lag')
		return { ...found, lagP99: lag?.p99 ?? null, lagMax: lag?.max ?? null }
	})
}
