import type { BoardChanges, SnapshotId } from '@charrette/shared'
import type { Credentials } from '../session/credentials.ts'
import { fetchChanges } from '../session/history.ts'

/** Between which moments: from the one before, or until now. */
export type Span = 'before' | 'now'

/** What changed, and whether there was a moment to compare with. */
export interface ToldChanges {
	changes: BoardChanges
	isFirst: boolean
}

/** Fetches what changed; one after the other, as each keeps the server at work for a moment. */
export interface ChangesReader {
	/** What was fetched of it; what is compared with now is fetched anew each time. */
	read(id: SnapshotId, span: Span): Promise<ToldChanges>
}

/** A reader that remembers what stays as it is. */
export function createChangesReader(credentials: Credentials): ChangesReader {
	const known = new Map<SnapshotId, Promise<ToldChanges>>()
	let last: Promise<unknown> = Promise.resolve()

	function ask(id: SnapshotId, span: Span): Promise<ToldChanges> {
		const asked = last.then(async () => {
			const { changes, since } = await fetchChanges(credentials, id, span)
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
