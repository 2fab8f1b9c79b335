import type { Identity, ParticipantId, Role } from '@charrette/shared'
import { createId } from '@charrette/shared'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TokenStore } from '../../dist/ports/TokenStore.js'
import type { WorkshopStore } from '../../dist/ports/WorkshopStore.js'
import { emptyWorkshop } from './workshopStoreContract.ts'

/** The contract of every `TokenStore`, with the `WorkshopStore` of its workshops. */
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

		it('finds the identity of a token', async () => {
			const participant = await identity('participant', createId<ParticipantId>())
			const facilitator = await identity('facilitator')
			const tokens = [await stores.tokens.issueToken(participant), await stores.tokens.issueToken(facilitator)]
			expect(await Promise.all(tokens.map(stores.tokens.findToken))).toEqual([participant, facilitator])
		})

		it('finds the role of a link’s secret, any number of times', async () => {
			const { workshop } = await identity('projector')
			const secret = await stores.tokens.createSecret({ workshop, role: 'projector' })
			for (let time = 0; time < 2; time++)
				expect(await stores.tokens.findSecret(secret)).toEqual({ workshop, role: 'projector' })
		})

		it('accepts no secret as a token and no token as a secret', async () => {
			const facilitator = await identity('facilitator')
			expect(await stores.tokens.findToken(await stores.tokens.createSecret(facilitator))).toBeNull()
			expect(await stores.tokens.findSecret(await stores.tokens.issueToken(facilitator))).toBeNull()
		})

		it('returns null for unknown tokens and secrets', async () => {
			for (const guess of ['', 'x', 'A'.repeat(32)]) {
				expect(await stores.tokens.findToken(guess)).toBeNull()
				expect(await stores.tokens.findSecret(guess)).toBeNull()
			}
		})

		it('issues tokens of 128 bits or more, in characters that URLs and sub-protocols allow', async () => {
			const facilitator = await identity('facilitator')
			const issued = await Promise.all(Array.from({ length: 20 }, () => stores.tokens.issueToken(facilitator)))
			expect(new Set(issued).size).toBe(20)
			for (const token of issued) expect(token).toMatch(/^[A-Za-z0-9_-]{22,}$/)
		})

		it('has all tokens after it is closed and opened again', async () => {
			const facilitator = await identity('facilitator')
			const token = await stores.tokens.issueToken(facilitator)
			await stores.tokens.close()
			await stores.workshops.close()
			stores = await open()
			expect(await stores.tokens.findToken(token)).toEqual(facilitator)
		})
	})
}
