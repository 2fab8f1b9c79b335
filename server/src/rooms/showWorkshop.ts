import type { Workshop } from '@charrette/shared'
import { findBoard, parseRoomId, workshopFor } from '@charrette/shared'
import type { Room } from './Room.ts'

/** Tells a room what this state of its workshop says to those in it: the state itself, or whether names are shown at a board. */
export function showWorkshop(room: Room, workshop: Workshop): void {
	const parsed = parseRoomId(room.id)
	if (parsed?.type === 'workshop' && parsed.workshop === workshop.id) {
		const all = JSON.stringify(workshop)
		const forOthers = workshopFor('participant', workshop)
		room.bulletin.pushState(forOthers === workshop ? all : JSON.stringify(forOthers), all)
	}
	if (parsed?.type === 'board' && findBoard(workshop, parsed.board)) room.hideNames(workshop.isAnonymous)
}
