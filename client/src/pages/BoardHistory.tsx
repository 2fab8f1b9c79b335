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
	/** The number of participants at the board. */
	peopleHere: number
	statusBar: ReactNode
	onSnapshot: (snapshot: string | null) => void
	/** Opens the board of the group to which this person was moved; null if they were not moved. */
	onMove: (() => void) | null
}

/** The board's version history in place of the board. */
export function BoardHistory({ onMove, ...props }: BoardHistoryProps) {
	useEffect(() => {
		// Nothing is edited in the history, so the move does not wait for a click.
		onMove?.()
	}, [onMove])
	return <HistoryView.Page {...props} onClose={() => props.onSnapshot(null)} />
}

const PARAM = 'history'

/**
 * Returns the shown snapshot of the board, from the query (`?history=…`), so that the browser's
 * back button closes the history. An empty id is the history without a selected snapshot; null is
 * the current board.
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
