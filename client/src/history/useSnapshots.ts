import type { BoardChanges, BoardId, Snapshot, SnapshotId } from '@charrette/shared'
import { useCallback, useEffect, useState } from 'react'
import {
	type FailureCode,
	failureOf,
	fetchSnapshotChanges,
	fetchSnapshotState,
	fetchSnapshots,
} from '../connection/api.ts'
import type { Credentials } from '../connection/credentials.ts'

/** Something that is fetched: undefined until it is there. */
export interface Fetched<What> {
	found: What | undefined
	failure: FailureCode | null
	reload: () => void
}

const REFRESH_MS = 60_000

/** What is kept of a board, newest first; looked for again now and then, as the server keeps boards by itself. */
export function useSnapshots(credentials: Credentials, board: BoardId): Fetched<readonly Snapshot[]> {
	const fetchOnce = useCallback(
		() => fetchSnapshots(credentials, board).then(({ snapshots }) => snapshots),
		[credentials, board],
	)
	const fetched = useFetched(fetchOnce)
	const { reload } = fetched
	useEffect(() => {
		const timer = setInterval(reload, REFRESH_MS)
		return () => clearInterval(timer)
	}, [reload])
	return fetched
}

/** The document of a moment, as an update. */
export function useSnapshotState(credentials: Credentials, id: SnapshotId): Fetched<Uint8Array> {
	return useFetched(useCallback(() => fetchSnapshotState(credentials, id), [credentials, id]))
}

/** What changed around a moment, once that `isWanted`. */
export function useChanges(
	reader: ChangesReader,
	{ id, span, isWanted }: { id: SnapshotId; span: ChangeSpan; isWanted: boolean },
): Fetched<SnapshotChanges> {
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

/** Between which moments: from the one before, or until now. */
export type ChangeSpan = 'before' | 'now'

/** What changed, and whether there was a moment to compare with. */
export interface SnapshotChanges {
	changes: BoardChanges
	isFirst: boolean
}

/** Fetches what changed; one after the other, as each keeps the server at work for a moment. */
export interface ChangesReader {
	/** What was fetched of it; what is compared with now is fetched anew each time. */
	read(id: SnapshotId, span: ChangeSpan): Promise<SnapshotChanges>
}

/** A reader that remembers what stays as it is. */
export function createChangesReader(credentials: Credentials): ChangesReader {
	const known = new Map<SnapshotId, Promise<SnapshotChanges>>()
	let last: Promise<unknown> = Promise.resolve()

	function ask(id: SnapshotId, span: ChangeSpan): Promise<SnapshotChanges> {
		const asked = last.then(async () => {
			const { changes, since } = await fetchSnapshotChanges(credentials, id, span)
			return { changes, isFirst: since === null }
		})
		last = asked.catch(() => {})
		return asked
	}

	return {
		read(id, span) {
			if (span === 'now') return ask(id, span)
			const told = known.get(id) ?? ask(id, span)
			known.set(id, told)
			told.catch(() => known.delete(id))
			return told
		},
	}
}
