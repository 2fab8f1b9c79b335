import type { Share, ShareId, WorkshopId } from '@charrette/shared'
import { createId } from '@charrette/shared'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ShareStore } from '../../dist/ports/ShareStore.js'
import type { WorkshopStore } from '../../dist/ports/WorkshopStore.js'
import { emptyWorkshop } from './workshopStoreContract.ts'

const PAGE = `<!doctype html>${'页面 '.repeat(5000)}`

/** The contract of every `ShareStore`, with the `WorkshopStore` of its workshops. */
export function shareStoreContract(
	name: string,
	open: () => Promise<{ workshops: WorkshopStore; shares: ShareStore }>,
): void {
	describe(`[SHARE1] ShareStore: ${name}`, () => {
		let stores: Awaited<ReturnType<typeof open>>
		let workshop: WorkshopId
		beforeAll(async () => {
			stores = await open()
		})
		beforeEach(async () => {
			const made = emptyWorkshop()
			await stores.workshops.create(made)
			workshop = made.id
		})
		afterAll(async () => {
			await stores.shares.close()
			await stores.workshops.close()
		})
		const share = (title: string, createdAt: number, until = createdAt + 100): Share => {
			return {
				id: createId<ShareId>(),
				workshop,
				title,
				authors: null,
				createdAt,
				until,
				revokedAt: null,
				embeddedIn: null,
			}
		}

		it('finds a page by its secret only, byte for byte', async () => {
			const [one, other] = [share('One', 1), share('Two', 2)]
			const secret = await stores.shares.add(one, PAGE)
			expect(secret).toMatch(/^[A-Za-z0-9_-]{22,}$/)
			expect(await stores.shares.add(other, 'other')).not.toBe(secret)
			await stores.shares.close()
			await stores.workshops.close()
			stores = await open()
			const found = await stores.shares.findSecret(secret)
			expect([found?.share, found?.page?.toString()]).toEqual([one, PAGE])
			expect((await stores.shares.findSecret(secret))?.page, 'the same bytes').toBe(found?.page)
			for (const guess of ['', 'x', one.id, 'A'.repeat(32)]) expect(await stores.shares.findSecret(guess)).toBeNull()
		})

		it('lists the shares of one workshop, newest first', async () => {
			const [old, young] = [
				{ ...share('Old', 1), authors: false },
				{ ...share('Young', 2), authors: true },
			]
			await stores.shares.add(old, PAGE)
			await stores.shares.add(young, PAGE)
			expect(await stores.shares.list(workshop)).toEqual([young, old])
			expect(await stores.shares.list(createId<WorkshopId>())).toEqual([])
		})

		it('revokes a share of its own workshop only, once', async () => {
			const mine = share('Mine', 1)
			const secret = await stores.shares.add(mine, PAGE)
			expect(await stores.shares.revoke({ workshop: createId<WorkshopId>(), id: mine.id }, 5)).toBeNull()
			expect((await stores.shares.findSecret(secret))?.share.revokedAt).toBeNull()
			const ended = { ...mine, revokedAt: 6 }
			expect(await stores.shares.revoke({ workshop, id: mine.id }, 6)).toEqual(ended)
			expect(await stores.shares.revoke({ workshop, id: mine.id }, 7)).toEqual(ended)
			expect((await stores.shares.findSecret(secret))?.share).toEqual(ended)
		})

		it('sweeps remove the pages of ended shares, and later their records', async () => {
			const shares = [share('Ends at 50', 0, 50), share('Ended at 40', 0, 500), share('Open', 0, 500)]
			const secrets: string[] = []
			for (const each of shares) secrets.push(await stores.shares.add(each, PAGE))
			await stores.shares.revoke({ workshop, id: shares[1]?.id as ShareId }, 40)
			const pages = async () => {
				const found = await Promise.all(secrets.map((secret) => stores.shares.findSecret(secret)))
				return found.map((one) => one && (one.page?.toString() ?? null))
			}
			await stores.shares.sweep(39, 0)
			expect(await pages()).toEqual([PAGE, PAGE, PAGE])
			await stores.shares.sweep(49, 39)
			expect(await pages()).toEqual([PAGE, null, PAGE])
			await stores.shares.sweep(50, 40)
			expect(await pages()).toEqual([null, null, PAGE])
			expect(await stores.shares.findSecret(secrets[1] ?? '')).toBeNull()
		})
	})
}
