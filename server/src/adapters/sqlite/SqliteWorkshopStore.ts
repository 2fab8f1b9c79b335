import type { StoredWorkshop, Workshop, WorkshopId } from '@charrette/shared'
import { completeWorkshop } from '@charrette/shared'
import type { Kysely } from 'kysely'
import { withStorageErrors } from '../../ports/StorageError.ts'
import type { WorkshopStore } from '../../ports/WorkshopStore.ts'
import type { Tables } from './openDatabase.ts'
import { openDatabase } from './openDatabase.ts'

/** Opens the workshops in a SQLite file. */
export async function openSqliteWorkshopStore(file: string): Promise<WorkshopStore> {
	const db = await openDatabase(file)
	const byId = (id: WorkshopId) => withStorageErrors(() => readBy(db, 'id', id))

	return {
		byId,
		byJoinCode: (code) => withStorageErrors(() => readBy(db, 'join_code', code)),
		async create(workshop) {
			await withStorageErrors(() => db.insertInto('workshop').values(toRow(workshop)).execute())
		},
		/*
		 * Compare and swap by version: one statement needs no lock between read and write, and the log
		 * writer, which commits to the same file all the time, cannot make it fail with
		 * SQLITE_BUSY_SNAPSHOT.
		 */
		async update(id, change) {
			for (;;) {
				const workshop = await byId(id)
				if (!workshop) return null
				const changed = { ...change(workshop), id, version: workshop.version + 1 }
				if (await withStorageErrors(() => replace(db, changed))) return changed
			}
		},
		close: () => db.destroy(),
	}
}

async function readBy(db: Kysely<Tables>, column: 'id' | 'join_code', value: string): Promise<Workshop | null> {
	const row = await db.selectFrom('workshop').select('state').where(column, '=', value).executeTakeFirst()
	return row ? completeWorkshop(JSON.parse(row.state) as StoredWorkshop) : null
}

/** Returns whether the stored version was the one before this. */
async function replace(db: Kysely<Tables>, workshop: Workshop): Promise<boolean> {
	const { numUpdatedRows } = await db
		.updateTable('workshop')
		.set(toRow(workshop))
		.where('id', '=', workshop.id)
		.where('version', '=', workshop.version - 1)
		.executeTakeFirst()
	return numUpdatedRows === 1n
}

function toRow(workshop: Workshop): Tables['workshop'] {
	const { id, joinCode, version } = workshop
	return { id, join_code: joinCode, version, state: JSON.stringify(workshop) }
}
