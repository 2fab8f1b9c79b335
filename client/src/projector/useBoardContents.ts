import { type Board, type BoardContent, type BoardId, countCards } from '@charrette/shared'
import { useQueries } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { fetchBoardContent } from '../connection/api.ts'
import type { Credentials } from '../connection/credentials.ts'
import type { Observable } from '../connection/observable.ts'
import type { Digests } from '../connection/useWorkshop.ts'

/** A board that changes all the time is fetched again no more often than this. */
const FETCH_MS = 2500

/**
 * The contents of these boards, as far as they have arrived. A board is fetched again after its
 * digest has changed.
 */
export function useBoardContents(
	credentials: Credentials,
	boards: readonly Board[],
	digests: Observable<Digests>,
): ReadonlyMap<BoardId, BoardContent> {
	const sampled = useSampled(digests)
	const latest = useRef(new Map<BoardId, BoardContent>())
	const results = useQueries({
		queries: boards.map(({ id }) => ({
			queryKey: ['projected', credentials.token, id, versionOf(sampled, id)],
			queryFn: () => fetchBoardContent(credentials, id),
			staleTime: Number.POSITIVE_INFINITY,
			gcTime: 0,
		})),
	})
	for (const [index, { id }] of boards.entries()) {
		const content = results[index]?.data
		if (content) latest.current.set(id, content)
	}
	return latest.current
}

/** What a digest knows of the board's last change. */
function versionOf(digests: Digests, board: BoardId): string {
	const digest = digests.get(board)
	return digest ? `${digest.touchedAt} ${countCards(digest)} ${digest.coverage.answered}` : ''
}

/** The digests, read at most once every few seconds. */
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
