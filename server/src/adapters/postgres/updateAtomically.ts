import type { Workshop, WorkshopId } from '@charrette/shared'
import { sql } from 'kysely'
import { parseWorkshop, toWorkshopRow } from '../sql/SqlWorkshopStore.ts'
import type { PostgresDatabase } from './PostgresDatabase.ts'

/**
 * Changes a workshop in one transaction, which locks its row from the read to the write. Throws an
 * error if `node`, which changes it, was removed meanwhile; a command is no node (NODE2).
 */
export function updateAtomically(
	{ transaction }: PostgresDatabase,
	{ id, node }: { id: WorkshopId; node: string },
	change: (stored: Workshop | null) => Workshop | null,
): Promise<void> {
	return transaction(async (running) => {
		const registered =
			node === '' ? null : await sql`SELECT FROM node WHERE id = ${node} FOR KEY SHARE`.execute(running)
		if (registered?.rows.length === 0) throw new Error('this node was removed')
		const found = running.selectFrom('workshop').select(['id', 'state']).where('id', '=', id)
		const row = await found.forNoKeyUpdate().executeTakeFirst()
		const after = change(row ? parseWorkshop(row) : null)
		if (after) await running.updateTable('workshop').set(toWorkshopRow(after)).where('id', '=', id).execute()
	})
}
