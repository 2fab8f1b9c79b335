import { asOurClient, charrette } from '../contenders/charrette.mjs'
import { hocuspocus } from '../contenders/hocuspocus.mjs'
import { yWebsocket } from '../contenders/yWebsocket.mjs'
import { goals, kilobytes, number, table, times } from '../markdown.mjs'
import { median, percentile } from '../medians.mjs'
import { runLoad } from '../runLoad.mjs'
import { withServer } from '../withServer.mjs'
import { interleave, medianOf } from './interleave.mjs'

const OURS = 'Charrette, its own client'
const contenders = [
	{ ...charrette, name: OURS, toEndpoint: asOurClient },
	{ ...charrette, name: 'Charrette, stock client' },
	yWebsocket,
	hocuspocus,
]
const JOINERS = 100

/** Measures joins to a board: one by one, and a herd. */
export async function join({ isQuick, rounds, log }) {
	const sizes = isQuick ? [2000] : [2000, 5000]
	const results = {}
	const rows = []
	for (const cards of sizes) {
		const measure = (contender) => measureOne(contender, cards, isQuick ? 5 : 15)
		results[cards] = await interleave({ contenders, rounds, measure, log })
		for (const { name } of contenders) rows.push(row(results[cards], name, cards))
	}
	const head = ['', 'cards', 'bytes sent', 'one joiner', 'ratio', `${JOINERS} joiners in 1 s, p50 / p95`, 'ratio, p95']
	const text = [
		'Time from the first packet of a connection until the client has the whole state of the board, inflated if it was sent deflated. The time that Yjs needs to apply the state is the same for all, and is not included. Ratios are to Charrette with its own client. The stock client is that of y-websocket.',
		table(head, rows),
		goals(sizes.flatMap((cards) => goalsAt(results[cards], cards))),
	]
	return { text: text.join('\n\n'), results }
}

async function measureOne({ toEndpoint = (endpoint) => endpoint, ...contender }, cards, repeats) {
	return withServer(contender, async (server) => {
		const [endpoints] = await server.openRooms(1, JOINERS)
		const joiners = endpoints.map(toEndpoint)
		const { one, many } = await runLoad('measureJoinTimes', { endpoint: endpoints[0], joiners, cards, times: repeats })
		const waits = many.map(({ ms }) => ms)
		return {
			bytes: median(one.map(({ bytes }) => bytes)),
			ms: median(one.map(({ ms }) => ms)),
			herdP50: percentile(waits, 0.5),
			herdP95: percentile(waits, 0.95),
		}
	})
}

function row(found, name, cards) {
	const [bytes, ms, p50, p95] = ['bytes', 'ms', 'herdP50', 'herdP95'].map((key) => medianOf(found, name, key))
	const [ourMs, ourP95] = ['ms', 'herdP95'].map((key) => medianOf(found, OURS, key))
	const isOurs = name === OURS
	return [
		name,
		String(cards),
		kilobytes(bytes),
		`${number(ms)} ms`,
		isOurs ? '' : times(ms, ourMs),
		`${number(p50)} / ${number(p95)} ms`,
		isOurs ? '' : times(p95, ourP95),
	]
}

function goalsAt(found, cards) {
	const ours = (key) => medianOf(found, OURS, key)
	const stock = (key) => medianOf(found, yWebsocket.name, key)
	const beats = (key) => ours(key) !== null && ours(key) <= stock(key)
	const wire = {
		goal: '2000 cards: ≤ 70 KB sent',
		found: kilobytes(ours('bytes')),
		isMet: ours('bytes') <= 70_000,
	}
	return [
		...(cards === 2000 ? [wire] : []),
		{
			goal: `${cards} cards: one joiner no slower than with the y-websocket server`,
			found: `${number(ours('ms'))} ms vs. ${number(stock('ms'))} ms`,
			isMet: beats('ms'),
		},
		{
			goal: `${cards} cards: ${JOINERS} joiners, p50 and p95 no higher than with the y-websocket server`,
			found: `${number(ours('herdP50'))} / ${number(ours('herdP95'))} ms vs. ${number(stock('herdP50'))} / ${number(stock('herdP95'))} ms`,
			isMet: beats('herdP50') && beats('herdP95'),
		},
	]
}
