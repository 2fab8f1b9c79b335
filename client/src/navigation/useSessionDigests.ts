import type { Session } from '@charrette/shared'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { fetchDigests } from '../connection/api/boards.ts'
import type { Credentials } from '../connection/credentials.ts'
import { createObservable, type Observable } from '../connection/observable.ts'
import type { Digests } from '../connection/useWorkshop.ts'

const REFETCH_MS = 30_000

/**
 * Returns the digests of a session's boards, fetched at intervals (HAND2); or `live`, the digests
 * that the page receives, if it is not null.
 */
export function useSessionDigests(
	credentials: Credentials,
	session: Session,
	live: Observable<Digests> | null = null,
): Observable<Digests> {
	const { data } = useQuery({
		queryKey: ['digests', session.id],
		queryFn: () => fetchDigests(credentials, session.id),
		enabled: live === null,
		refetchInterval: REFETCH_MS,
		gcTime: 0,
	})
	const fetched = useMemo(
		() => createObservable<Digests>(new Map(data?.map((digest) => [digest.board, digest]))),
		[data],
	)
	return live ?? fetched
}
