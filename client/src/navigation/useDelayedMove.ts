import { useEffect, useEffectEvent, useState } from 'react'

/**
 * The time that a busy person gets to read where they will be moved: from the announcement, or from
 * their last keystroke.
 */
const PAUSE_MS = 3000

/**
 * Calls `onMove` when it is set: immediately, or for a person who is writing or in a gesture, once
 * they have paused. Returns whether the move is delayed.
 */
export function useDelayedMove(isBusy: boolean, onMove: (() => void) | null): boolean {
	const [isDelayed, setDelayed] = useState(false)
	const isPending = onMove !== null
	const [wasBusy, setWasBusy] = useState(isBusy)
	// The loss of access to the old board ends this person's gesture, so the last state before it
	// counts.
	if ((!isPending || isBusy) && wasBusy !== isBusy) setWasBusy(isBusy)
	const mustWait = useEffectEvent(() => wasBusy)
	const go = useEffectEvent(() => onMove?.())
	useEffect(() => {
		if (!isPending) return undefined
		if (!mustWait()) {
			go()
			return undefined
		}
		setDelayed(true)
		let timer = setTimeout(go, PAUSE_MS)
		const onInput = ({ isComposing }: { isComposing?: boolean }) => {
			clearTimeout(timer)
			// A composition may pause for a long time. Its end fires another input event.
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
