import { charrette } from '../contenders/charrette.mjs'
import { hocuspocus } from '../contenders/hocuspocus.mjs'
import { relay } from '../contenders/relay.mjs'
import { yWebsocket } from '../contenders/yWebsocket.mjs'
import { goals } from '../markdown.mjs'
import { goalOf, measureCrowds, render } from './crowdTable.mjs'

const contenders = [charrette, yWebsocket, hocuspocus, relay]
const sizeOf = (rooms) => ({ key: `${rooms} rooms`, rooms, people: 8, cards: 30 })

/** Measures breakout groups: many rooms of eight. */
export async function rooms({ isQuick, rounds, log }) {
	const sizes = (isQuick ? [25] : [25, 50, 100]).map(sizeOf)
	const times = isQuick
		? { warmMs: 1000, measureMs: 3000, drainMs: 3000 }
		: { warmMs: 5000, measureMs: 6000, drainMs: 4000 }
	const cells = await measureCrowds({ contenders, sizes, rounds, times, log })
	const ours = charrette.name
	const text = [
		'Rooms of 30 cards with 8 people each. Each person makes 5 edits and 15 pointer moves per second, as in the fan-out table. The first five seconds, in which V8 compiles code, are not measured.',
		render(cells, { contenders, sizes, ours }),
		goals([
			goalOf(cells, {
				ours,
				size: '50 rooms',
				goal: '50 rooms: p99 < 30 ms, ≤ 0.55 cores, no delivery lost',
				isMet: ({ p99, cores }) => cores <= 0.55 && p99 < 30,
			}),
			goalOf(cells, {
				ours,
				size: '100 rooms',
				goal: '100 rooms: p99 < 60 ms, no delivery lost',
				isMet: ({ p99 }) => p99 < 60,
			}),
		]),
	]
	return { text: text.join('\n\n'), results: cells }
}
