import type { BoardId } from '@charrette/shared'
import { useEffect } from 'react'
import { noteVisit } from '../connection/lastVisits.ts'
import type { BoardPlace } from '../navigation/BoardPlace.ts'

/** How often a visit is noted while the page is visible. */
const NOTE_MS = 30_000

/**
 * Notes on this device that the person is at a board (VISIT1): when it opens, every half minute
 * while the page is visible, and when it is left. A projector visits nothing.
 */
export function useVisit(
	{ credentials, clock, isLive }: Pick<BoardPlace, 'credentials' | 'clock' | 'isLive'>,
	board: BoardId | null,
): void {
	const { workshop, role } = credentials
	useEffect(() => {
		if (!board || !isLive || role === 'projector') return
		const note = () => noteVisit({ workshop, role }, board, clock.now())
		const noteVisible = () => document.visibilityState === 'visible' && note()
		note()
		const timer = setInterval(noteVisible, NOTE_MS)
		document.addEventListener('visibilitychange', note)
		addEventListener('pagehide', note)
		return () => {
			note()
			clearInterval(timer)
			document.removeEventListener('visibilitychange', note)
			removeEventListener('pagehide', note)
		}
	}, [workshop, role, board, isLive, clock])
}
