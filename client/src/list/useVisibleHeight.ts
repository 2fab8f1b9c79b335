import { type RefObject, useLayoutEffect } from 'react'

/** Keeps an element as high as what is seen of the page: a phone's keyboard lies over it, and would cover what one writes. */
export function useVisibleHeight(element: RefObject<HTMLElement | null>): void {
	useLayoutEffect(() => {
		const view = window.visualViewport
		if (!view) return undefined
		const fit = () => {
			const { style } = element.current ?? {}
			// Pinched larger, the page is looked at more closely, not covered.
			if (!style || view.scale > 1.01) return
			style.top = `${view.offsetTop}px`
			style.height = `${view.height}px`
		}
		fit()
		view.addEventListener('resize', fit)
		view.addEventListener('scroll', fit)
		return () => {
			view.removeEventListener('resize', fit)
			view.removeEventListener('scroll', fit)
		}
	}, [element])
}
