import type { FollowedFeedStore, StoredFeed } from '../../ports/FollowedFeedStore.ts'
import { wrapStore } from '../../ports/StorageError.ts'
import type { SqlDatabase } from './SqlDatabase.ts'
import { parseStored } from './storedJson.ts'

/** Creates the store of followed feeds on a database; its `close` closes the database. */
export function createSqlFollowedFeedStore({ db, close }: SqlDatabase): FollowedFeedStore {
	return wrapStore<FollowedFeedStore>({
		async find(url) {
			const row = await db.selectFrom('followed_feed').select('state').where('url', '=', url).executeTakeFirst()
			return row ? parseStored<StoredFeed>(row.state) : null
		},
		async save(feed) {
			const state = JSON.stringify(feed)
			await db
				.insertInto('followed_feed')
				.values({ url: feed.url, state })
				.onConflict((conflict) => conflict.column('url').doUpdateSet({ state }))
				.execute()
		},
		close,
	})
}
