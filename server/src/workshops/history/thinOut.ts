import type { Snapshot, SnapshotId } from '@charrette/shared'

const HOUR_MS = 60 * 60 * 1000
const DAY_MS = 24 * HOUR_MS
/** Younger than this, all are kept. */
export const KEEP_ALL_MS = 2 * HOUR_MS
/** Younger than this, one an hour is; older, one a day. */
const KEEP_HOURLY_MS = 2 * DAY_MS

/**
 * Which of the snapshots that were taken because of changes may go, by their age (HIST2): of those of one hour, or of one day
 * (UTC), the newest stays. Doing it again finds nothing more.
 */
export function thinOut(snapshots: readonly Pick<Snapshot, 'id' | 'board' | 'at'>[], now: number): SnapshotId[] {
	const taken = new Set<string>()
	const newestFirst = [...snapshots].sort((a, b) => b.at - a.at)
	return newestFirst.flatMap(({ id, board, at }) => {
		const age = now - at
		if (age < KEEP_ALL_MS) return []
		const span = age < KEEP_HOURLY_MS ? HOUR_MS : DAY_MS
		const place = `${board} ${span} ${Math.floor(at / span)}`
		if (!taken.has(place)) {
			taken.add(place)
			return []
		}
		return [id]
	})
}
