import type { BoardId, ParticipantId, WorkshopId } from './ids.ts'
import { ID_PATTERN } from './ids.ts'

/** What one socket joins: `board:<id>`, `private:<boardId>:<participantId>` or `workshop:<id>`. The unit of permission (ROOM1). */
export type RoomId = string & { readonly __brand: 'RoomId' }

export type Room =
	| { type: 'board'; board: BoardId }
	| { type: 'private'; board: BoardId; participant: ParticipantId }
	| { type: 'workshop'; workshop: WorkshopId }

export const boardRoom = (board: BoardId): RoomId => `board:${board}` as RoomId
export const privateRoom = (board: BoardId, participant: ParticipantId): RoomId =>
	`private:${board}:${participant}` as RoomId
/** How the names of all private rooms at a board begin. */
export const privateRoomsAt = (board: BoardId): string => `private:${board}:`
export const workshopRoom = (workshop: WorkshopId): RoomId => `workshop:${workshop}` as RoomId

/** A room's name, taken apart. Null if it is no room's name. */
export function parseRoomId(name: string): Room | null {
	const [type, first, second, ...rest] = name.split(':')
	if (rest.length > 0 || first === undefined || !ID_PATTERN.test(first)) return null
	if (type === 'private') {
		if (second === undefined || !ID_PATTERN.test(second)) return null
		return { type, board: first as BoardId, participant: second as ParticipantId }
	}
	if (second !== undefined) return null
	if (type === 'board') return { type, board: first as BoardId }
	if (type === 'workshop') return { type, workshop: first as WorkshopId }
	return null
}
