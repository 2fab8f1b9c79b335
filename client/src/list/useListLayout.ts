import { type RefObject, useEffect, useState, useSyncExternalStore } from 'react'
import { watchMedia } from '../ui/mediaQuery.ts'
import { visibleArea } from '../ui/visibleArea.ts'

/** How the list uses its screen. */
interface ListLayout {
	/**
	 * The header takes one line. On a narrow screen this is the phase with its time and signals; the
	 * rest returns when the list is scrolled up. On a wide, short one everything is in that line.
	 */
	isCompact: boolean
	/** An on-screen keyboard covers part of the page. */
	hasKeyboard: boolean
}

/** A page of this height is short: a phone in landscape, or a laptop zoomed to 200 %. */
const SHORT_PX = 560
const NARROW = watchMedia('(max-width: 700px)')

/** The layout of a list whose cards scroll in `scroller`. */
export function useListLayout(scroller: RefObject<HTMLElement | null>): ListLayout {
	const { top, bottom, size } = useSyncExternalStore(visibleArea.subscribe, visibleArea.get)
	const isNarrow = useSyncExternalStore(NARROW.subscribe, NARROW.get)
	const isScrolled = useIsScrolled(scroller)
	const hasKeyboard = size !== 'usual'
	return { isCompact: isNarrow ? hasKeyboard || isScrolled : bottom - top <= SHORT_PX, hasKeyboard }
}

/** Whether the header is collapsed, and the scroll position at which the direction last turned. */
export interface HeaderScroll {
	isCollapsed: boolean
	turn: number
}

/** A finger moves this far before the header follows. */
const TURN_PX = 48
/** A list that scrolls less than this keeps its header: collapsing it would leave nothing to scroll. */
const MIN_REST_PX = 200

/**
 * The header after a scroll to `top`, in a list that scrolls by `rest` at most: it collapses while
 * the list moves on, and returns when the list moves back or reaches its start.
 */
export function nextHeaderScroll({ isCollapsed, turn }: HeaderScroll, top: number, rest: number): HeaderScroll {
	if (top <= TURN_PX || (!isCollapsed && rest < MIN_REST_PX)) return { isCollapsed: false, turn: top }
	// A collapsing header makes the list taller, so that its end moves back by itself.
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
