import type { RoomId } from '@charrette/shared'
import { boardRoom, createId } from '@charrette/shared'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DocStore, LogPosition } from '../../dist/ports/DocStore.js'
import { compactUpdates } from '../../dist/rooms/compactWorker.js'
import { movesOf, xyIn } from '../support/moves.ts'

/**
 * The part of the contract of every `DocStore` that several nodes need: positions, claims, and logs
 * that begin and end once.
 */
export function logPositionContract(name: string, open: () => Promise<DocStore>): void {
	describe(`DocStore: ${name}, positions`, () => {
		let store: DocStore
		let room: RoomId
		let other: RoomId
		beforeEach(async () => {
			store = await open()
			room = boardRoom(createId())
			other = boardRoom(createId())
		})
		afterEach(() => store.close())

		const entry = (byte: number, of = room) => ({ room: of, update: Uint8Array.of(byte) })
		const load = async (after?: LogPosition) => (await store.load(room, after)).updates.map(([byte]) => byte)
		const head = async () => (await store.rowsAfter(null, [])).position

		it('[LOG4] loads the updates that were appended to a room after a position', async () => {
			await store.append([entry(1), entry(9, other)])
			const { position } = await store.load(room)
			expect(await load(position)).toEqual([])
			await store.append([entry(8, other)])
			await store.append([entry(2), entry(3)])
			expect(await load(position)).toEqual([2, 3])
			expect(await load((await store.load(room, position)).position)).toEqual([])
			expect(await load()).toEqual([1, 2, 3])
		})

		it('[LOG4] lists the rows of some rooms after a position, each once, by the ids that their appends returned', async () => {
			await store.append([entry(1)])
			let at = await head()
			const [first, , third] = await store.append([entry(2), entry(9, boardRoom(createId())), entry(3, other)])
			const listed = await store.rowsAfter(at, [room, other])
			expect(listed.rows).toEqual([
				{ room, id: first },
				{ room: other, id: third },
			])
			at = listed.position
			expect((await store.rowsAfter(at, [room, other])).rows).toEqual([])
			await store.append([entry(4)])
			expect((await store.rowsAfter(at, [other])).rows).toEqual([])
			expect((await store.rowsAfter(at, [room])).rows).toHaveLength(1)
		})

		it('[LOG4] misses no row of many concurrent appends, at any position of a reader', async () => {
			let at = await head()
			const found = new Set<number>()
			let isDone = false
			const read = async () => {
				while (!isDone) await readOnce()
				await readOnce()
			}
			const readOnce = async () => {
				const { rows, position } = await store.rowsAfter(at, [room])
				for (const { id } of rows) found.add(id)
				at = position
			}
			const reading = read()
			const appended: number[] = []
			for (let round = 0; round < 20; round++)
				await Promise.all(
					Array.from({ length: 10 }, async (_, i) => appended.push(...(await store.append([entry(i)])))),
				)
			isDone = true
			await reading
			expect([...found].sort()).toEqual(appended.sort())
		})

		it('[LOG2][LOG4] a state that replaces rows after a position is itself after that position', async () => {
			const updates = movesOf(6)
			for (const update of updates.slice(0, 3)) await store.append([{ room, update }])
			const before = await store.load(room)
			for (const update of updates.slice(3)) await store.append([{ room, update }])
			await store.compact(room, async (read) => compactUpdates(read))
			const after = await store.load(room, before.position)
			expect(xyIn([...before.updates, ...after.updates])).toEqual([5, 5])
		})

		const claim = (client: number, owner: string) => ({ client, owner })

		it('[LOG5] refuses an update that claims the client id of another person, with the whole batch', async () => {
			await store.append([{ ...entry(1), claims: [claim(7, 'ana')] }])
			const taken = store.append([entry(2), { ...entry(3), claims: [claim(6, 'bo'), claim(7, 'bo')] }])
			await expect(taken).rejects.toMatchObject({ name: 'AppendRefusedError', reason: 'claimTaken' })
			await store.append([{ ...entry(4), claims: [claim(7, 'ana'), claim(6, 'chen')] }])
			await store.append([{ ...entry(9, other), claims: [claim(7, 'bo')] }])
			expect(await load()).toEqual([1, 4])
		})

		it('[LOG5] accepts one of several concurrent claims', async () => {
			const owners = ['ana', 'bo', 'chen', 'dee']
			const outcomes = await Promise.allSettled(
				owners.map((owner, i) => store.append([{ ...entry(i), claims: [claim(7, owner), claim(i + 10, owner)] }])),
			)
			const winners = owners.filter((_, i) => outcomes[i]?.status === 'fulfilled')
			expect(winners).toHaveLength(1)
			expect((await store.claims(room)).map(({ owner }) => owner)).toEqual([winners[0], winners[0]])
			expect(await load()).toHaveLength(1)
		})

		it('[REST1e] starts a log once', async () => {
			const started = await Promise.all([1, 2, 3].map((byte) => store.startLog(entry(byte))))
			expect(started.filter(Boolean)).toHaveLength(1)
			expect(await load()).toHaveLength(1)
			await store.append([entry(4)])
			expect(await store.startLog(entry(5))).toBe(false)
			expect(await load()).toHaveLength(2)
		})

		it('[REST1e] takes no more updates after a log has ended, and keeps it readable', async () => {
			await store.append([entry(1)])
			await store.endLog(room)
			const late = store.append([entry(9, other), entry(2)])
			await expect(late).rejects.toMatchObject({ name: 'AppendRefusedError', reason: 'logEnded' })
			await store.endLog(room)
			await store.append([entry(8, other)])
			expect(await load()).toEqual([1])
			expect((await store.load(other)).updates).toEqual([Uint8Array.of(8)])
		})

		it('[REST1e] has the updates that were appended before a log ended', async () => {
			const appending = Promise.allSettled(Array.from({ length: 30 }, (_, i) => store.append([entry(i)])))
			await store.endLog(room)
			const atEnd = await load()
			const outcomes = await appending
			expect(atEnd).toHaveLength(outcomes.filter(({ status }) => status === 'fulfilled').length)
			expect(await load()).toEqual(atEnd)
		})
	})
}
