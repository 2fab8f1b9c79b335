import { accessTo, CLOSE, epochOf, findBoard, parseRoomId, type Workshop, workshopVisibleTo } from '@charrette/shared'
import type { Room } from './Room.ts'

/** Tells a room what this state of its workshop says to those in it: the state itself, or whether names are shown at a board. */
export function sendWorkshop(room: Room, workshop: Workshop): void {
	const parsed = parseRoomId(room.id)
	if (parsed?.type === 'workshop' && parsed.workshop === workshop.id) {
		const all = JSON.stringify(workshop)
		const forOthers = workshopVisibleTo('participant', workshop)
		room.latest.pushState(forOthers === workshop ? all : JSON.stringify(forOthers), all)
	}
	if (parsed?.type === 'board' && findBoard(workshop, parsed.board)) room.hideNames(workshop.isAnonymous)
}

/** Whether this state of its workshop gives a board another document than this room's. */
export function isDocumentReplaced(room: Room, workshop: Workshop): boolean {
	const parsed = parseRoomId(room.id)
	const found = parsed?.type === 'board' ? findBoard(workshop, parsed.board) : null
	return found !== null && epochOf(found.board) > room.epoch
}

/** Closes the members whom this state of their workshop gives another access than they came with. */
export function closeChangedMembers(room: Room, workshop: Workshop): void {
	const parsed = parseRoomId(room.id)
	for (const member of room.members) {
		if (!parsed || member.who.workshop !== workshop.id) continue
		const access = accessTo(parsed, member.who, workshop)
		if (access !== member.access) member.close(access === 'none' ? CLOSE.noAccess : CLOSE.accessChanged)
	}
}
