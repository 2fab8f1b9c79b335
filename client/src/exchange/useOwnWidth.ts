import { useLayoutEffect, useRef, useState } from 'react'

/** Width before the element is measured, and in environments that measure nothing. */
const USUAL_WIDTH = 680

/** Returns a ref for an element, and the current width of that element. */
export function useOwnWidth() {
	const element = useRef<HTMLElement>(null)
	const [width, setWidth] = useState(USUAL_WIDTH)
	useLayoutEffect(() => {
		const measured = element.current
		if (!measured) return undefined
		const measure = () => setWidth(Math.floor(measured.clientWidth) || USUAL_WIDTH)
		measure()
		const observer = new ResizeObserver(measure)
		observer.observe(measured)
		return () => observer.disconnect()
	}, [])
	return [element, width] as const
}
