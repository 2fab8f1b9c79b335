import { charrette } from '../contenders/charrette.mjs'
import { hocuspocus, hocuspocusBatched } from '../contenders/hocuspocus.mjs'
import { relay } from '../contenders/relay.mjs'
import { yWebsocket } from '../contenders/yWebsocket.mjs'
import { goals, number } from '../markdown.mjs'
import { goalOf, measureCrowds, render, summarise } from './crowdTable.mjs'

/** The load of earlier measurements: each person moves one card. */
const oneCardEach = { ...charrette, name: 'Charrette, one field per edit', isLight: true }
const contenders = [charrette, oneCardEach, yWebsocket, hocuspocus, hocuspocusBatched, relay]
const sizeOf = (people) => ({ key: `${people} people`, rooms: 1, people, cards: 500 })

/** Measures everybody in one room. */
export async function fanOut({ isQuick, rounds, log }) {
	const sizes = (isQuick ? [10, 60, 200] : [10, 60, 100, 200, 400, 600]).map(sizeOf)
	const times = isQuick
		? { warmMs: 1000, measureMs: 3000, drainMs: 3000 }
		: { warmMs: 2000, measureMs: 6000, drainMs: 4000 }
	const cells = await measureCrowds({ contenders, sizes, rounds, times, log })
	const ours = charrette.name
	const quiet = [ours, relay.name].map((name) => summarise(cells, name, '10 people'))
	const over = (quiet[0]?.p50 ?? Number.NaN) - (quiet[1]?.p50 ?? Number.NaN)
	const text = [
		'One room of 500 cards. Each person makes 5 edits and 15 pointer moves per second; an edit sets two fields of the next of five own cards. “One field per edit”: each edit moves the person’s only card.',
		render(cells, { contenders, sizes, ours }),
		goals([
			{
				goal: '10 people: p50 at most 3 ms above that of the bare relay',
				found: `${number(quiet[0]?.p50)} ms vs. ${number(quiet[1]?.p50)} ms`,
				isMet: over <= 3,
			},
			goalOf(cells, {
				ours,
				size: '200 people',
				goal: '200 people: p99 < 45 ms, ≤ 0.35 cores, no delivery lost',
				isMet: ({ p99, cores }) => p99 < 45 && cores <= 0.35,
			}),
			goalOf(cells, {
				ours,
				size: '400 people',
				goal: '400 people: p99 < 70 ms, ≤ 0.60 cores, no delivery lost',
				isMet: ({ p99, cores }) => p99 < 70 && cores <= 0.6,
			}),
			goalOf(cells, {
				ours,
				size: '600 people',
				goal: '600 people: p99 < 100 ms, no delivery lost',
				isMet: ({ p99 }) => p99 < 100,
			}),
		]),
	]
	return { text: text.join('\n\n'), results: cells }
}
