import type { BoardId, RoomId } from '@charrette/shared'
import { boardRoom, createId } from '@charrette/shared'
import { expect, it } from 'vitest'
import { openPostgresImageReferences } from '../dist/adapters/postgres/PostgresImageReferences.js'
import { checkStorage } from '../dist/maintenance/checkStorage.js'
import { compactUpdates } from '../dist/rooms/log/compactWorker.js'
import { someImage } from './contracts/imageStoreContract.ts'
import { someSnapshot, stateWith } from './contracts/snapshotStoreContract.ts'
import { emptyWorkshop } from './contracts/workshopStoreContract.ts'
import { movesOf } from './support/moves.ts'
import { createDatabase, describeWithPostgres } from './support/postgres.ts'
import { query } from './support/postgresProcess.ts'
import { openPostgres } from './support/stores.ts'

describeWithPostgres('what PostgreSQL has', () => {
	/** Opens a database with a workshop, a board with a log and a snapshot, and an image. */
	async function open() {
		const url = await createDatabase()
		const stores = await openPostgres(url)
		const references = openPostgresImageReferences(url)
		const board = createId<BoardId>()
		const room: RoomId = boardRoom(board)
		const boards = [{ id: board, title: '', group: null, frozen: false }]
		const session = { id: 's', title: '', phases: [], phase: null, groups: [], boards }
		await stores.workshops.create({ ...emptyWorkshop(), sessions: [session], session: 's' } as never)
		for (const update of movesOf(5)) await stores.docStore.append([{ room, update }])
		await stores.docStore.compact(room, async (updates) => compactUpdates(updates))
		await stores.snapshots.add({ ...someSnapshot(), board }, { state: stateWith('x'), fingerprint: '' })
		await stores.images.put(someImage())
		const check = async (repairs = false) => {
			const found = []
			for await (const { area, text, isNotice, isRepaired } of checkStorage({ ...stores, references }, { repairs }))
				if (!isNotice) found.push({ area, text, isRepaired })
			return found
		}
		const load = async () => (await stores.docStore.load(room)).updates
		return { url, room, stores, check, load, close: () => Promise.all([stores.close(), references.close()]) }
	}

	it('[CHECK1] [CHECK2] is checked like a SQLite file, and repaired without losing an edit', async () => {
		const { url, room, check, load, close } = await open()
		expect(await check()).toEqual([])
		const rows = await query<{ room: string }>(url, 'SELECT room FROM log')
		expect(rows.every((row) => row.room === room)).toBe(true)
		await query(url, 'UPDATE log SET crc = crc + 1 WHERE form = 1')
		await query(url, 'UPDATE snapshot SET crc = crc + 1')
		await query(url, 'UPDATE image_file SET bytes = bytes || bytes WHERE width = 0')
		const before = await load()
		expect(before).toHaveLength(5)
		const found = await check(true)
		expect(found.filter(({ isRepaired }) => isRepaired).map(({ area }) => area)).toEqual([
			'logs',
			'snapshots',
			'images',
		])
		expect(await load()).toEqual(before)
		expect(await check()).toEqual([])
		expect(await query(url, 'SELECT form FROM quarantined_row ORDER BY seq')).toHaveLength(2)
		await close()
	})

	it('[ERASE2] keeps none of the former rows of a rewritten log', async () => {
		const { url, room, stores, load, close } = await open()
		const options = { canReplaceDamaged: true, forgetsReplaced: true }
		await stores.docStore.compact(room, async (updates) => compactUpdates(updates), options)
		expect(await query(url, 'SELECT 1 FROM log')).toHaveLength(1)
		expect(await load()).toHaveLength(1)
		await close()
	})
})
