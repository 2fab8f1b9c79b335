import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ParticipantId } from '../ids.ts'
import type { Guest } from './rotateGroups.ts'
import { rotateGroups } from './rotateGroups.ts'

const spread = (counts: readonly number[]) => Math.max(...counts) - Math.min(...counts)
const sizesOf = (guests: readonly Guest[], tables: number) =>
	Array.from({ length: tables }, (_, table) => guests.filter((guest) => guest.table === table).length)

/** Creates people at equally full tables; the first at each table is its host. */
function sitDown(people: number, tables: number): Guest[] {
	return Array.from({ length: people }, (_, index) => {
		const id = `p${index}` as ParticipantId
		return { id, table: index % tables, isHost: index < tables, been: [] }
	})
}

/** Returns the tables to which a person can still go. */
function openTo({ isHost, been, table }: Guest, tables: number): number[] {
	const all = [...Array(tables).keys()]
	return isHost ? [] : all.filter((one) => one !== table && !been.includes(one))
}

function rotate(guests: readonly Guest[], tables: number): Guest[] {
	const seats = rotateGroups(guests, tables)
	return guests.map((guest) => ({ ...guest, ...seats.get(guest.id) }))
}

const cafe = fc
	.integer({ min: 2, max: 25 })
	.chain((tables) => fc.record({ tables: fc.constant(tables), people: fc.integer({ min: tables, max: 300 }) }))

describe('a World Café', () => {
	it('[GROUP2] moves everyone except hosts to every table once, with sizes within 1', () => {
		fc.assert(
			fc.property(cafe, ({ people, tables }) => {
				let guests = sitDown(people, tables)
				const met = guests.map((guest) => [guest.table])
				for (let round = 1; round < tables; round++) {
					guests = rotate(guests, tables)
					expect(spread(sizesOf(guests, tables))).toBeLessThanOrEqual(1)
					for (const [index, guest] of guests.entries()) met[index]?.push(guest.table)
				}
				for (const [index, guest] of guests.entries()) expect(new Set(met[index]).size).toBe(guest.isHost ? 1 : tables)
			}),
		)
	})

	it('[GROUP2] keeps people who started at one table apart, if they are fewer than the tables', () => {
		fc.assert(
			fc.property(fc.integer({ min: 3, max: 20 }), (tables) => {
				let guests = sitDown(tables * tables, tables)
				const start = new Map(guests.map((guest) => [guest.id, guest.table]))
				for (let round = 1; round < tables; round++) {
					guests = rotate(guests, tables)
					const movers = guests.filter((guest) => !guest.isHost)
					const origins = movers.map((guest) => `${guest.table} ${start.get(guest.id)}`)
					expect(new Set(origins).size).toBe(origins.length)
				}
			}),
		)
	})

	it('[GROUP2] continues for ever: a person who visited all tables starts again', () => {
		let guests = sitDown(23, 5)
		for (let round = 0; round < 20; round++) {
			const before = guests
			guests = rotate(guests, 5)
			expect(spread(sizesOf(guests, 5))).toBeLessThanOrEqual(1)
			for (const [index, guest] of guests.entries()) expect(guest.table === before[index]?.table).toBe(guest.isHost)
		}
	})

	it('[GROUP2] repeats no table for latecomers and moved people, and evens sizes out if anyone can move', () => {
		const tables = 6
		const anyGuests = fc.array(
			fc.record({ table: fc.nat(tables - 1), isHost: fc.boolean(), been: fc.uniqueArray(fc.nat(tables - 1)) }),
			{ maxLength: 60, size: 'max' },
		)
		fc.assert(
			fc.property(anyGuests, (drawn) => {
				const guests = drawn.map((guest, index): Guest => ({ ...guest, id: `p${index}` as ParticipantId }))
				const after = rotate(guests, tables)
				const sizes = sizesOf(after, tables)
				for (const [index, guest] of guests.entries()) {
					const table = after[index]?.table ?? -1
					const open = openTo(guest, tables)
					if (guest.isHost) expect(table).toBe(guest.table)
					else if (open.length > 0) expect(open).toContain(table)
					else expect(table).not.toBe(guest.table)
					for (const other of open) expect((sizes[table] ?? 0) - (sizes[other] ?? 0)).toBeLessThanOrEqual(1)
				}
			}),
		)
	})

	it('keeps everyone in place with one table', () => {
		const guests = sitDown(4, 1)
		expect(rotate(guests, 1).map((guest) => guest.table)).toEqual([0, 0, 0, 0])
	})
})
