import type { BoardId, RoomId } from '@charrette/shared'
import { boardRoom, createId, privateRoom, privateRoomsAt } from '@charrette/shared'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { DocStore } from '../../dist/ports/DocStore.js'
import { openLogCopy } from '../../dist/ports/openLogCopy.js'
import { compactUpdates } from '../../dist/rooms/log/compactWorker.js'
import { movesOf, xyIn } from '../support/moves.ts'

/**
 * The contract of every `DocStore`. Each call of `open` opens the same store again, with its data.
 */
export function docStoreContract(name: string, open: () => Promise<DocStore>): void {
	describe(`DocStore: ${name}`, () => {
		let store: DocStore
		let room: RoomId
		beforeAll(async () => {
			store = await open()
		})
		beforeEach(() => {
			room = boardRoom(createId())
		})
		afterAll(() => store.close())

		const update = (...bytes: number[]) => Uint8Array.from(bytes)
		const load = async (of = room) => (await store.load(of)).updates.map((bytes) => [...bytes])
		const reopen = async () => {
			await store.close()
			store = await open()
		}

		it('[LOG1] returns the appended updates of a room, in order', async () => {
			const other = boardRoom(createId())
			await store.append([
				{ room, update: update(1) },
				{ room: other, update: update(9) },
			])
			await store.append([{ room, update: update(2, 2) }])
			expect(await load()).toEqual([[1], [2, 2]])
			expect(await load(other)).toEqual([[9]])
			expect(await load(boardRoom(createId()))).toEqual([])
		})

		it('[LOG6] copies the content of a room, as appended and after a compaction', async () => {
			const doc = new Y.Doc()
			const edit = (text: string) => doc.getMap('records').set('card', text)
			doc.on('update', (bytes: Uint8Array) => appends.push(store.append([{ room, update: bytes }])))
			const appends: Promise<unknown>[] = []
			const copied = async () => {
				await Promise.all(appends)
				const copy = await store.copy(room, { isUrgent: true })
				return copy && openLogCopy(copy).getMap('records').toJSON()
			}
			expect(await copied()).toEqual({})
			for (const text of ['Permits', 'Permits take nine months']) edit(text)
			expect(await copied()).toEqual({ card: 'Permits take nine months' })
			const before = (await store.copy(room, { isUrgent: true }))?.length ?? 0
			await store.compact(room, async (updates) => compactUpdates(updates))
			edit('Permits take a year')
			expect(await copied()).toEqual({ card: 'Permits take a year' })
			await store.compact(room, async (updates) => compactUpdates(updates))
			expect(await copied()).toEqual({ card: 'Permits take a year' })
			expect((await store.copy(room, { isUrgent: true }))?.length).toBeLessThan(before)
		})

		it('[GATE1] returns the claims of a room, also without its updates', async () => {
			const other = boardRoom(createId())
			const claim = (client: number, owner: string) => ({ client, owner })
			await store.append([
				{ room, update: update(1), claims: [claim(7, 'ana'), claim(8, 'bo')] },
				{ room: other, update: update(9), claims: [claim(7, 'chen')] },
			])
			await store.append([{ room, update: update(2), claims: [claim(7, 'ana'), claim(9, 'ana')] }])
			const expected = [claim(7, 'ana'), claim(8, 'bo'), claim(9, 'ana')]
			const byClient = (claims: { client: number; owner: string }[]) => claims.sort((a, b) => a.client - b.client)
			expect(byClient(await store.claims(room))).toEqual(expected)
			expect(byClient((await store.load(room)).claims)).toEqual(expected)
			expect(await store.claims(other)).toEqual([claim(7, 'chen')])
			expect(await store.claims(boardRoom(createId()))).toEqual([])
		})

		it('[LOG1] writes a batch completely or not at all', async () => {
			const invalid = { room, update: null as unknown as Uint8Array }
			const failing = store.append([{ room, update: update(1) }, invalid])
			const other = store.append([{ room, update: update(2) }])
			await expect(failing).rejects.toThrow()
			await other
			expect(await load()).toEqual([[2]])
		})

		it('[LOG1] lists the rooms with a prefix', async () => {
			const [board, other] = [createId<BoardId>(), createId<BoardId>()]
			const rooms = [privateRoom(board, createId()), privateRoom(board, createId())].sort()
			for (const one of [...rooms, privateRoom(other, createId()), boardRoom(board)])
				await store.append([{ room: one, update: update(1) }])
			await store.append([{ room: rooms[0] as RoomId, update: update(2) }])
			expect((await store.list(privateRoomsAt(board))).sort()).toEqual(rooms)
		})

		it('[HIST7] returns the attributions of a room in a time span, each author’s latest per record and aspect, newest last', async () => {
			const attribution = (record: string, author: string, at: number) => ({
				record,
				aspect: 'words' as const,
				author,
				at,
			})
			const other = boardRoom(createId())
			await store.append([
				{ room, update: update(1), attributions: [attribution('a', 'ana', 10), attribution('a', 'bo', 11)] },
				{ room: other, update: update(9), attributions: [attribution('a', 'chen', 12)] },
			])
			await store.append([
				{ room, update: update(2), attributions: [{ ...attribution('a', 'ana', 20), aspect: 'gone' }] },
			])
			await store.append([{ room, update: update(3), attributions: [attribution('a', 'ana', 30)] }])
			await store.compact(room, async () => update(0, 0))
			await reopen()
			const listed = async (after: number, until: number) =>
				(await store.attributions(room, { after, until })).map(({ aspect, author, at }) => `${aspect} ${author} ${at}`)
			expect(await listed(0, 99)).toEqual(['words bo 11', 'gone ana 20', 'words ana 30'])
			expect(await listed(10, 20)).toEqual(['words bo 11', 'gone ana 20'])
			expect(await listed(30, 99)).toEqual([])
		})

		it('[VISIT1] returns the rooms that others have changed after a time, each with a time of its own', async () => {
			const rooms = [1, 2, 3].map(() => boardRoom(createId()))
			const [one, two, three] = rooms as [RoomId, RoomId, RoomId]
			const changed = (room: RoomId, author: string, at: number) => {
				const attributions = [{ record: 'a', aspect: 'new' as const, author, at }]
				return { room, update: update(at), attributions }
			}
			await store.append([changed(one, 'ana', 10), changed(two, '', 10), changed(three, 'bo', 10)])
			const since = async (after: number, except: string) => {
				const found = await store.attributedSince(
					[...rooms, boardRoom(createId())].map((room) => ({ room, after })),
					except,
				)
				return rooms.filter((room) => found.includes(room))
			}
			expect(await since(9, 'ana')).toEqual([two, three])
			expect(await since(9, 'bo')).toEqual([one, two])
			expect(await since(10, 'chen')).toEqual([])
			const asked = [
				{ room: one, after: 10 },
				{ room: three, after: 9 },
			]
			expect(await store.attributedSince(asked, 'chen')).toEqual([three])
			expect(await store.attributedSince([], 'chen')).toEqual([])
		})

		it('[HIST7] merges the attributions between two times, and lists the same from one of them to another', async () => {
			const times = [10, 20, 30]
			const pick = <One>(values: readonly One[], number: number) => values[number % values.length] as One
			for (const log of [room, boardRoom(createId())])
				for (let at = 5; at < 40; at++) {
					const attributions = [0, 1, 2, 3].map((index) => ({
						record: pick(['shape:a', 'shape:b'], at + index),
						aspect: pick(['words', 'gone'] as const, (at * at + index) >> 1),
						author: pick(['ana', 'bo', ''], at * 7 + index * index),
						at,
					}))
					await store.append([{ room: log, update: update(at), attributions }])
				}
			const spans = [0, ...times].flatMap((after) => [...times, 99].map((until) => ({ after, until })))
			const listAll = () => Promise.all(spans.map((span) => store.attributions(room, span)))
			const before = await listAll()
			await store.mergeAttributions(room, { times, until: 34 })
			expect(await listAll()).toEqual(before)
			// A span has only each author's latest attribution, so nothing is listed before it.
			for (const { record, aspect, author, at } of await store.attributions(room, { after: 10, until: 20 })) {
				const earlier = await store.attributions(room, { after: 10, until: at - 1 })
				expect(earlier).not.toContainEqual(expect.objectContaining({ record, aspect, author }))
			}
			const young = await store.attributions(room, { after: 34, until: 36 })
			await store.mergeAttributions(room, { times, until: 34 })
			expect(await store.attributions(room, { after: 34, until: 36 })).toEqual(young)
		})

		it('[LOG1] has all durable updates when it is opened again', async () => {
			await Promise.all(
				Array.from({ length: 300 }, (_, i) => store.append([{ room, update: update(i % 256, i >> 8) }])),
			)
			await reopen()
			expect(await load()).toEqual(Array.from({ length: 300 }, (_, i) => [i % 256, i >> 8]))
		})

		it('[LOG1] completes pending appends when it is closed, and rejects later ones', async () => {
			const pending = store.append([{ room, update: update(7) }])
			await reopen()
			await pending
			expect(await load()).toEqual([[7]])
			const closed = store
			await reopen()
			await expect(closed.append([{ room, update: update(8) }])).rejects.toThrow()
		})

		const readXy = async () => xyIn((await store.load(room)).updates)

		it('[LOG2] replaces the updates by one state, and keeps updates appended meanwhile', async () => {
			const updates = movesOf(400)
			await store.append(updates.slice(0, 399).map((bytes) => ({ room, update: bytes })))
			const before = (await load()).flat().length
			await store.compact(room, async (read) => {
				await store.append([{ room, update: updates[399] as Uint8Array }])
				return compactUpdates(read)
			})
			expect((await load()).length).toBe(2)
			expect((await load()).flat().length).toBeLessThan(before / 10)
			expect(await readXy()).toEqual([399, 399])
			await reopen()
			expect(await readXy()).toEqual([399, 399])
		})

		it('[LOG2] leaves the log unchanged if the merge returns null', async () => {
			for (const bytes of movesOf(5)) await store.append([{ room, update: bytes }])
			await store.compact(room, async () => null)
			expect((await load()).length).toBe(5)
		})

		it('[LOG2] of two concurrent compactions one replaces the log, and nothing is lost', async () => {
			const updates = movesOf(4)
			await store.append(updates.slice(0, 3).map((bytes) => ({ room, update: bytes })))
			await store.compact(room, async (read) => {
				await store.compact(room, async (read) => compactUpdates(read))
				await store.append([{ room, update: updates[3] as Uint8Array }])
				return compactUpdates(read)
			})
			expect((await load()).length).toBe(2)
			expect(await readXy()).toEqual([3, 3])
		})

		it('[LOG2] can be compacted again and again', async () => {
			const updates = movesOf(6)
			for (const bytes of updates) {
				await store.append([{ room, update: bytes }])
				await store.compact(room, async (updates) => compactUpdates(updates))
			}
			expect((await load()).length).toBe(1)
			expect(await readXy()).toEqual([5, 5])
		})
	})
}
