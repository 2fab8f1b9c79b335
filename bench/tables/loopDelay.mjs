import { setTimeout as pause } from 'node:timers/promises'
import { charrette } from '../contenders/charrette.mjs'
import { goals, number, table } from '../markdown.mjs'
import { runLoad } from '../runLoad.mjs'
import { withServer } from '../withServer.mjs'

const [PEOPLE, CARDS] = [400, 500]
/**
 * The rates per person. At five edits a second, the history of the board would be full after eight
 * minutes, and further edits refused (GATE7f).
 */
const RATES = { edits: 1, moves: 15 }
const WARM_MS = 10_000
const WINDOW_MS = 60_000

/**
 * Measures the delay of the event loop in a hall at work, while its log is compacted and its
 * garbage collected several times.
 */
export async function loopDelay({ isQuick, log }) {
	const minutes = isQuick ? 1 : 5
	const windows = await measureDelay(minutes, log)
	const p99 = Math.max(...windows.map(({ delay }) => delay.p99))
	const worst = Math.max(...windows.map(({ delay }) => delay.max))
	const lost = windows.reduce((sum, { missing }) => sum + missing, 0)
	const text = [
		`One room of ${CARDS} cards with ${PEOPLE} people. Each person makes ${RATES.edits} edit and ${RATES.moves} pointer moves per second.`,
		table(
			['minute', 'edit p50 / p99', 'event loop delay, p99', 'event loop delay, max'],
			windows.map(({ p50, p99: edit, delay }, index) => [
				`${index + 1}`,
				`${number(p50)} / ${number(edit)} ms`,
				`${number(delay.p99)} ms`,
				`${number(delay.max)} ms`,
			]),
		),
		goals([
			{
				goal: 'event loop delay: p99 < 40 ms, max < 150 ms',
				found: `${number(p99)} and ${number(worst)} ms`,
				isMet: p99 < 40 && worst < 150,
			},
			{ goal: 'no delivery lost', found: `${lost} lost`, isMet: lost === 0 },
		]),
	]
	return { text: text.join('\n\n'), results: windows }
}

async function measureDelay(minutes, log) {
	return withServer(charrette, async (server) => {
		const rooms = await server.openRooms(1, PEOPLE)
		const plan = { warmMs: WARM_MS, windows: minutes, windowMs: WINDOW_MS, drainMs: 5000 }
		const running = runLoad('measureInWindows', { rooms, cards: CARDS, rates: RATES, plan })
		await pause(WARM_MS)
		// Resets the delay, so that earlier delays are not counted.
		await server.probe('lag')
		const delays = []
		for (let minute = 1; minute <= minutes; minute++) {
			await pause(WINDOW_MS)
			delays.push(await server.probe('lag'))
			log(`  minute ${minute}: ${JSON.stringify(delays.at(-1))}`)
		}
		const found = await running
		const missing = found.expected - found.delivered
		return found.windows.map((window, index) => ({
			...window,
			delay: delays[index],
			missing: index === 0 ? missing : 0,
		}))
	})
}
