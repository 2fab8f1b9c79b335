import type { RoomId } from '@charrette/shared'
import { boardRoom, createId } from '@charrette/shared'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { DocStore } from '../../dist/ports/DocStore.js'

/** The part of the contract of every `DocStore` about claims, and logs that begin and end once. */
export function logEndContract(name: string, open: () => Promise<DocStore>): void {
	describe(`DocStore: ${name}, claims and ends`, () => {
		let store: DocStore
		let room: RoomId
		let other: RoomId
		beforeAll(async () => {
			store = await open()
		})
		beforeEach(() => {
			room = boardRoom(createId())
			other = boardRoom(createId())
		})
		afterAll(() => store.close())

		const entry = (byte: number, of = room) => ({ room: of, update: Uint8Array.of(byte) })
		const load = async () => (await store.load(room)).updates.map(([byte]) => byte)

		const claim = (client: number, owner: string) => ({ client, owner })

		it('[LOG5] keeps the first claim of each client id, in each room', async () => {
			await store.append([{ ...entry(1), claims: [claim(7, 'ana')] }])
			await store.append([{ ...entry(2), claims: [claim(6, 'bo'), claim(7, 'bo')] }])
			await store.append([{ ...entry(9, other), claims: [claim(7, 'bo')] }])
			const sorted = async (of: RoomId) => (await store.claims(of)).sort((a, b) => a.client - b.client)
			expect(await sorted(room)).toEqual([claim(6, 'bo'), claim(7, 'ana')])
			expect(await sorted(other)).toEqual([claim(7, 'bo')])
			expect(await load()).toEqual([1, 2])
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
