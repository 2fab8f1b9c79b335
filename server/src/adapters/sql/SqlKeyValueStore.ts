import type { KeyValueStore } from '../../ports/KeyValueStore.ts'
import { wrapStore } from '../../ports/StorageError.ts'
import type { SqlDatabase } from './SqlDatabase.ts'

/** Creates the store of the host's values on a database; its `close` closes the database. */
export function createSqlKeyValueStore({ db, close }: SqlDatabase): KeyValueStore {
	return wrapStore<KeyValueStore>({
		async find(name) {
			const row = await db.selectFrom('host_value').select('value').where('name', '=', name).executeTakeFirst()
			return row?.value ?? null
		},
		async save(name, value) {
			const query =
				value === null
					? db.deleteFrom('host_value').where('name', '=', name)
					: db
							.insertInto('host_value')
							.values({ name, value })
							.onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
			await query.execute()
		},
		close,
	})
}
