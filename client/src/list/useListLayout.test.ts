import { describe, expect, it } from 'vitest'
import { type HeaderScroll, nextHeaderScroll } from './useListLayout.ts'

const START: HeaderScroll = { isCollapsed: false, turn: 0 }
/**
 * Returns the state of the header after each scroll position, in a list that scrolls by 1000 px.
 */
function collapsedAt(positions: readonly number[], rest = 1000): boolean[] {
	let state = START
	return positions.map((top) => {
		state = nextHeaderScroll(state, top, rest)
		return state.isCollapsed
	})
}

describe('nextHeaderScroll', () => {
	it('[PHONE3] collapses the header when the list scrolls down, and shows it when the list scrolls up', () => {
		expect(collapsedAt([20, 60, 120, 300, 280, 240, 400])).toEqual([false, false, true, true, true, false, true])
	})

	it('[PHONE3] shows the header at the start of the list', () => {
		expect(collapsedAt([120, 40])).toEqual([true, false])
	})

	it('[PHONE3] keeps the header of a list that hardly scrolls', () => {
		expect(collapsedAt([60, 120, 150], 150)).toEqual([false, false, false])
	})

	it('[PHONE3] does not mistake the end of the list, which the collapsing header moves, for scrolling up', () => {
		let state = nextHeaderScroll({ isCollapsed: false, turn: 900 }, 1000, 1000)
		expect(state.isCollapsed).toBe(true)
		state = nextHeaderScroll(state, 910, 910)
		expect(state.isCollapsed).toBe(true)
		expect(nextHeaderScroll(state, 800, 910).isCollapsed).toBe(false)
	})
})
