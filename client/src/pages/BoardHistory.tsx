import type { BoardId } from '@charrette/shared'
import { useCallback, useEffect } from 'react'
import { useLocation, useSearch } from 'wouter'
import { routePath } from '../connection/basePath.ts'
import type { Person } from '../connection/useWorkshop.ts'
import { useBoardPlace } from '../navigation/BoardPlace.ts'
import type { VISIT_PARAM } from '../navigation/paths.ts'
import { SessionStatusBar } from '../statusBar/SessionStatusBar.tsx'
import { HistoryView } from './boardViews.ts'

interface BoardHistoryProps {
	snapshot: string
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
	const { people, board } = useBoardPlace()
	return (
		<HistoryView.Page
			{...props}
			peopleHere={countParticipants(people, board)}
			statusBar={<SessionStatusBar variant="list" />}
			onClose={() => props.onSnapshot(null)}
		/>
	)
}

/** Returns the number of participants who have a board open. */
function countParticipants(people: readonly Person[], board: BoardId): number {
	const here = people.filter((person) => person.board === board && person.role === 'participant')
	return new Set(here.map(({ participant }) => participant)).size
}

/**
 * Returns what is shown in place of the board, from the query, so that the browser's back button
 * closes it: `?history=…` is the version history with a snapshot, or with none if it is empty;
 * `?since` is what others have changed since the last visit. Null is the current board.
 */
export function useBoardParam(name: 'history' | typeof VISIT_PARAM): [string | null, (next: string | null) => void] {
	const shown = new URLSearchParams(useSearch()).get(name)
	const [, navigate] = useLocation()
	const isShown = shown !== null
	const show = useCallback(
		(next: string | null) => {
			const { searchParams } = new URL(location.href)
			const pathname = routePath(location.pathname)
			if (next === null) searchParams.delete(name)
			else searchParams.set(name, next)
			const query = searchParams.toString()
			// All snapshots share one entry of the browser's history.
			navigate(query ? `${pathname}?${query}` : pathname, { replace: isShown && next !== null })
		},
		[navigate, isShown, name],
	)
	return [shown, show]
}
