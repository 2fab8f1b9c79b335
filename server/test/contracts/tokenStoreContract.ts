import type { Identity, ParticipantId, Role } from '@charrette/shared'
import { createId } from '@charrette/shared'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TokenStore } from '../../dist/ports/TokenStore.js'
import type { WorkshopStore } from '../../dist/ports/WorkshopStore.js'
import { emptyWorkshop } from './workshopStoreContract.ts'

/** What every `TokenStore` does, beside the `WorkshopStore` that holds its workshops. */
export function tokenStoreContract(
	name: string,
	open: () => Promise<{ workshops: WorkshopStore; tokens: TokenStore }>,
): void {
	describe(`TokenStore: ${name}`, () => {
		let stores: Awaited<ReturnType<typeof open>>
		beforeEach(async () => {
			stores = await open()
		})
		afterEach(async () => {
			await stores.tokens.close()
			await stores.workshops.close()
		})

		async function identity(role: Role, participant: ParticipantId | null = null): Promise<Identity> {
			const workshop = emptyWorkshop()
			await stores.workshops.create(workshop)
			return { workshop: workshop.id, role, participant }
		}

		it('finds who a token speaks for', async () => {
			const participant = await identity('participant', createId<ParticipantId>())
			const facilitator = await identity('facilitator')
			const tokens = [await stores.tokens.issueToken(participant), await stores.tokens.issueToken(facilitator)]
			expect(await Promise.all(tokens.map(stores.tokens.findToken))).toEqual([participant, facilitator])
		})

		it('finds what a link gives, again and again', async () => {
			const { workshop } = await identity('projector')
			const secret = await stores.tokens.createSecret({ workshop, role: 'projector' })
			for (let time = 0; time < 2; time++)
				expect(await stores.tokens.findSecret(secret)).toEqual({ workshop, role: 'projector' })
		})

		it('takes no link for a token and no token for a link', async () => {
			const who = await identity('facilitator')
			expect(await stores.tokens.findToken(await stores.tokens.createSecret(who))).toBeNull()
			expect(await stores.tokens.findSecret(await stores.tokens.issueToken(who))).toBeNull()
		})

		it('has null for what it never gave out', async () => {
			for (const guess of ['', 'x', 'A'.repeat(32)]) {
				expect(await stores.tokens.findToken(guess)).toBeNull()
				expect(await stores.tokens.findSecret(guess)).toBeNull()
			}
		})

		it('gives out 128 bits or more, in letters that URLs and sub-protocols take', async () => {
			const who = await identity('facilitator')
			const given = await Promise.all(Array.from({ length: 20 }, () => stores.tokens.issueToken(who)))
			expect(new Set(given).size).toBe(20)
			for (const token of given) expect(token).toMatch(/^[A-Za-z0-9_-]{22,}$/)
		})

		it('knows them all when it is closed and opened again', async () => {
			const who = await identity('facilitator')
			const token = await stores.tokens.issueToken(who)
			await stores.tokens.close()
			await stores.workshops.close()
			stores = await open()
			expect(await stores.tokens.findToken(token)).toEqual(who)
		})
	})
}
