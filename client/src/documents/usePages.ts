import { type KeyboardEvent, type RefObject, useCallback, useEffect, useState } from 'react'

/** The pages of a document in their scroller, whose children they are. */
export interface Pages {
	/** The page in the middle of the viewport, from 1 on. */
	current: number
	/** The width of a page in px, before zooming; 0 until it is measured. */
	width: number
	goTo(page: number): void
	/** Arrows to the sides and Page keys turn a page; Home and End go to the first and last. */
	onKeyDown(event: KeyboardEvent): void
}

/** The space beside a page, in px. */
const MARGIN = 24

/** Follows and moves the scroller of a document of `count` pages. */
export function usePages(scroller: RefObject<HTMLElement | null>, count: number): Pages {
	const [current, setCurrent] = useState(1)
	const [width, setWidth] = useState(0)
	const goTo = useCallback(
		(page: number) => {
			const number = Math.min(Math.max(1, page), count)
			const box = scroller.current
			const target = box?.children[number - 1]
			if (!box || !(target instanceof HTMLElement)) return
			box.scrollTop = target.offsetTop - MARGIN / 2
			setCurrent(number)
		},
		[scroller, count],
	)
	useEffect(() => {
		const box = scroller.current
		if (!box) return undefined
		const onScroll = () => {
			const middle = box.scrollTop + box.clientHeight / 2
			const pages = [...box.children] as HTMLElement[]
			setCurrent(Math.max(1, pages.findLastIndex(({ offsetTop }) => offsetTop <= middle) + 1))
		}
		const observer = new ResizeObserver(() => setWidth(Math.max(0, box.clientWidth - MARGIN)))
		observer.observe(box)
		box.addEventListener('scroll', onScroll, { passive: true })
		return () => {
			observer.disconnect()
			box.removeEventListener('scroll', onScroll)
		}
	}, [scroller])
	const onKeyDown = (event: KeyboardEvent) => {
		if (event.altKey || event.ctrlKey || event.metaKey) return
		const target = TARGETS[event.key]?.(current, count)
		if (target === undefined) return
		event.preventDefault()
		goTo(target)
	}
	return { current, width, goTo, onKeyDown }
}

const TARGETS: Readonly<Record<string, (current: number, count: number) => number>> = {
	ArrowLeft: (current) => current - 1,
	ArrowRight: (current) => current + 1,
	PageUp: (current) => current - 1,
	PageDown: (current) => current + 1,
	Home: () => 1,
	End: (_current, count) => count,
}
