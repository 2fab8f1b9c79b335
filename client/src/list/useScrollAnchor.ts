import { type RefObject, useEffect, useMemo } from 'react'

/** Number of frames within which the chunks that a scroll reveals are laid out. */
const FRAMES = 8

/**
 * Keeps the target of a scroll, and the focused element, in view while the rows near it are laid
 * out. A chunk of rows has an estimated height until it first comes into view. Browsers then keep
 * the position of the top of the first visible chunk, so that the rows after it would move out of
 * the window. Returns the function that scrolls to an element of the page.
 */
export function useScrollAnchor(page: RefObject<HTMLElement | null>): (element: Element) => void {
	const anchor = useMemo(createScrollAnchor, [])
	useEffect(() => {
		const root = page.current
		if (!root) return
		const onFocus = ({ target }: Event) => anchor.keep(target as Element)
		root.addEventListener('focusin', onFocus)
		root.addEventListener('contentvisibilityautostatechange', anchor.scrollAgain, true)
		return () => {
			root.removeEventListener('focusin', onFocus)
			root.removeEventListener('contentvisibilityautostatechange', anchor.scrollAgain, true)
			anchor.release()
		}
	}, [page, anchor])
	return anchor.scrollTo
}

function createScrollAnchor() {
	let element: Element | null = null
	let frames = 0
	let frame = 0

	function passFrame(): void {
		if (--frames > 0) frame = requestAnimationFrame(passFrame)
		else element = null
	}

	function keep(next: Element): void {
		element = next
		frames = FRAMES
		cancelAnimationFrame(frame)
		frame = requestAnimationFrame(passFrame)
	}

	function scrollTo(next: Element): void {
		keep(next)
		next.scrollIntoView({ block: 'nearest' })
	}

	return {
		keep,
		scrollTo,
		scrollAgain: () => element && scrollTo(element),
		release: () => cancelAnimationFrame(frame),
	}
}
