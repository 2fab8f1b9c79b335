import type { RoomId } from '@charrette/shared'
import type { Delivery } from './delivery/Delivery.ts'

/**
 * Number of steps of an interval in which the rooms get their heartbeats, so that hundreds of
 * members are not all written to in one step (WIRE5).
 */
const STEPS = 20

/** Sends each of these rooms a heartbeat every `heartbeatMs`. Returns a function that ends this. */
export function startHeartbeats(
	rooms: ReadonlyMap<RoomId, { delivery: Pick<Delivery, 'sendHeartbeat'> }>,
	heartbeatMs: number,
): () => void {
	const stepOf = new WeakMap<object, number>()
	let assigned = 0
	let step = 0
	const timer = setInterval(() => {
		for (const room of rooms.values()) {
			if (!stepOf.has(room)) stepOf.set(room, assigned++ % STEPS)
			if (stepOf.get(room) === step) room.delivery.sendHeartbeat()
		}
		step = (step + 1) % STEPS
	}, heartbeatMs / STEPS)
	return () => clearInterval(timer)
}
