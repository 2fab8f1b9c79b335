import { useEffect } from 'react'

/** Messages stand above the tools at the bottom of the page, which are so many px high, not on them. */
export function useToastsAbove(height: number): void {
	useEffect(() => {
		const { style } = document.documentElement
		style.setProperty('--toast-bottom', `${height}px`)
		return () => {
			style.removeProperty('--toast-bottom')
		}
	}, [height])
}
