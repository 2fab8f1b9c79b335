import { groupBy } from '../collections.ts'
import type { ParticipantId } from '../ids.ts'

/** Somebody at a table; a table is its number. */
export interface Guest {
	id: ParticipantId
	table: number
	/** Hosts stay at their table. */
	isHost: boolean
	/** The tables where they have been in this rotation; the present one counts, named or not. */
	been: readonly number[]
}

/** Where somebody sits after a rotation, and the tables where they have been then, the new one too. */
export interface Seat {
	table: number
	been: number[]
}

/**
 * Sends everybody but the hosts on to a table where they have not been (GROUP2), as in a World Café. Nobody meets the same
 * table twice while there are tables left for them; who has been at all of them begins again.
 *
 * Of those who move for the first time, the first at each table goes one table on, the second two, and so on; after that,
 * everybody goes to the next table where they have not been. So those who sat together scatter, and do not meet again in
 * this rotation as long as they are fewer than the tables. All who have the same place in that order go equally far, so each
 * table gives one of them and gets one: sizes stay as even as they were. Where people came late, left or were moved, sizes are
 * evened out by those who may as well go elsewhere.
 */
export function rotateGroups(guests: readonly Guest[], tables: number): Map<ParticipantId, Seat> {
	const seats = new Map<ParticipantId, Seat>()
	for (const present of groupBy(guests, (guest) => guest.table).values()) {
		let place = 0
		for (const guest of present)
			seats.set(guest.id, isBeginning(guest, tables) ? begin(guest, tables, place++) : goOn(guest, tables))
	}
	evenOut(guests, tables, seats)
	return seats
}

const visited = ({ been, table }: Guest) => (been.includes(table) ? [...been] : [...been, table])

/** Whether this is somebody's first move of a rotation. */
function isBeginning(guest: Guest, tables: number): boolean {
	const count = visited(guest).length
	return !guest.isHost && tables > 1 && (count === 1 || count >= tables)
}

function begin({ table: from }: Guest, tables: number, place: number): Seat {
	const table = (from + 1 + (place % (tables - 1))) % tables
	return { table, been: [from, table] }
}

function goOn(guest: Guest, tables: number): Seat {
	const been = visited(guest)
	const next = Array.from({ length: tables }, (_, step) => (guest.table + step) % tables).find(
		(one) => !been.includes(one),
	)
	if (guest.isHost || next === undefined) return { table: guest.table, been }
	return { table: next, been: [...been, next] }
}

/** Sends people from a fuller table to one with two fewer, if they may go there, until nobody can. */
function evenOut(guests: readonly Guest[], tables: number, seats: Map<ParticipantId, Seat>): void {
	const sizes = Array.from(
		{ length: tables },
		(_, table) => [...seats.values()].filter((seat) => seat.table === table).length,
	)
	const sizeOf = (table: number) => sizes[table] ?? 0
	const emptiestFirst = () => [...sizes.keys()].sort((a, b) => sizeOf(a) - sizeOf(b))
	for (let isEven = false; !isEven; ) {
		isEven = true
		for (const guest of guests) {
			const seat = seats.get(guest.id)
			if (!seat || guest.isHost || seat.table === guest.table) continue
			const been = seat.been.slice(0, -1)
			const table = emptiestFirst().find((one) => sizeOf(one) + 1 < sizeOf(seat.table) && !been.includes(one))
			if (table === undefined) continue
			sizes[seat.table] = sizeOf(seat.table) - 1
			sizes[table] = sizeOf(table) + 1
			seats.set(guest.id, { table, been: [...been, table] })
			isEven = false
		}
	}
}
