import type { Workshop } from '@charrette/shared'
import { accessTo, CLOSE, epochOf, findBoard, parseRoomId } from '@charrette/shared'
import type { Room } from './Room.ts'

/** Whether this state of its workshop gives a board another document than this room's. */
export function isReplaced(room: Room, workshop: Workshop): boolean {
	const parsed = parseRoomId(room.id)
	const found = parsed?.type === 'board' ? findBoard(workshop, parsed.board) : null
	return found !== null && epochOf(found.board) > room.epoch
}

/** Closes the members whom this state of their workshop gives another access than they came with. */
export function closeChanged(room: Room, workshop: Workshop): void {
	const parsed = parseRoomId(room.id)
	for (const member of room.members) {
		if (!parsed || member.who.workshop !== workshop.id) continue
		const access = accessTo(parsed, member.who, workshop)
		if (access !== member.access) member.close(access === 'none' ? CLOSE.noAccess : CLOSE.accessChanged)
	}
}
