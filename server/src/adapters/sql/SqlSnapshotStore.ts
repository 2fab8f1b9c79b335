import { promisify } from 'node:util'
import { crc32, deflateRaw, inflateRaw } from 'node:zlib'
import type { BoardId, Snapshot, SnapshotCause, SnapshotId } from '@charrette/shared'
import { sql } from 'kysely'
import type { SnapshotStore } from '../../ports/SnapshotStore.ts'
import { wrapStore } from '../../ports/StorageError.ts'
import type { SqlDatabase } from './SqlDatabase.ts'
import { parseStored } from './storedJson.ts'
import type { Tables } from './tables.ts'

type MetadataRow = Pick<Tables['snapshot'], 'id' | 'board' | 'name' | 'at' | 'cause' | 'about'>

/*
 * Snapshots have the format of a state row in the log: V2, deflated. The calls are asynchronous
 * because a large board takes a while.
 */
const compress = promisify<Uint8Array, Buffer>(deflateRaw)
const decompress = promisify<Uint8Array, Buffer>(inflateRaw)

const METADATA = ['id', 'board', 'name', 'at', 'cause', 'about'] as const
/**
 * Number of snapshots that one statement deletes. SQLite allows 32,766 parameters, and a long
 * statement would block other writers.
 */
const MAX_DELETES = 500

/** Creates the snapshot store on a database; its `close` closes the database. */
export function createSqlSnapshotStore({ db, close }: SqlDatabase): SnapshotStore {
	const newestFirst = (board: BoardId) =>
		db.selectFrom('snapshot').where('board', '=', board).orderBy('at', 'desc').orderBy(sql`rowid`, 'desc')
	return wrapStore<SnapshotStore>({
		async add(snapshot, board) {
			const row = await toRow(snapshot, board)
			await db.insertInto('snapshot').values(row).execute()
		},
		async replace(snapshot, board) {
			const row = await toRow(snapshot, board)
			await db.updateTable('snapshot').set(row).where('id', '=', snapshot.id).execute()
		},
		list: async (board) => (await newestFirst(board).select(METADATA).execute()).map(toSnapshot),
		async newest(board) {
			const row = await newestFirst(board).select(METADATA).select('print').executeTakeFirst()
			return row ? { snapshot: toSnapshot(row), fingerprint: row.print } : null
		},
		async listBefore(at, cause) {
			const rows = db.selectFrom('snapshot').select(METADATA).where('cause', '=', cause).where('at', '<', at)
			return (await rows.orderBy('at').execute()).map(toSnapshot)
		},
		async find(id) {
			const row = await db.selectFrom('snapshot').selectAll().where('id', '=', id).executeTakeFirst()
			if (!row || crc32(row.bytes) !== row.crc) return null
			return { snapshot: toSnapshot(row), state: await decompress(row.bytes) }
		},
		async remove(ids) {
			for (let from = 0; from < ids.length; from += MAX_DELETES) {
				const batch = ids.slice(from, from + MAX_DELETES)
				await db.deleteFrom('snapshot').where('id', 'in', batch).execute()
			}
		},
		close,
	})
}

/** Metadata that is never queried, stored as JSON; null in rows of earlier releases. */
interface About {
	phase?: Snapshot['phase'] | undefined
	look?: Snapshot['look'] | undefined
}

async function toRow(
	{ id, board, name, at, cause, phase, look }: Snapshot,
	{ state, fingerprint }: { state: Uint8Array; fingerprint: string },
): Promise<Tables['snapshot']> {
	const bytes = await compress(state)
	const about = JSON.stringify({ phase, look } satisfies About)
	return { id, board, name, at, cause, about, print: fingerprint, crc: crc32(bytes), bytes }
}

function toSnapshot({ id, board, name, at, cause, about }: MetadataRow): Snapshot {
	const { phase, look }: About = about === null ? {} : parseStored<About>(about)
	return {
		id: id as SnapshotId,
		board: board as BoardId,
		name,
		at,
		cause: cause as SnapshotCause,
		...(phase ? { phase } : {}),
		...(look ? { look } : {}),
	}
}
