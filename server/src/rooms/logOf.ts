import type { RoomId } from '@charrette/shared'

/** Where a room's log is kept: each epoch has its own, so that a document that was replaced is still there (REST1). */
export function logOf(room: RoomId, epoch: number): RoomId {
	return epoch === 1 ? room : (`${room}@${epoch}` as RoomId)
}
