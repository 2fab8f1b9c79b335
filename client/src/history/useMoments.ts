import type { BoardId, Snapshot, SnapshotId } from '@charrette/shared'
import { useCallback, useEffect, useState } from 'react'
import { type FailureCode, failureOf } from '../session/api.ts'
import type { Credentials } from '../session/credentials.ts'
import { fetchMoment, fetchSnapshots } from '../session/history.ts'
import type { ChangesReader, Span, ToldChanges } from './changesReader.ts'

/** Something that is fetched: undefined until it is there. */
export interface Fetched<What> {
	found: What | undefined
	failure: FailureCode | null
	reload: () => void
}

const LOOK_AGAIN_MS = 60_000

/** What is kept of a board, newest first; looked for again now and then, as the server keeps boards by itself. */
export function useMoments(credentials: Credentials, board: BoardId): Fetched<readonly Snapshot[]> {
	const fetchOnce = useCallback(
		() => fetchSnapshots(credentials, board).then(({ snapshots }) => snapshots),
		[credentials, board],
	)
	const fetched = useFetched(fetchOnce)
	const { reload } = fetched
	useEffect(() => {
		const timer = setInterval(reload, LOOK_AGAIN_MS)
		return () => clearInterval(timer)
	}, [reload])
	return fetched
}

/** The document of a moment, as an update. */
export function useMomentState(credentials: Credentials, id: SnapshotId): Fetched<Uint8Array> {
	return useFetched(useCallback(() => fetchMoment(credentials, id), [credentials, id]))
}

/** What changed around a moment, once that `isWanted`. */
export function useChanges(
	reader: ChangesReader,
	{ id, span, isWanted }: { id: SnapshotId; span: Span; isWanted: boolean },
): Fetched<ToldChanges> {
	return useFetched(
		useCallback(() => reader.read(id, span), [reader, id, span]),
		isWanted,
	)
}

/** Fetches now, and again when it is another or `reload` is called; what was found stays until then. */
function useFetched<What>(fetchOnce: () => Promise<What>, isWanted = true): Fetched<What> {
	const [round, setRound] = useState(0)
	const [state, setState] = useState<{ of: unknown; found?: What; failure: FailureCode | null }>({
		of: null,
		failure: null,
	})
	useEffect(() => {
		if (!isWanted) return undefined
		let isCurrent = true
		fetchOnce().then(
			(found) => isCurrent && setState({ of: fetchOnce, found, failure: null }),
			(thrown: unknown) =>
				isCurrent &&
				setState((was) => ({ ...(was.of === fetchOnce ? was : { of: fetchOnce }), failure: failureOf(thrown) })),
		)
		return () => {
			isCurrent = false
		}
	}, [fetchOnce, isWanted, round])
	const reload = useCallback(() => setRound((was) => was + 1), [])
	const isOfThis = state.of === fetchOnce
	return { found: isOfThis ? state.found : undefined, failure: isOfThis ? state.failure : null, reload }
}
