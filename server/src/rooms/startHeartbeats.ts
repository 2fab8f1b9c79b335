import type { RoomId } from '@charrette/shared'
import type { Room } from './Room.ts'

/** In how many steps of an interval the rooms get their heartbeats: hundreds of members are not all written to in one (WIRE5). */
const STEPS = 20

/** Sends each of these rooms a heartbeat every `beatMs`, until the function that it returns is called. */
export function startHeartbeats(rooms: ReadonlyMap<RoomId, Pick<Room, 'sendHeartbeat'>>, beatMs: number): () => void {
	const stepOf = new WeakMap<object, number>()
	let assigned = 0
	let step = 0
	const timer = setInterval(() => {
		for (const room of rooms.values()) {
			if (!stepOf.has(room)) stepOf.set(room, assigned++ % STEPS)
			if (stepOf.get(room) === step) room.sendHeartbeat()
		}
		step = (step + 1) % STEPS
	}, beatMs / STEPS)
	return () => clearInterval(timer)
}
