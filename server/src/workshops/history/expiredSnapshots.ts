import type { Snapshot, SnapshotId } from '@charrette/shared'

const HOUR_MS = 60 * 60 * 1000
const DAY_MS = 24 * HOUR_MS
/** All snapshots younger than this are kept. */
export const KEEP_ALL_MS = 2 * HOUR_MS
/** Up to this age one snapshot an hour is kept, and then one a day. */
const KEEP_HOURLY_MS = 2 * DAY_MS

/**
 * Returns the snapshots that retention removes (HIST2) from those that changes caused. The newest
 * of each hour, or of each day (UTC), stays. The function is idempotent: for the rest it returns
 * nothing.
 */
export function expiredSnapshots(
	snapshots: readonly Pick<Snapshot, 'id' | 'board' | 'at'>[],
	now: number,
): SnapshotId[] {
	const filled = new Set<string>()
	const newestFirst = [...snapshots].sort((a, b) => b.at - a.at)
	return newestFirst.flatMap(({ id, board, at }) => {
		const age = now - at
		if (age < KEEP_ALL_MS) return []
		const span = age < KEEP_HOURLY_MS ? HOUR_MS : DAY_MS
		const slot = `${board} ${span} ${Math.floor(at / span)}`
		if (filled.has(slot)) return [id]
		filled.add(slot)
		return []
	})
}
