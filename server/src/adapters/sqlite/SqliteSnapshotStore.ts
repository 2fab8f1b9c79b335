import { promisify } from 'node:util'
import { crc32, deflateRaw, inflateRaw } from 'node:zlib'
import type { BoardId, Snapshot, SnapshotCause, SnapshotId } from '@charrette/shared'
import { sql } from 'kysely'
import type { SnapshotStore } from '../../ports/SnapshotStore.ts'
import { withStorageErrors } from '../../ports/StorageError.ts'
import type { Tables } from './openDatabase.ts'
import { openDatabase } from './openDatabase.ts'

type ToldRow = Pick<Tables['snapshot'], 'id' | 'board' | 'name' | 'at' | 'cause' | 'about'>

/* The bytes are a state row's of the log: V2, deflated. A large board takes a while, and nobody is to wait for it. */
const pack = promisify<Uint8Array, Buffer>(deflateRaw)
const unpack = promisify<Uint8Array, Buffer>(inflateRaw)

const TOLD = ['id', 'board', 'name', 'at', 'cause', 'about'] as const
/** SQLite takes 32,766 values in a statement; no server has as many to let go of at once, and no statement is to hold the file for long. */
const MOST_AT_ONCE = 500

/** Opens the snapshots kept in a SQLite file. */
export async function openSqliteSnapshotStore(file: string): Promise<SnapshotStore> {
	const db = await openDatabase(file)
	const newestFirst = (board: BoardId) =>
		db.selectFrom('snapshot').where('board', '=', board).orderBy('at', 'desc').orderBy(sql`rowid`, 'desc')
	return {
		async add({ id, board, name, at, cause, phase, look }, { state, fingerprint }) {
			const bytes = await pack(state)
			const about = JSON.stringify({ phase, look } satisfies About)
			const row = { id, board, name, at, cause, about, print: fingerprint, crc: crc32(bytes), bytes }
			await withStorageErrors(() => db.insertInto('snapshot').values(row).execute())
		},
		list: (board) => withStorageErrors(async () => (await newestFirst(board).select(TOLD).execute()).map(toSnapshot)),
		newest: (board) =>
			withStorageErrors(async () => {
				const row = await newestFirst(board).select(TOLD).select('print').executeTakeFirst()
				return row ? { snapshot: toSnapshot(row), print: row.print } : null
			}),
		listBefore: (at, cause) =>
			withStorageErrors(async () => {
				const rows = db.selectFrom('snapshot').select(TOLD).where('cause', '=', cause).where('at', '<', at)
				return (await rows.orderBy('at').execute()).map(toSnapshot)
			}),
		find: (id) =>
			withStorageErrors(async () => {
				const row = await db.selectFrom('snapshot').selectAll().where('id', '=', id).executeTakeFirst()
				if (!row || crc32(row.bytes) !== row.crc) return null
				return { snapshot: toSnapshot(row), state: await unpack(row.bytes) }
			}),
		async remove(ids) {
			for (let from = 0; from < ids.length; from += MOST_AT_ONCE) {
				const some = ids.slice(from, from + MOST_AT_ONCE)
				await withStorageErrors(() => db.deleteFrom('snapshot').where('id', 'in', some).execute())
			}
		},
		close: () => db.destroy(),
	}
}

/** What is told of a snapshot and never asked for; kept as JSON, null by earlier releases. */
interface About {
	phase?: Snapshot['phase'] | undefined
	look?: Snapshot['look'] | undefined
}

function toSnapshot({ id, board, name, at, cause, about }: ToldRow): Snapshot {
	const { phase, look }: About = about === null ? {} : JSON.parse(about)
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
