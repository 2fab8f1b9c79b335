import { type RefObject, useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react'
import { watchMedia } from '../ui/mediaQuery.ts'
import { showField, visibleArea } from '../ui/visibleArea.ts'

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
	/** Whether the kinds of a new card share a line with its field. */
	isOneLine: boolean
	/** Whether header, cards and composer scroll together, as the cards would have no room. */
	isWhole: boolean
}

/** Height up to which a page is short: a phone in landscape, or a laptop zoomed to 200 %. */
const SHORT_PX = 560
/** Height up to which even a narrow page is wider than high. */
const LOW_PX = 480
/** The least height of the cards between header and composer. */
const MIN_CARDS_PX = 120
const NARROW = watchMedia('(width <= 700px)')

/** Returns the layout of a list page, whose cards scroll in `scroller`. */
export function useListLayout(
	page: RefObject<HTMLElement | null>,
	scroller: RefObject<HTMLElement | null>,
): ListLayout {
	const { top, bottom, size } = useSyncExternalStore(visibleArea.subscribe, visibleArea.get)
	const isNarrow = useSyncExternalStore(NARROW.subscribe, NARROW.get)
	const isScrolled = useIsScrolled(scroller)
	const isWhole = useIsWhole(page, scroller)
	const hasKeyboard = size !== 'usual'
	const height = Math.min(bottom, window.innerHeight) - top
	return {
		isCompact: isNarrow ? hasKeyboard || isScrolled : height <= SHORT_PX,
		hasKeyboard,
		isOneLine: height <= (isNarrow ? LOW_PX : SHORT_PX),
		isWhole,
	}
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

/**
 * Returns whether the other parts of the page leave too little height for the cards. When that
 * changes, the page keeps its scroll position, and the field with the focus stays in view.
 */
function useIsWhole(page: RefObject<HTMLElement | null>, scroller: RefObject<HTMLElement | null>): boolean {
	const [isWhole, setWhole] = useState(false)
	/** The scroll position of the cards, from their start. */
	const position = useRef(0)
	useLayoutEffect(() => {
		const [root, cards] = [page.current, scroller.current]
		if (!root || !cards) return
		if (isWhole) root.scrollTop = position.current > 0 ? position.current + cards.offsetTop : 0
		else cards.scrollTop = position.current
		const field = document.activeElement
		if (field?.matches('input, textarea') && root.contains(field)) showField(field)
	}, [page, scroller, isWhole])
	useLayoutEffect(() => {
		const root = page.current
		if (!root) return undefined
		const measure = () => {
			const others = [...root.children].filter(
				(part) => part !== scroller.current && /static|relative|sticky/.test(getComputedStyle(part).position),
			)
			const height = others.reduce((sum, part) => sum + part.getBoundingClientRect().height, 0)
			const cards = scroller.current
			position.current = Math.max(cards?.scrollTop ?? 0, root.scrollTop - (cards?.offsetTop ?? 0), 0)
			setWhole(root.clientHeight - height < MIN_CARDS_PX)
		}
		const resized = new ResizeObserver(measure)
		const observeParts = () => {
			resized.disconnect()
			for (const part of [root, ...root.children]) resized.observe(part)
		}
		observeParts()
		const changed = new MutationObserver(observeParts)
		changed.observe(root, { childList: true })
		return () => {
			resized.disconnect()
			changed.disconnect()
		}
	}, [page, scroller])
	return isWhole
}
