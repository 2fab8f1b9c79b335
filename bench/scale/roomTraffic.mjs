/*
 * The traffic of the people of one room on its node, per second. The equations are those of
 * docs/SCALE.md; the constants are the server's (`Delivery.ts`).
 */
const SMALL_ROOM = 10
const TICK_S = 0.033
const PRESENCE_TICK_S = 0.05
const EARLY_S = 0.02
const PRESENCE_BYTES_PER_S = 48 * 1024

/**
 * @typedef {object} Traffic the work of a node for a room, per second
 * @property {number} sockets
 * @property {number} edits edits received from its people
 * @property {number} moves presence updates received from its people
 * @property {number} turns turns in which it writes edits to the log, with a row each
 * @property {number} writes writes to sockets
 * @property {number} editsOut edits in these writes, each to each person
 * @property {number} movesOut presence updates in these writes, each to each person
 *
 * @param {{ people: number, edits: number, moves: number }} room
 * @param {{ presenceBytes: number, commitS: number }} costs `commitS`: the duration of a commit,
 *   during which edits are collected
 * @returns {Traffic}
 */
export function roomTraffic({ people, edits, moves }, { presenceBytes, commitS }) {
	const isSmall = people <= SMALL_ROOM
	const turns = batches(people * edits, isSmall ? commitS : TICK_S)
	const presence = presenceTicks(people, moves, presenceBytes)
	const sent = isSmall ? turns : batches(turns, TICK_S)
	return {
		sockets: people,
		edits: people * edits,
		moves: people * moves,
		turns,
		writes: people * (sent + presence * Math.exp(-sent * (isSmall ? EARLY_S : TICK_S))),
		editsOut: people * people * edits,
		movesOut: people * people * Math.min(moves, presence),
	}
}

/**
 * Returns the batches per second at a rate of arrivals per second. An arrival is sent at once
 * unless the previous batch is younger than the gap; arrivals during the gap wait and are sent
 * together.
 */
export function batches(rate, gapS) {
	return rate === 0 ? 0 : 1 / (gapS + Math.exp(-rate * gapS) / rate)
}

/**
 * Returns how often per second a member is sent presence: less often than usual if that would
 * exceed the member's bandwidth.
 */
function presenceTicks(people, moves, presenceBytes) {
	const ticks = batches(people * moves, PRESENCE_TICK_S)
	const isOver = people * Math.min(moves, ticks) * presenceBytes > PRESENCE_BYTES_PER_S
	return isOver ? Math.min(ticks, PRESENCE_BYTES_PER_S / (people * presenceBytes)) : ticks
}
