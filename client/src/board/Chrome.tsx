import { type HTMLAttributes, useEffect, useRef } from 'react'

/**
 * A part of the interface that lies over the canvas. Keys that work a button or a menu stay its own: the canvas, which
 * listens around it, would take an Enter for the selected card.
 */
export function Chrome(props: HTMLAttributes<HTMLDivElement>) {
	const root = useRef<HTMLDivElement>(null)
	useEffect(() => {
		const element = root.current
		// The mark is tldraw's own for "somebody else has dealt with it"; other shortcuts go on working.
		const claim = (event: KeyboardEvent) => Object.assign(event, { isKilled: true })
		element?.addEventListener('keydown', claim)
		element?.addEventListener('keyup', claim)
		return () => {
			element?.removeEventListener('keydown', claim)
			element?.removeEventListener('keyup', claim)
		}
	}, [])
	return <div ref={root} {...props} />
}
