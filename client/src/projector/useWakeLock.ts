import { useEffect } from 'react'

/** Keeps the screen awake while the page is seen. Browsers allow it on secure pages only; elsewhere nothing happens. */
export function useWakeLock(): void {
	useEffect(() => {
		if (!('wakeLock' in navigator)) return
		let isWanted = true
		let lock: WakeLockSentinel | null = null
		const hold = async () => {
			if (document.hidden) return
			const held = await navigator.wakeLock.request('screen').catch(() => null)
			if (isWanted) lock = held
			else held?.release()
		}
		hold()
		// The browser lets go of the lock whenever the page is hidden.
		document.addEventListener('visibilitychange', hold)
		return () => {
			isWanted = false
			document.removeEventListener('visibilitychange', hold)
			lock?.release()
		}
	}, [])
}
