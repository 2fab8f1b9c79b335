import { type RefObject, useEffect, useRef } from 'react'

/** After these the user scrolls where they want, or the focus is about to move. */
const INPUTS = ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const

/**
 * Keeps in view what was scrolled to, and what has got the focus, until the next input. A chunk of rows has an estimated
 * height until it first comes into view; browsers then keep the top of the first visible chunk where it is, so that what
 * follows it would leave the window. Returns the function that scrolls to an element of the page.
 */
export function useKeptInView(page: RefObject<HTMLElement | null>): (element: Element) => void {
	const kept = useRef<Element | null>(null)
	const scrollTo = useRef((element: Element) => {
		kept.current = element
		element.scrollIntoView({ block: 'nearest' })
	})
	useEffect(() => {
		const root = page.current
		if (!root) return
		const listeners = new AbortController()
		const options = { capture: true, passive: true, signal: listeners.signal }
		const keep = ({ target }: Event) => {
			kept.current = target as Element
		}
		const release = () => {
			kept.current = null
		}
		root.addEventListener('focusin', keep, options)
		root.addEventListener(
			'contentvisibilityautostatechange',
			() => kept.current?.scrollIntoView({ block: 'nearest' }),
			options,
		)
		for (const input of INPUTS) window.addEventListener(input, release, options)
		return () => listeners.abort()
	}, [page])
	return scrollTo.current
}
