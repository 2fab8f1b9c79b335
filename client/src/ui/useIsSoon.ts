import { useEffect, useState } from 'react'

/** The time after which parts of the page that nobody needs at once are fetched. */
export const PREFETCH_MS = 2000

/** Returns whether the page itself has been fetched, so that its later parts can be. */
export function useIsSoon(): boolean {
	const [isSoon, setSoon] = useState(false)
	useEffect(() => {
		const timer = setTimeout(() => setSoon(true), PREFETCH_MS)
		return () => clearTimeout(timer)
	}, [])
	return isSoon
}
