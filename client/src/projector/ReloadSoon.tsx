import { type ReactNode, useEffect } from 'react'
import { reloadOnceThere } from '../session/reloadPage.ts'

const RELOAD_MS = 20_000

/** Shows what is in the wall's way, and tries anew by itself: nobody stands beside a projector. */
export function ReloadSoon({ children }: { children: ReactNode }) {
	useEffect(() => reloadOnceThere(RELOAD_MS), [])
	return children
}
