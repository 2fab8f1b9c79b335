import { useSyncExternalStore } from 'react'

/** Below this there is no room for a board beside the timeline. */
const WIDE = '(min-width: 900px)'

/** Whether a board fits beside the timeline. */
export function useIsWide(): boolean {
	return useSyncExternalStore(watchWidth, () => matchMedia(WIDE).matches)
}

function watchWidth(listener: () => void): () => void {
	const query = matchMedia(WIDE)
	query.addEventListener('change', listener)
	return () => query.removeEventListener('change', listener)
}
