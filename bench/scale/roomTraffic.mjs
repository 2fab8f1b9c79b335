/*
 * The traffic of the people of one room on each node that has some of them, per second. The
 * equations are those of docs/SCALE.md; the constants are the server's (`Delivery.ts`).
 */
const SMALL_ROOM = 10
const TICK_S = 0.033
const PRESENCE_TICK_S = 0.05
const EARLY_S = 0.02
const PRESENCE_BYTES_PER_S = 48 * 1024

/**
 * @typedef {object} Traffic the work of one node for a room, per second
 * @property {number} sockets
 * @property {number} edits edits received from its people
 * @property {number} moves presence updates received from its people
 * @property {number} turns turns in which it writes edits to the log, with a row each
 * @property {number} writes writes to sockets
 * @property {number} editsOut edits in these writes, each to each person
 * @property {number} movesOut presence updates in these writes, each to each person
 * @property {number} published messages to other nodes
 * @property {number} movesPublished presence updates in these messages
 * @property {number} heard messages from other nodes
 *
 * @param {{ counts: readonly number[], edits: number, moves: number }} room `counts`: its people on
 *   each node that has it open
 * @param {{ presenceBytes: number, commitS: number }} costs `commitS`: the duration of a commit,
 *   during which edits are collected
 * @returns {Traffic[]}
 */
export function roomTraffic({ counts, edits, moves }, { presenceBytes, commitS }) {
	const people = counts.reduce((sum, count) => sum + count, 0)
	const gap = (count) => (count > SMALL_ROOM ? TICK_S : commitS)
	const turns = counts.map((count) => batches(count * edits, gap(count)))
	const allTurns = turns.reduce((sum, rate) => sum + rate, 0)
	const presence = presenceTicks(people, moves, presenceBytes)
	const publishedMoves = counts.map((count) => Math.min(presence, batches(count * moves, PRESENCE_TICK_S)))
	const published = turns.map((rate, index) => rate + publishedMoves[index])
	const allPublished = published.reduce((sum, rate) => sum + rate, 0)
	return counts.map((count, index) => {
		const sent = count > SMALL_ROOM ? batches(allTurns, TICK_S) : allTurns
		const early = count > SMALL_ROOM ? TICK_S : EARLY_S
		return {
			sockets: count,
			edits: count * edits,
			moves: count * moves,
			turns: turns[index],
			writes: count * (sent + presence * Math.exp(-sent * early)),
			editsOut: count * people * edits,
			movesOut: count * people * Math.min(moves, presence),
			published: published[index],
			movesPublished: count * Math.min(moves, publishedMoves[index]),
			heard: allPublished - published[index],
		}
	})
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
