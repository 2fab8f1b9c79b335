import { type Board, type BoardContent, type BoardId, countCards } from '@charrette/shared'
import { useQueries } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { fetchBoardContent } from '../connection/api/boards.ts'
import type { Credentials } from '../connection/credentials.ts'
import type { Observable } from '../connection/observable.ts'
import type { Digests } from '../connection/useWorkshop.ts'

/** Minimum interval between fetches of the boards, even if they change continuously. */
const FETCH_MS = 2500

/** Interval at which a board without live digests is fetched again. */
const REFETCH_MS = 5000

interface ContentsOptions {
	digests: Observable<Digests>
	/** Whether the digests follow the boards: those of the running session do (FAN5). */
	isLive: boolean
}

/**
 * Returns the contents of these boards, as far as they have arrived. A board is fetched again after
 * its digest has changed; without live digests, one board every five seconds.
 */
export function useBoardContents(
	credentials: Credentials,
	boards: readonly Board[],
	{ digests, isLive }: ContentsOptions,
): ReadonlyMap<BoardId, BoardContent> {
	const sampled = useSampled(digests)
	const latest = useRef(new Map<BoardId, BoardContent>())
	const results = useQueries({
		queries: boards.map(({ id }) => ({
			queryKey: ['projected', credentials.token, id, versionOf(sampled, id)],
			queryFn: () => fetchBoardContent(credentials, id),
			staleTime: Number.POSITIVE_INFINITY,
			refetchInterval: isLive ? (false as const) : REFETCH_MS * boards.length,
			gcTime: 0,
		})),
	})
	for (const [index, { id }] of boards.entries()) {
		const content = results[index]?.data
		if (content) latest.current.set(id, content)
	}
	return latest.current
}

/** Returns a key that changes whenever a digest shows a change of the board. */
function versionOf(digests: Digests, board: BoardId): string {
	const digest = digests.get(board)
	return digest ? `${digest.touchedAt} ${countCards(digest)} ${digest.coverage.answered}` : ''
}

/** Returns the digests, read at most once every `FETCH_MS`. */
function useSampled(digests: Observable<Digests>): Digests {
	const [sampled, setSampled] = useState(digests.get)
	useEffect(() => {
		let timer: ReturnType<typeof setTimeout> | null = null
		const read = () => {
			timer = null
			setSampled(digests.get())
		}
		read()
		const unsubscribe = digests.subscribe(() => {
			timer ??= setTimeout(read, FETCH_MS)
		})
		return () => {
			unsubscribe()
			if (timer) clearTimeout(timer)
		}
	}, [digests])
	return sampled
}
