import type { Workshop, WorkshopId } from '@charrette/shared'
import { readWorkshop, toWorkshopRow } from '../sql/SqlWorkshopStore.ts'
import type { SqliteDatabase } from './SqliteDatabase.ts'

/** Number of attempts at a change that loses against changes by other processes. */
const MAX_TRIES = 50

/**
 * Changes a workshop with a read and a compare-and-swap of its version. It locks nothing in
 * between.
 */
export async function updateAtomically(
	{ db }: SqliteDatabase,
	id: WorkshopId,
	change: (stored: Workshop | null) => Workshop | null,
): Promise<void> {
	for (let tries = 0; tries < MAX_TRIES; tries++) {
		const before = await readWorkshop(db, 'id', id)
		const after = change(before)
		if (!before || !after) return
		const replaced = db.updateTable('workshop').set(toWorkshopRow(after)).where('id', '=', id)
		const { numUpdatedRows } = await replaced.where('version', '=', before.version).executeTakeFirst()
		if (numUpdatedRows === 1n) return
	}
	throw new Error(`another program changed the workshop ${MAX_TRIES} times in a row`)
}
