import type { RoomId } from '@charrette/shared'

/** Where a room's log is kept: each epoch has its own, so that a document that was replaced is still there (REST1). */
export function logOf(room: RoomId, epoch: number): RoomId {
	return epoch === 1 ? room : (`${room}@${epoch}` as RoomId)
}

/** Where all documents of a room are kept, up to that of this epoch. */
export function logsOf(room: RoomId, epoch: number): RoomId[] {
	return Array.from({ length: epoch }, (_, past) => logOf(room, past + 1))
}
