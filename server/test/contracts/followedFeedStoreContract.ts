import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newFeed } from '../../dist/exchange/feeds/pollFeed.js'
import type { FollowedFeedStore } from '../../dist/ports/FollowedFeedStore.js'

/** The contract of every `FollowedFeedStore`. */
export function followedFeedStoreContract(name: string, open: () => Promise<FollowedFeedStore>): void {
	describe(`FollowedFeedStore: ${name}`, () => {
		let store: FollowedFeedStore
		beforeAll(async () => {
			store = await open()
		})
		afterAll(() => store.close())

		it('[FOLLOW1] returns the last saved state of each feed, also after it is opened again; null for an unknown one', async () => {
			const [one, other] = [newFeed('https://a.example', 1), newFeed('https://b.example', 2)]
			expect(await store.find(one.url)).toBeNull()
			for (const feed of [one, other]) await store.save(feed)
			const refused = [{ title: '许可', receipt: 'forged' as const }]
			const later = { ...one, failures: 3, refused, resume: '/exchange/feed.json?before=1-a' }
			await store.save(later)
			expect([await store.find(one.url), await store.find(other.url)]).toEqual([later, other])
			await store.close()
			store = await open()
			expect(await store.find(one.url)).toEqual(later)
		})
	})
}
