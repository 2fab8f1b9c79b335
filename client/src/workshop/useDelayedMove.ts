import { useEffect, useRef, useState } from 'react'

/** How long a person in the middle of something reads where they go: from then, or from their last letter. */
const PAUSE_MS = 3000

/**
 * Calls `onMove` when there is one: at once, or for a person who is writing or in the middle of a gesture
 * once they have paused. Returns whether it is delayed.
 */
export function useDelayedMove(isBusy: boolean, onMove: (() => void) | null): boolean {
	const [isDelayed, setDelayed] = useState(false)
	const isPending = onMove !== null
	const latest = useRef({ isBusy, onMove })
	latest.current.onMove = onMove
	// Losing the access to the old board ends what they do there: what counts is the time before.
	if (!isPending || isBusy) latest.current.isBusy = isBusy
	useEffect(() => {
		if (!isPending) return undefined
		const go = () => latest.current.onMove?.()
		if (!latest.current.isBusy) {
			go()
			return undefined
		}
		setDelayed(true)
		let timer = setTimeout(go, PAUSE_MS)
		const onInput = ({ isComposing }: { isComposing?: boolean }) => {
			clearTimeout(timer)
			// A composition may pause for long. Its end fires another input event.
			if (!isComposing) timer = setTimeout(go, PAUSE_MS)
		}
		document.addEventListener('input', onInput, true)
		return () => {
			clearTimeout(timer)
			document.removeEventListener('input', onInput, true)
			setDelayed(false)
		}
	}, [isPending])
	return isDelayed
}
