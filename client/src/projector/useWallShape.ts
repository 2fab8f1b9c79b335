import { useSyncExternalStore } from 'react'

/** How wide the wall is for its height; the component renders anew when that changes. */
export function useWallShape(): number {
	return useSyncExternalStore(subscribe, () => window.innerWidth / Math.max(1, window.innerHeight))
}

function subscribe(onChange: () => void): () => void {
	window.addEventListener('resize', onChange)
	return () => window.removeEventListener('resize', onChange)
}
