import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { joinAll, startNode } from '../contenders/charrette.mjs'
import { cpuSecondsOf, residentBytesOf } from '../load/processes.mjs'
import { cores, goals, megabytes, number, table } from '../markdown.mjs'
import { runLoad } from '../runLoad.mjs'
import { withServer } from '../withServer.mjs'

const [ROOMS, PEOPLE, CARDS] = [25, 8, 30]
/**
 * The rates per person; an edit every five seconds is a busy workshop. Yjs keeps some 400 bytes for
 * each edit that overwrites a field, with every server.
 */
const RATES = { edits: 0.2, moves: 15 }
const WINDOW_MS = 60_000
const SAMPLE_MS = 5000
const MAX_SLOPE = 1e6
/**
 * The maximum ratio between the p99 of a window and that of the median window at which the loop
 * still counts as steady.
 */
const MAX_UNSTEADY = 2

/**
 * Lets two hundred people work without a break, to see whether memory stays flat and edits stay
 * fast.
 */
export async function soak({ isQuick, log }) {
	const minutes = isQuick ? 2 : 10
	const results = await measureSoak(minutes, log)
	const { windows, slope, errors, lost, closed } = results
	const rows = windows.map(({ p50, p99, bytes, cpu }, index) => [
		`${index + 1}`,
		cores(cpu),
		`${number(p50)} / ${number(p99)} ms`,
		megabytes(bytes, 0),
	])
	const middle = windows.map(({ p99 }) => p99).sort((a, b) => a - b)[Math.floor(windows.length / 2)]
	const worst = Math.max(...windows.map(({ p99 }) => p99))
	const text = [
		`${ROOMS} rooms of ${CARDS} cards with ${PEOPLE} people each. Each person makes one edit every five seconds and 15 pointer moves per second, without a break. Memory is the RSS that the kernel reports; no garbage collection is forced.`,
		table(['minute', 'cores', 'edit p50 / p99', 'RSS at the end'], rows),
		goals([
			{
				goal: 'RSS growth in the second half: < 1 MB per minute',
				found: `${megabytes(slope)} per minute`,
				isMet: slope < MAX_SLOPE,
			},
			{
				goal: `p99 of the slowest minute ≤ ${MAX_UNSTEADY}× that of the median minute`,
				found: `${number(worst)} ms vs. ${number(middle)} ms`,
				isMet: worst <= MAX_UNSTEADY * middle,
			},
			{
				goal: 'no delivery lost, no socket closed, no error logged',
				found: `${lost} lost, ${closed} closed, ${errors} logged`,
				isMet: lost + closed + errors === 0,
			},
		]),
	]
	return { text: text.join('\n\n'), results }
}

async function measureSoak(minutes, log) {
	let logFile = ''
	const contender = {
		async start({ port, dataDir }) {
			logFile = join(dataDir, 'log')
			const stdout = openSync(logFile, 'a')
			const server = await startNode({ port, dataDir, stdout })
			closeSync(stdout)
			return server
		},
	}
	return withServer(contender, async (server) => {
		const rooms = await joinAll(server.url, ROOMS, PEOPLE)
		const samples = []
		const timer = setInterval(() => {
			samples.push({ at: Date.now(), bytes: residentBytesOf(server.pid), cpu: cpuSecondsOf(server.pid) })
		}, SAMPLE_MS)
		const plan = { warmMs: SAMPLE_MS, windows: minutes, windowMs: WINDOW_MS, drainMs: SAMPLE_MS }
		const found = await runLoad('measureInWindows', { rooms, cards: CARDS, rates: RATES, plan })
		clearInterval(timer)
		const end = Date.now()
		const windows = found.windows.map((window, index) => {
			const until = end - (minutes - 1 - index) * WINDOW_MS
			const mine = samples.filter(({ at }) => at > until - WINDOW_MS && at <= until)
			const [first, last] = [mine[0], mine.at(-1)]
			return { ...window, bytes: last.bytes, cpu: ((last.cpu - first.cpu) / (last.at - first.at)) * 1000 }
		})
		for (const [index, window] of windows.entries()) log(`  minute ${index + 1}: ${JSON.stringify(window)}`)
		return {
			windows,
			slope: slopeOf(samples.filter(({ at }) => at > end - (minutes * WINDOW_MS) / 2)),
			lost: found.expected - found.delivered,
			closed: found.closed,
			errors: readFileSync(logFile, 'utf8')
				.split('\n')
				.filter((line) => line.startsWith('{')).length,
		}
	})
}

/** Returns the growth in bytes per minute, by least squares. */
function slopeOf(samples) {
	const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length
	const [at, bytes] = [mean(samples.map((one) => one.at)), mean(samples.map((one) => one.bytes))]
	const covariance = mean(samples.map((one) => (one.at - at) * (one.bytes - bytes)))
	return (covariance / mean(samples.map((one) => (one.at - at) ** 2))) * 60_000
}
