import { crc32 } from 'node:zlib'
import type { BoardId, Snapshot, SnapshotId } from '@charrette/shared'
import type { SnapshotStore } from '../../ports/SnapshotStore.ts'
import { storing } from '../../ports/StorageError.ts'
import { packState, unpackState } from './logRows.ts'
import { openDatabase } from './openDatabase.ts'

/** Opens the snapshots kept in a SQLite file. */
export function openSqliteSnapshotStore(file: string): SnapshotStore {
	const db = openDatabase(file)
	return {
		async add({ id, board, name, at }, state) {
			const bytes = Buffer.from(packState(state))
			const row = { id, board, name, at, crc: crc32(bytes), bytes }
			await storing(() => db.insertInto('snapshot').values(row).execute())
		},
		list: (board) =>
			storing(async () => {
				const rows = db.selectFrom('snapshot').select(['id', 'board', 'name', 'at']).where('board', '=', board)
				return (await rows.orderBy('at', 'desc').execute()).map(toSnapshot)
			}),
		find: (id) =>
			storing(async () => {
				const row = await db.selectFrom('snapshot').selectAll().where('id', '=', id).executeTakeFirst()
				if (!row || crc32(row.bytes) !== row.crc) return null
				return { snapshot: toSnapshot(row), state: unpackState(row.bytes) }
			}),
		close: () => db.destroy(),
	}
}

function toSnapshot({ id, board, name, at }: { id: string; board: string; name: string; at: number }): Snapshot {
	return { id: id as SnapshotId, board: board as BoardId, name, at }
}
