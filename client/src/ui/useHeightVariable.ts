import { type RefObject, useLayoutEffect } from 'react'

interface HeightVariableOptions {
	/** The space kept beside the element, in px. */
	gap?: number
	/** Whether the element is shown now; if not, the variable is not set. */
	isShown?: boolean
}

/**
 * Sets a CSS variable of the page to the height of an element and a gap, so that floating elements
 * leave space for it. The variable is not set while the element is empty or not shown.
 */
export function useHeightVariable(
	element: RefObject<HTMLElement | null>,
	name: `--${string}`,
	{ gap = 0, isShown = true }: HeightVariableOptions = {},
): void {
	useLayoutEffect(() => {
		const shown = element.current
		if (!isShown || !shown) return undefined
		const { style } = document.documentElement
		const measure = () => {
			const height = shown.offsetHeight
			if (height > 0) style.setProperty(name, `${height + gap}px`)
			else style.removeProperty(name)
		}
		measure()
		const observer = new ResizeObserver(measure)
		observer.observe(shown)
		return () => {
			observer.disconnect()
			style.removeProperty(name)
		}
	}, [element, name, gap, isShown])
}
