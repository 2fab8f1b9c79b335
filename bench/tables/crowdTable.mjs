import { cores, number, table, times } from '../markdown.mjs'
import { median } from '../medians.mjs'
import { runLoad } from '../runLoad.mjs'
import { withServer } from '../withServer.mjs'

const COLLAPSE_MS = 2000
/** A load process this busy may itself be the bottleneck. */
const BUSY_LOAD = 0.9

/**
 * Measures rounds of people at work, with interleaved contenders. A contender that collapses is not
 * run with more people in that round.
 * @param {object} plan
 * @param {{ name: string, start: Function, isLight?: boolean }[]} plan.contenders
 * @param {{ key: string, rooms: number, people: number, cards: number }[]} plan.sizes from small to
 *   large
 * @param {number} plan.rounds
 * @param {{ warmMs: number, measureMs: number, drainMs: number }} plan.times
 * @param {(line: string) => void} plan.log
 */
export async function measureCrowds({ contenders, sizes, rounds, times: plan, log }) {
	const cells = []
	for (let round = 0; round < rounds; round++) {
		const collapsed = new Set()
		for (const size of sizes) {
			for (const contender of contenders) {
				if (collapsed.has(contender)) continue
				const found = await measureOne(contender, size, plan)
				if (found.isCollapsed) collapsed.add(contender)
				cells.push({ contender: contender.name, size: size.key, round, ...found })
				log(`  round ${round + 1}, ${size.key}, ${contender.name}: ${describe(found)}`)
			}
		}
	}
	return cells
}

async function measureOne(contender, { rooms, people, cards }, plan) {
	try {
		return await withServer(contender, async (server) => {
			const endpoints = await server.openRooms(rooms, people)
			const rates = { edits: 5, moves: 15, isLight: contender.isLight }
			const found = await runLoad('measureFanOut', {
				rooms: endpoints,
				cards,
				rates,
				plan: { pid: server.pid, ...plan },
			})
			const isCollapsed = found.delivered < found.expected || found.closed > 0 || found.edits.p99 > COLLAPSE_MS
			return { isCollapsed, ...found }
		})
	} catch (error) {
		return { isCollapsed: true, reason: String(error) }
	}
}

const describe = (found) =>
	found.reason ??
	`${cores(found.cores)} cores, p50 ${number(found.edits.p50)} p99 ${number(found.edits.p99)} ms, ${found.delivered} of ${found.expected}, load ${cores(found.loadCores)}`

/** Returns the medians of a contender at a size; null if it was not run. */
export function summarise(cells, contender, size) {
	const mine = cells.filter((cell) => cell.contender === contender && cell.size === size)
	if (mine.length === 0) return null
	const good = mine.filter((cell) => !cell.isCollapsed)
	const isCollapsed = good.length * 2 <= mine.length
	const used = isCollapsed ? mine.filter((cell) => cell.edits) : good
	return {
		isCollapsed,
		cores: median(used.map((cell) => cell.cores)),
		loadCores: median(used.map((cell) => cell.loadCores)),
		p50: median(used.map((cell) => cell.edits.p50)),
		p99: median(used.map((cell) => cell.edits.p99)),
		worst: used.length > 0 ? Math.max(...used.map((cell) => cell.edits.p99 ?? 0)) : null,
		lost: mine.reduce((sum, cell) => sum + (cell.expected ?? 0) - (cell.delivered ?? 0), 0),
	}
}

/** Renders the tables: each contender's figures, and the ratios of the others' figures to ours. */
export function render(cells, { contenders, sizes, ours }) {
	const names = contenders.map(({ name }) => name)
	const keys = sizes.map(({ key }) => key)
	const figures = names.map((name) => [name, ...keys.map((key) => cellText(summarise(cells, name, key)))])
	const ratios = names
		.filter((name) => name !== ours)
		.map((name) => [name, ...keys.map((key) => ratioText(summarise(cells, name, key), summarise(cells, ours, key)))])
	return [
		'CPU cores used · edit latency p50 / p99 in ms, from author to recipient:',
		table(['', ...keys], figures),
		'Ratio to Charrette, cores · p99:',
		table(['', ...keys], ratios),
	].join('\n\n')
}

function cellText(found) {
	if (!found) return '–'
	const mark = (found.loadCores ?? 0) > BUSY_LOAD ? ' †' : ''
	if (found.isCollapsed) return found.p99 === null ? 'collapses' : `collapses (${number(found.p99)})`
	return `${cores(found.cores)} · ${number(found.p50)} / ${number(found.p99)}${mark}`
}

function ratioText(theirs, ours) {
	if (!theirs || !ours) return '–'
	if (theirs.isCollapsed) return 'collapses'
	return ours.isCollapsed ? '–' : `${times(theirs.cores, ours.cores)} · ${times(theirs.p99, ours.p99)}`
}

/** Returns a goal about our figures at one size. */
export function goalOf(cells, { ours, size, goal, isMet }) {
	const found = summarise(cells, ours, size)
	if (!found) return { goal, found: '–', isMet: null }
	const text = found.isCollapsed
		? 'collapses'
		: `${cores(found.cores)} cores, p99 ${number(found.p99)} ms, ${found.lost} lost`
	return { goal, found: text, isMet: !found.isCollapsed && found.lost === 0 && isMet(found) }
}
