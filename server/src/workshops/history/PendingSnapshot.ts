import type { LocalText } from '@charrette/shared'
import type { LogCopy } from '../../ports/LogCopy.ts'
import type { Bounds } from '../../rooms/bounds.ts'
import type { OpenableBoard } from '../../rooms/OpenRooms.ts'
import type { DescribedBoard } from './snapshotWorker.ts'

/** A snapshot to be saved. Its state stays the same however often writing it fails. */
export interface PendingSnapshot {
	board: OpenableBoard
	cause: 'phase' | 'change'
	phase: LocalText | null
	/** Null until the board is captured: the time in ms, and the copy until it is described. */
	captured: { at: number; content: LogCopy | DescribedBoard } | null
	tries: number
}

/**
 * Returns the snapshots that are dropped so that the remaining ones are within their bounds: those
 * caused by changes first, and then those of phases, the oldest first. A single captured board of
 * any size stays.
 */
export function excessSnapshots(
	waiting: ReadonlySet<PendingSnapshot>,
	{ maxWaitingBytes, maxWaitingSnapshots }: Pick<Bounds, 'maxWaitingBytes' | 'maxWaitingSnapshots'>,
): PendingSnapshot[] {
	const all = [...waiting]
	let bytes = all.reduce((sum, pending) => sum + bytesOf(pending), 0)
	let count = all.length
	const excess: PendingSnapshot[] = []
	for (const pending of [...all.filter(isOfChange), ...all.filter((pending) => !isOfChange(pending))]) {
		const isTooMany = count > maxWaitingSnapshots
		if (!isTooMany && bytes <= maxWaitingBytes) break
		const own = bytesOf(pending)
		if (!isTooMany && (own === 0 || own === bytes)) continue
		excess.push(pending)
		bytes -= own
		count--
	}
	return excess
}

const isOfChange = ({ cause }: PendingSnapshot) => cause === 'change'

function bytesOf({ captured }: PendingSnapshot): number {
	if (!captured) return 0
	const { content } = captured
	return (content instanceof Uint8Array ? content : content.state).byteLength
}
