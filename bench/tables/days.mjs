import { LIMITS } from '../../shared/dist/index.js'
import { charrette } from '../contenders/charrette.mjs'
import { WORD_KEYSTROKES } from '../load/Person.mjs'
import { residentBytesOf } from '../load/processes.mjs'
import { goals, kilobytes, megabytes, number, table } from '../markdown.mjs'
import { runLoad } from '../runLoad.mjs'
import { withServer } from '../withServer.mjs'

const CARDS = 500
/** `editsAWord` is the number of gestures of a person between two words that the person types. */
const DAYS = [
	{ name: '40 people, 8 hours', people: 40, hours: 8, everyS: 20, editsAWord: 8 },
	{ name: '400 people, 3 hours', people: 400, hours: 3, everyS: 10, editsAWord: Number.POSITIVE_INFINITY },
]
const PLAN = { warmMs: 5000, windows: 1, windowMs: 60_000, drainMs: 5000 }
/** The p99 of two minutes of the same load differs by this factor on the same machine. */
const MAX_RATIO = 1.25
const MAX_SHARE = 1 / 2

/** Measures one board at the beginning and at the end of a long day. */
export async function days({ isQuick, log }) {
	const results = []
	for (const day of DAYS) {
		const found = await measureOne(day, isQuick)
		log(`  ${JSON.stringify(found)}`)
		results.push(found)
	}
	const text = [
		`One board of ${CARDS} cards. Of 40 people, each finishes a gesture every 20 s, and types a word of ${WORD_KEYSTROKES} keystrokes after each eighth of them; of 400 people, each moves a card every 10 s.${isQuick ? ' Only a tenth of the hours.' : ''} The first and the last minute are measured at this rate. The hours between them are replayed over the same sockets in a few minutes, as fast as the server acks the edits. Sizes are of the document (Yjs V1), of a document with the same content and no history, and as stored (V2, deflated). Loading is one \`applyUpdate\`; opening is the time in which a first person joins after a restart. RSS is after a garbage collection.`,
		table(['', ...results.map(({ name }) => name)], rowsOf(results)),
		goals(results.flatMap(goalsOf)),
	]
	return { text: text.join('\n\n'), results }
}

function rowsOf(results) {
	const row = (name, cell) => [name, ...results.map(cell)]
	const latency = ({ p50, p99 }) => `${number(p50)} / ${number(p99)} ms`
	return [
		row('gestures', ({ gestures }) => number(gestures, 0)),
		row('keystrokes', ({ keystrokes }) => number(keystrokes, 0)),
		row('replayed in', ({ replayMs }) => `${number(replayMs / 1000, 0)} s`),
		row('delivery p50 / p99, first minute', ({ first }) => latency(first)),
		row('delivery p50 / p99, last minute', ({ last }) => latency(last)),
		row('document', ({ bytes }) => kilobytes(bytes)),
		row('… without history', ({ liveBytes }) => kilobytes(liveBytes)),
		row('… as stored', ({ storedBytes }) => kilobytes(storedBytes)),
		row('loading', ({ loadMs }) => `${number(loadMs, 0)} ms`),
		row('opening', ({ openMs }) => `${number(openMs, 0)} ms`),
		row('RSS after the first minute', ({ rss }) => megabytes(rss[0], 0)),
		row('RSS after the last minute', ({ rss }) => megabytes(rss[1], 0)),
	]
}

function goalsOf({ name, first, last, bytes, expected, delivered, refused, closed }) {
	const share = bytes / LIMITS.maxHistoryBytes
	return [
		{
			goal: `${name}: p99 of the last minute ≤ ${MAX_RATIO}× the first`,
			found: `${number(last.p99 / first.p99, 2)}×`,
			isMet: last.p99 <= MAX_RATIO * first.p99,
		},
		{
			goal: `${name}: document ≤ half of its limit`,
			found: `${number(100 * share, 0)} %`,
			isMet: share <= MAX_SHARE,
		},
		{
			goal: `${name}: nothing lost or refused`,
			found: `${expected - delivered} lost, ${refused} refused, ${closed} closed`,
			isMet: delivered === expected && refused + closed === 0,
		},
	]
}

function measureOne({ name, people, hours, everyS, editsAWord }, isQuick) {
	const edits = Math.round((hours * 3600) / everyS / (isQuick ? 10 : 1))
	const words = Math.floor(edits / editsAWord) * people
	return withServer(charrette, async (server) => {
		const rooms = await server.openRooms(1, people)
		const rates = { edits: 1 / everyS, moves: 0, isGesture: true }
		const rss = []
		const onEvent = async (event) => {
			if (event === 'left') return server.restart()
			for (let i = 0; i < 3; i++) await server.probe('gc')
			rss.push(residentBytesOf(server.pid))
		}
		const replay = { edits, editsAWord: Number.isFinite(editsAWord) ? editsAWord : edits + 1 }
		const found = await runLoad('measureDay', { rooms, cards: CARDS, rates, replay, plan: PLAN }, onEvent)
		return { name, gestures: edits * people, keystrokes: words * WORD_KEYSTROKES, rss, ...found }
	})
}
