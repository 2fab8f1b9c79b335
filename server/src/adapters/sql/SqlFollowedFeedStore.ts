import type { FollowedFeedStore, StoredFeed } from '../../ports/FollowedFeedStore.ts'
import { withStorageErrors } from '../../ports/StorageError.ts'
import type { SqlDatabase } from './SqlDatabase.ts'
import { parseStored } from './storedJson.ts'

/** Creates the store of followed feeds on a database; its `close` closes the database. */
export function createSqlFollowedFeedStore({ db, close }: SqlDatabase): FollowedFeedStore {
	return {
		find: (url) =>
			withStorageErrors(async () => {
				const row = await db.selectFrom('followed_feed').select('state').where('url', '=', url).executeTakeFirst()
				return row ? parseStored<StoredFeed>(row.state) : null
			}),
		save: (feed) =>
			withStorageErrors(async () => {
				const state = JSON.stringify(feed)
				await db
					.insertInto('followed_feed')
					.values({ url: feed.url, state })
					.onConflict((conflict) => conflict.column('url').doUpdateSet({ state }))
					.execute()
			}),
		close,
	}
}
