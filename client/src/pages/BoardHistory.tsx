import type { BoardId, Workshop } from '@charrette/shared'
import { type ReactNode, useCallback, useEffect } from 'react'
import { useLocation, useSearch } from 'wouter'
import type { Credentials } from '../connection/credentials.ts'
import { HistoryView } from './boardViews.ts'

interface BoardHistoryProps {
	credentials: Credentials
	workshop: Workshop
	board: BoardId
	snapshot: string
	statusBar: ReactNode
	onSnapshot: (snapshot: string | null) => void
	/** Goes to the board of the group that this person was moved to; null if they were not moved. */
	onMove: (() => void) | null
}

/** The board's version history in place of the board. */
export function BoardHistory({ onMove, ...props }: BoardHistoryProps) {
	useEffect(() => {
		// Nothing is being edited here, so the move does not wait for a click.
		onMove?.()
	}, [onMove])
	return <HistoryView.Page {...props} onClose={() => props.onSnapshot(null)} />
}

const PARAM = 'history'

/**
 * The snapshot of the board that is shown, from the query (`?history=…`), so that the browser's
 * back button closes the history: empty for the history without a snapshot, null for the board of
 * today.
 */
export function useHistoryParam(): [snapshot: string | null, showSnapshot: (snapshot: string | null) => void] {
	const snapshot = new URLSearchParams(useSearch()).get(PARAM)
	const [, navigate] = useLocation()
	const isViewingHistory = snapshot !== null
	const showSnapshot = useCallback(
		(next: string | null) => {
			const { pathname, searchParams } = new URL(location.href)
			if (next === null) searchParams.delete(PARAM)
			else searchParams.set(PARAM, next)
			const query = searchParams.toString()
			// All snapshots share one entry of the browser's history.
			navigate(query ? `${pathname}?${query}` : pathname, { replace: isViewingHistory && next !== null })
		},
		[navigate, isViewingHistory],
	)
	return [snapshot, showSnapshot]
}
