import type { RoomId } from '@charrette/shared'
import type { Delivery } from './delivery/Delivery.ts'

/**
 * Number of steps of an interval in which the rooms get their heartbeats, so that hundreds of
 * members are not all written to in one step (WIRE5).
 */
const STEPS = 20
/** Members that wait for an ack get a beat this often in an interval. */
const BEATS_OF_WAITING = 5

/**
 * Sends each of these rooms a heartbeat every `heartbeatMs`, and their waiting members more beats.
 * Returns a function that ends this.
 */
export function startHeartbeats(
	rooms: ReadonlyMap<RoomId, { delivery: Pick<Delivery, 'sendHeartbeat' | 'reassureWaiting'> }>,
	heartbeatMs: number,
): () => void {
	const stepOf = new WeakMap<object, number>()
	let assigned = 0
	let step = 0
	const timer = setInterval(() => {
		for (const room of rooms.values()) {
			const own = stepOf.get(room) ?? assigned++ % STEPS
			stepOf.set(room, own)
			if (own === step) room.delivery.sendHeartbeat()
			else if ((step - own) % (STEPS / BEATS_OF_WAITING) === 0) room.delivery.reassureWaiting()
		}
		step = (step + 1) % STEPS
	}, heartbeatMs / STEPS)
	return () => clearInterval(timer)
}
