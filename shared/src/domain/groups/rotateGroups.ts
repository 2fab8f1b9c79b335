import { groupBy } from '../collections.ts'
import type { ParticipantId } from '../ids.ts'

/** A person at a table; tables are indices. */
export interface Guest {
	id: ParticipantId
	table: number
	/** Hosts stay at their table. */
	isHost: boolean
	/** The tables visited in this rotation. The current table counts even if it is missing here. */
	been: readonly number[]
}

/** A person's table after a rotation, and all tables visited, including the new one. */
export interface Seat {
	table: number
	been: number[]
}

/**
 * Moves everyone except the hosts to a table they have not visited (GROUP2), as in a World Café. No
 * one visits a table twice while unvisited tables are left; a person who has visited all of them
 * starts again.
 *
 * On a first move, the first person at each table moves one table on, the second two, and so on;
 * after that, each person goes to the next table they have not visited. People who sat together
 * scatter, and do not meet again in this rotation while there are fewer of them than tables.
 * Everyone with the same place in that order moves equally far, so each table loses one of them and
 * gains one: sizes stay as even as they were. If people came late, left or were moved, the people
 * who have a choice of tables even out the sizes.
 */
export function rotateGroups(guests: readonly Guest[], tables: number): Map<ParticipantId, Seat> {
	const seats = new Map<ParticipantId, Seat>()
	for (const present of groupBy(guests, (guest) => guest.table).values()) {
		let order = 0
		for (const guest of present)
			seats.set(guest.id, isFirstMove(guest, tables) ? firstSeat(guest, tables, order++) : nextSeat(guest, tables))
	}
	evenOut(guests, tables, seats)
	return seats
}

const visitedTables = ({ been, table }: Guest) => (been.includes(table) ? [...been] : [...been, table])

/** Whether this is a person's first move of a rotation. */
function isFirstMove(guest: Guest, tables: number): boolean {
	const count = visitedTables(guest).length
	return !guest.isHost && tables > 1 && (count === 1 || count >= tables)
}

function firstSeat({ table: from }: Guest, tables: number, order: number): Seat {
	const table = (from + 1 + (order % (tables - 1))) % tables
	return { table, been: [from, table] }
}

function nextSeat(guest: Guest, tables: number): Seat {
	const been = visitedTables(guest)
	const next = Array.from({ length: tables }, (_, step) => (guest.table + step) % tables).find(
		(one) => !been.includes(one),
	)
	if (guest.isHost || next === undefined) return { table: guest.table, been }
	return { table: next, been: [...been, next] }
}

/**
 * Moves people from a fuller table to one with at least two fewer people that they have not
 * visited, until no one can.
 */
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
