import { type RefObject, useLayoutEffect } from 'react'

const GAP = 8

/** While all of a prompt is shown over the canvas, what is said below the bar makes room for it. */
export function useRoomForPrompt(panel: RefObject<HTMLElement | null>, isShown: boolean): void {
	useLayoutEffect(() => {
		const shown = panel.current
		if (!isShown || !shown) return undefined
		const { style } = document.documentElement
		const observer = new ResizeObserver(() => style.setProperty('--prompt', `${shown.offsetHeight + GAP}px`))
		observer.observe(shown)
		return () => {
			observer.disconnect()
			style.removeProperty('--prompt')
		}
	}, [panel, isShown])
}
