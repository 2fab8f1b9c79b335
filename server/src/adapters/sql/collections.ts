import type { CollectionId, PracticeCollection } from '@charrette/shared'
import { LIMITS } from '@charrette/shared'
import { sql } from 'kysely'
import type { PracticeStore } from '../../ports/PracticeStore.ts'
import { withStorageErrors } from '../../ports/StorageError.ts'
import { compareAndSwap } from './compareAndSwap.ts'
import type { SqlDatabase } from './SqlDatabase.ts'
import { parseStored, stringifyStored } from './storedJson.ts'

type CollectionStore = Pick<
	PracticeStore,
	'addCollection' | 'findCollection' | 'collectionsOf' | 'updateCollection' | 'removeCollection'
>

/** Creates the store of the collections of all workshops on a database. */
export function createCollections({ db, dialect, transact }: SqlDatabase): CollectionStore {
	return {
		addCollection: (collection) =>
			withStorageErrors(async () => {
				const { id, workshop, revision, createdAt } = collection
				const answers = await transact([
					...dialect.serialize(`collections ${workshop}`),
					sql`INSERT INTO collection (id, workshop, revision, created_at, state)
						SELECT ${id}, id, cast(${revision} AS integer), cast(${createdAt} AS bigint), ${stringifyStored(collection)}
						FROM workshop WHERE id = ${workshop}
						AND (SELECT count(*) FROM collection WHERE workshop = ${workshop}) < ${LIMITS.maxCollections}`.compile(db),
				])
				return (answers.at(-1)?.changes ?? 0) > 0
			}),
		findCollection: (id) => withStorageErrors(() => find(id)),
		collectionsOf: (workshop) =>
			withStorageErrors(async () => {
				const rows = db.selectFrom('collection').select('state').where('workshop', '=', workshop)
				const newest = await rows.orderBy('created_at', 'desc').orderBy('id').execute()
				return newest.map(({ state }) => parseStored<PracticeCollection>(state))
			}),
		updateCollection: (id, change) =>
			compareAndSwap({
				find: () => find(id),
				change,
				replace: async (collection, revision) => {
					const changed = { revision: collection.revision, state: stringifyStored(collection) }
					const update = db.updateTable('collection').set(changed).where('id', '=', id)
					return (await update.where('revision', '=', revision).executeTakeFirst()).numUpdatedRows
				},
			}),
		removeCollection: (id) =>
			withStorageErrors(async () => {
				const { numDeletedRows } = await db.deleteFrom('collection').where('id', '=', id).executeTakeFirstOrThrow()
				return numDeletedRows > 0n
			}),
	}

	async function find(id: CollectionId): Promise<PracticeCollection | null> {
		const row = await db.selectFrom('collection').select('state').where('id', '=', id).executeTakeFirst()
		return row ? parseStored<PracticeCollection>(row.state) : null
	}
}
