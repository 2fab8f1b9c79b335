import type { Workshop, WorkshopId } from '@charrette/shared'
import { parseWorkshop, toWorkshopRow } from '../sql/SqlWorkshopStore.ts'
import type { PostgresDatabase } from './PostgresDatabase.ts'

/** Changes a workshop in one transaction, which locks its row from the read to the write. */
export function updateAtomically(
	{ transaction }: PostgresDatabase,
	id: WorkshopId,
	change: (stored: Workshop | null) => Workshop | null,
): Promise<void> {
	return transaction(async (running) => {
		const found = running.selectFrom('workshop').select(['id', 'state']).where('id', '=', id)
		const row = await found.forNoKeyUpdate().executeTakeFirst()
		const after = change(row ? parseWorkshop(row) : null)
		if (after) await running.updateTable('workshop').set(toWorkshopRow(after)).where('id', '=', id).execute()
	})
}
