import type { BoardId, ParticipantId, RoomId } from '@charrette/shared'
import { boardRoom, createId, privateRoom } from '@charrette/shared'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DeletionStore } from '../../dist/ports/DeletionStore.js'
import type { DocStore } from '../../dist/ports/DocStore.js'
import type { SnapshotStore } from '../../dist/ports/SnapshotStore.js'
import type { WorkshopStore } from '../../dist/ports/WorkshopStore.js'
import { someSnapshot, stateWith } from './snapshotStoreContract.ts'
import { emptyWorkshop } from './workshopStoreContract.ts'

interface Stores {
	workshops: WorkshopStore
	docStore: DocStore
	snapshots: SnapshotStore
	deletions: DeletionStore
}

/** More rows than one slice of a deletion takes. */
const MANY_ROWS = 230

/** The contract of every `DeletionStore`, with the stores from which it deletes. */
export function deletionStoreContract(name: string, open: () => Promise<Stores>): void {
	describe(`[ACCESS6] DeletionStore: ${name}`, () => {
		let stores: Stores
		const close = async () => {
			for (const store of Object.values(stores)) await store.close()
		}
		beforeAll(async () => {
			stores = await open()
		})
		afterAll(close)

		const newBoard = () => createId<BoardId>()
		const roomsOf = (board: BoardId): RoomId[] => [
			boardRoom(board),
			`${boardRoom(board)}@2` as RoomId,
			privateRoom(board, createId<ParticipantId>()),
		]
		async function fill(board: BoardId, rooms: readonly RoomId[]): Promise<void> {
			const update = Uint8Array.of(0, 0)
			for (const room of rooms)
				await stores.docStore.append(
					Array.from({ length: MANY_ROWS }, (_, client) => ({
						room,
						update,
						claims: [{ client, owner: 'ana' }],
						attributions: [{ record: 'shape:a', aspect: 'words' as const, author: 'ana', at: 5 }],
					})),
				)
			for (let number = 0; number < 12; number++)
				await stores.snapshots.add({ ...someSnapshot(), board }, { state: stateWith('text'), fingerprint: '' })
		}
		async function countAt(board: BoardId, rooms: readonly RoomId[]): Promise<number[]> {
			const { docStore, snapshots } = stores
			const logs = await Promise.all(rooms.map((room) => docStore.load(room)))
			const touched = await Promise.all(rooms.map((room) => docStore.attributions(room, { after: 0, until: 10 })))
			return [
				...logs.flatMap(({ updates, claims }) => [updates.length, claims.length]),
				...touched.map((attributions) => attributions.length),
				(await snapshots.list(board)).length,
			]
		}

		it('removes the logs, attributions and snapshots of boards, of all their documents, and of no other board', async () => {
			const [board, other] = [newBoard(), newBoard()]
			const [rooms, others] = [roomsOf(board), roomsOf(other)]
			await fill(board, rooms)
			await fill(other, others)
			const before = await countAt(other, others)
			expect(before.filter((count) => count === 0)).toEqual([])
			await stores.deletions.removeBoards([board])
			expect(new Set(await countAt(board, rooms))).toEqual(new Set([0]))
			expect(await countAt(other, others)).toEqual(before)
		})

		it('[ERASE2] anonymises people in the data of a workshop outside its record and documents', async () => {
			const [board, other] = [newBoard(), newBoard()]
			const [ana, ben] = [createId<ParticipantId>(), createId<ParticipantId>()]
			const update = Uint8Array.of(0, 0)
			const entryOf = (room: RoomId, owner: string, client: number) => {
				const attributions = [{ record: 'shape:a', aspect: 'words' as const, author: owner, at: 5 }]
				return { room, update, claims: [{ client, owner }], attributions }
			}
			const rooms = [boardRoom(board), `${boardRoom(board)}@2` as RoomId, boardRoom(other)]
			const own = privateRoom(board, ana)
			const { docStore, deletions } = stores
			await docStore.append(rooms.flatMap((room) => [entryOf(room, ana, 1), entryOf(room, ben, 2)]))
			await docStore.append([entryOf(own, ana, 3), entryOf(privateRoom(board, ben), ben, 4)])
			const { id } = emptyWorkshop()
			const traces = { workshop: id, boards: [board], practices: [], owner: 'server', removesAllShares: true }
			await deletions.anonymise({ ...traces, people: [ana] })
			const ownersOf = async (room: RoomId) => [
				...(await docStore.claims(room)).map(({ owner }) => owner),
				...(await docStore.attributions(room, { after: 0, until: 10 })).map(({ author }) => author),
			]
			for (const room of rooms.slice(0, 2))
				expect((await ownersOf(room)).sort()).toEqual(['', ben, ben, 'server'].sort())
			expect((await ownersOf(boardRoom(other))).sort()).toEqual([ana, ana, ben, ben].sort())
			expect([await ownersOf(own), (await docStore.load(own)).updates]).toEqual([[], []])
			expect((await docStore.load(privateRoom(board, ben))).updates).toHaveLength(1)
			expect(await deletions.purge()).toBe(true)
		})

		it('deletes a workshop once, and lists it with its boards until it is forgotten', async () => {
			const workshop = emptyWorkshop()
			await stores.workshops.create(workshop)
			const deleted = { id: workshop.id, boards: [newBoard(), newBoard()], at: 7 }
			await stores.deletions.begin({ ...deleted, practices: [], keepsPractices: false })
			await stores.deletions.begin({ ...deleted, at: 8, practices: [], keepsPractices: false })
			expect(await stores.workshops.byId(workshop.id)).toBeNull()
			await close()
			stores = await open()
			const listed = async () => (await stores.deletions.list()).filter(({ id }) => id === workshop.id)
			expect(await listed()).toEqual([deleted])
			await stores.deletions.forget(workshop.id)
			expect(await listed()).toEqual([])
		})
	})
}
