/** Applies a new state of a workshop to a room and its members. */
import {
	accessTo,
	CLOSE,
	epochOf,
	findBoard,
	type Room as ParsedRoom,
	parseRoomId,
	type Workshop,
	workshopVisibleTo,
} from '@charrette/shared'
import type { Room } from '../Room.ts'

/**
 * Sends the workshop to the members of its own room; in a board's room, applies whether names are
 * hidden.
 */
export function sendWorkshop(room: Room, workshop: Workshop): void {
	const parsed = parseRoomId(room.id)
	if (parsed?.type === 'workshop' && parsed.workshop === workshop.id)
		room.latest.pushState((isForFacilitators) =>
			workshopVisibleTo(isForFacilitators ? 'facilitator' : 'participant', workshop),
		)
	if (parsed?.type === 'board' && findBoard(workshop, parsed.board)) room.hideNames(workshop.isAnonymous)
}

/** The epoch of a room's document; only the document of a board is ever replaced. */
export function epochIn(workshop: Workshop, room: ParsedRoom): number {
	const found = room.type === 'board' ? findBoard(workshop, room.board) : null
	return found ? epochOf(found.board) : 1
}

/** Whether the workshop has this room: its own, one of a board, or one of a practice. */
export function hasRoom(workshop: Workshop, room: ParsedRoom): boolean {
	if (room.type === 'workshop') return room.workshop === workshop.id
	if (room.type === 'practice') return workshop.practices?.some(({ id }) => id === room.practice) ?? false
	return findBoard(workshop, room.board) !== null
}

/** Whether a room is one of this workshop. */
export function isRoomOf(room: Room, workshop: Workshop): boolean {
	const parsed = parseRoomId(room.id)
	return parsed !== null && hasRoom(workshop, parsed)
}

/** Whether the workshop names a later document for the board of this room. */
export function isDocumentReplaced(room: Room, workshop: Workshop): boolean {
	const parsed = parseRoomId(room.id)
	return parsed !== null && epochIn(workshop, parsed) > room.epoch
}

/** Closes the members whose access the workshop has changed since they joined. */
export function closeChangedMembers(room: Room, workshop: Workshop): void {
	const parsed = parseRoomId(room.id)
	for (const member of room.members) {
		if (!parsed || member.identity.workshop !== workshop.id) continue
		const access = accessTo(parsed, member.identity, workshop)
		if (access !== member.access) member.close(access === 'none' ? CLOSE.noAccess : CLOSE.accessChanged)
	}
}
