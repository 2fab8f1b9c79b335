import { type RefObject, useEffect, useState, useSyncExternalStore } from 'react'
import { watchMedia } from '../ui/mediaQuery.ts'
import { visibleArea } from '../ui/visibleArea.ts'

/** The layout of the list on its screen. */
interface ListLayout {
	/**
	 * Whether the header takes one line. On a narrow screen this line is the phase with its time
	 * and status buttons, and the rest returns when the list is scrolled up. On a wide, short
	 * screen the line contains everything.
	 */
	isCompact: boolean
	/** Whether an on-screen keyboard covers part of the page. */
	hasKeyboard: boolean
}

/** Height up to which a page is short: a phone in landscape, or a laptop zoomed to 200 %. */
const SHORT_PX = 560
const NARROW = watchMedia('(max-width: 700px)')

/** Returns the layout of a list whose cards scroll in `scroller`. */
export function useListLayout(scroller: RefObject<HTMLElement | null>): ListLayout {
	const { top, bottom, size } = useSyncExternalStore(visibleArea.subscribe, visibleArea.get)
	const isNarrow = useSyncExternalStore(NARROW.subscribe, NARROW.get)
	const isScrolled = useIsScrolled(scroller)
	const hasKeyboard = size !== 'usual'
	return { isCompact: isNarrow ? hasKeyboard || isScrolled : bottom - top <= SHORT_PX, hasKeyboard }
}

/** The state of the header, and the scroll position at which the direction last changed. */
export interface HeaderScroll {
	isCollapsed: boolean
	turn: number
}

/** Distance of a scroll in one direction before the header changes. */
const TURN_PX = 48
/**
 * A list that scrolls less than this keeps its header, since collapsing it would leave nothing to
 * scroll.
 */
const MIN_REST_PX = 200

/**
 * Returns the state of the header after a scroll to `top`, in a list that scrolls by at most
 * `rest`. The header collapses when the list scrolls down, and returns when it scrolls up or
 * reaches its start.
 */
export function nextHeaderScroll({ isCollapsed, turn }: HeaderScroll, top: number, rest: number): HeaderScroll {
	if (top <= TURN_PX || (!isCollapsed && rest < MIN_REST_PX)) return { isCollapsed: false, turn: top }
	// A collapsing header makes the list taller, so that the end of the list moves back by itself.
	if (isCollapsed && top >= rest - 1) return { isCollapsed, turn: top }
	const extreme = isCollapsed ? Math.max(turn, top) : Math.min(turn, top)
	return Math.abs(top - extreme) > TURN_PX ? { isCollapsed: !isCollapsed, turn: top } : { isCollapsed, turn: extreme }
}

function useIsScrolled(scroller: RefObject<HTMLElement | null>): boolean {
	const [isScrolled, setScrolled] = useState(false)
	useEffect(() => {
		const list = scroller.current
		if (!list) return undefined
		let state: HeaderScroll = { isCollapsed: false, turn: 0 }
		const onScroll = () => {
			state = nextHeaderScroll(state, list.scrollTop, list.scrollHeight - list.clientHeight)
			setScrolled(state.isCollapsed)
		}
		list.addEventListener('scroll', onScroll, { passive: true })
		return () => list.removeEventListener('scroll', onScroll)
	}, [scroller])
	return isScrolled
}
