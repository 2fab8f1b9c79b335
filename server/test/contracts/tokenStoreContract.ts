import type { Identity, LinkId, LinkRole, ParticipantId } from '@charrette/shared'
import { createId, LIMITS } from '@charrette/shared'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { TokenStore } from '../../dist/ports/TokenStore.js'
import type { WorkshopStore } from '../../dist/ports/WorkshopStore.js'
import { emptyWorkshop } from './workshopStoreContract.ts'

const HOUR = 60 * 60 * 1000
/** Lifetime of a participant's token in these tests, after its last use. */
const PARTICIPANT_MS = 10 * HOUR

interface Stores {
	workshops: WorkshopStore
	tokens: TokenStore
}

/**
 * The contract of every `TokenStore`, with the `WorkshopStore` of its workshops. `open` gets the
 * clock and the lifetime of a token.
 */
export function tokenStoreContract(
	name: string,
	open: (rules: { participantMs: number; now: () => number }) => Promise<Stores>,
): void {
	describe(`TokenStore: ${name}`, () => {
		let stores: Stores
		let now: number
		const reopen = async () => {
			stores = await open({ participantMs: PARTICIPANT_MS, now: () => now })
		}
		const close = async () => {
			await stores.tokens.close()
			await stores.workshops.close()
		}
		beforeAll(async () => {
			await reopen()
		})
		beforeEach(() => {
			now = 1000 * HOUR
		})
		afterAll(close)

		async function newWorkshop() {
			const workshop = emptyWorkshop()
			await stores.workshops.create(workshop)
			return workshop.id
		}
		async function participant(): Promise<Identity> {
			return { workshop: await newWorkshop(), role: 'participant', participant: createId<ParticipantId>() }
		}
		async function linkFor(role: LinkRole, workshop?: Identity['workshop']) {
			const grant = { workshop: workshop ?? (await newWorkshop()), role }
			return { grant, ...(await stores.tokens.createLink(grant)) }
		}
		const exchange = async (secret: string) => (await stores.tokens.exchangeSecret(secret))?.token ?? 'none'

		it('finds the identity of a token', async () => {
			const ana = await participant()
			const token = await stores.tokens.issueToken(ana)
			expect(await stores.tokens.findToken(token)).toEqual({ ...ana, link: null })
		})

		it('[PEOPLE4] reassigns the tokens of one participant to another, in their workshop only', async () => {
			const duplicate = await participant()
			const elsewhere = { ...(await participant()), participant: duplicate.participant }
			const to = createId<ParticipantId>()
			const tokens = [await stores.tokens.issueToken(duplicate), await stores.tokens.issueToken(elsewhere)]
			await stores.tokens.reassignTokens(duplicate.workshop, { from: duplicate.participant as ParticipantId, to })
			const owners = await Promise.all(tokens.map(async (token) => (await stores.tokens.findToken(token))?.participant))
			expect(owners).toEqual([to, duplicate.participant])
		})

		it('exchanges the secret of a link for tokens of its role, any number of times', async () => {
			const { grant, id, secret } = await linkFor('projector')
			const tokens = [await exchange(secret), await exchange(secret)]
			expect(new Set(tokens).size).toBe(2)
			for (const token of tokens)
				expect(await stores.tokens.findToken(token)).toEqual({ ...grant, participant: null, link: id })
			expect(await stores.tokens.exchangeSecret(secret)).toMatchObject({ grant })
		})

		it('[ACCESS3] creates no more links than a workshop may have, also concurrently', async () => {
			const grant = { workshop: await newWorkshop(), role: 'projector' as const }
			const other = await open({ participantMs: PARTICIPANT_MS, now: () => now })
			const [first, second] = [stores.tokens, other.tokens]
			const created = await Promise.allSettled(
				Array.from({ length: LIMITS.maxLinks + 10 }, (_, n) => (n % 2 ? first : second).createLink(grant)),
			)
			await other.tokens.close()
			await other.workshops.close()
			expect(created.filter(({ status }) => status === 'fulfilled').length).toBe(LIMITS.maxLinks)
			expect((await stores.tokens.listLinks(grant.workshop)).length).toBe(LIMITS.maxLinks)
			await linkFor('projector')
		})

		it('accepts no secret as a token and no token as a secret', async () => {
			const { secret } = await linkFor('facilitator')
			expect(await stores.tokens.findToken(secret)).toBeNull()
			expect(await stores.tokens.exchangeSecret(await exchange(secret))).toBeNull()
		})

		it('returns null for unknown tokens and secrets', async () => {
			for (const guess of ['', 'x', 'A'.repeat(32)]) {
				expect(await stores.tokens.findToken(guess)).toBeNull()
				expect(await stores.tokens.exchangeSecret(guess)).toBeNull()
			}
		})

		it('issues tokens of 128 bits or more, in characters that URLs and sub-protocols allow', async () => {
			const { secret } = await linkFor('facilitator')
			const issued = await Promise.all(Array.from({ length: 20 }, () => exchange(secret)))
			expect(new Set(issued).size).toBe(20)
			for (const token of [secret, ...issued]) expect(token).toMatch(/^[A-Za-z0-9_-]{22,}$/)
		})

		it('has all tokens and links after it is closed and opened again', async () => {
			const { grant, id, secret } = await linkFor('facilitator')
			const token = await exchange(secret)
			await close()
			await reopen()
			expect(await stores.tokens.findToken(token)).toEqual({ ...grant, participant: null, link: id })
			expect(await stores.tokens.listLinks(grant.workshop)).toMatchObject([{ id, role: 'facilitator' }])
		})

		it('[HOME4] exchanges a device link once, for a token of its link, also if it is sent twice at once', async () => {
			const { grant, id, secret } = await linkFor('facilitator')
			await exchange(secret)
			const device = await stores.tokens.createDeviceLink({ ...grant, link: id }, now + HOUR)
			const answers = await Promise.all([device, device, device].map((one) => stores.tokens.exchangeSecret(one)))
			const [taken, ...others] = answers.filter((answer) => answer !== null)
			expect([taken?.grant, others]).toEqual([grant, []])
			expect(await stores.tokens.findToken(taken?.token ?? '')).toEqual({ ...grant, participant: null, link: id })
			expect(await stores.tokens.exchangeSecret(device)).toBeNull()
			expect(await stores.tokens.findToken(device)).toBeNull()
			expect(await stores.tokens.listLinks(grant.workshop)).toMatchObject([{ id, devices: 2 }])
		})

		it('[HOME4] ends a device link after its time, with its link, and when the workshop creates too many later ones', async () => {
			const { grant, id } = await linkFor('facilitator')
			const elsewhere = await linkFor('facilitator')
			const create = (until: number) => stores.tokens.createDeviceLink({ ...grant, link: id }, until)
			const late = await create(now + HOUR)
			now += HOUR
			expect(await stores.tokens.exchangeSecret(late)).toBeNull()
			await stores.tokens.sweep()
			const other = await stores.tokens.createDeviceLink({ ...elsewhere.grant, link: elsewhere.id }, now + 1)
			const devices: string[] = []
			for (let n = 1; n <= LIMITS.maxDeviceLinks + 1; n++) devices.push(await create(now + n * HOUR))
			expect(await exchange(devices[0] ?? '')).toBe('none')
			expect(await exchange(devices[1] ?? '')).not.toBe('none')
			await stores.tokens.endLink(grant.workshop, id)
			expect(await exchange(devices[2] ?? '')).toBe('none')
			expect(await exchange(other)).not.toBe('none')
		})

		it('[ACCESS3] lists the links of a workshop, newest first, with their devices and last use', async () => {
			const workshop = await newWorkshop()
			const { id: old, secret } = await linkFor('facilitator', workshop)
			const createdAt = now
			const token = await exchange(secret)
			await exchange(secret)
			now += 2 * HOUR
			const { id: young } = await linkFor('projector', workshop)
			await linkFor('facilitator')
			await stores.tokens.findToken(token)
			// The last use is written in the background, so the store is reopened first.
			await close()
			await reopen()
			expect(await stores.tokens.listLinks(workshop)).toEqual([
				{ id: young, role: 'projector', createdAt: now, usedAt: null, devices: 0 },
				{ id: old, role: 'facilitator', createdAt, usedAt: now, devices: 2 },
			])
		})

		it('[ACCESS3] ends a link with all its tokens, and no other link; only for its own workshop', async () => {
			const { grant, id, secret } = await linkFor('projector')
			const other = await linkFor('projector', grant.workshop)
			const [token, otherToken] = [await exchange(secret), await exchange(other.secret)]
			expect(await stores.tokens.endLink(await newWorkshop(), id)).toBe(false)
			expect(await stores.tokens.findToken(token)).not.toBeNull()
			expect(await stores.tokens.endLink(grant.workshop, id)).toBe(true)
			expect(await stores.tokens.endLink(grant.workshop, id)).toBe(false)
			expect(await stores.tokens.endLink(grant.workshop, 'unknown' as LinkId)).toBe(false)
			expect([await stores.tokens.findToken(token), await stores.tokens.exchangeSecret(secret)]).toEqual([null, null])
			expect(await stores.tokens.findToken(otherToken)).not.toBeNull()
			expect(await stores.tokens.listLinks(grant.workshop)).toMatchObject([{ id: other.id }])
		})

		it('[ACCESS3] renews the links of a role: only the new one and the kept token remain valid', async () => {
			const { grant, secret } = await linkFor('facilitator')
			const second = await linkFor('facilitator', grant.workshop)
			const projector = await linkFor('projector', grant.workshop)
			const [kept, ended] = [await exchange(secret), await exchange(second.secret)]
			const projected = await exchange(projector.secret)
			const unlinked = await stores.tokens.issueToken({ ...grant, participant: null })
			const renewed = await stores.tokens.rotateLinks(grant, kept)
			expect(await stores.tokens.findToken(unlinked)).toBeNull()
			expect(await stores.tokens.findToken(kept)).toMatchObject({ role: 'facilitator', link: renewed.id })
			expect(await stores.tokens.findToken(ended)).toBeNull()
			for (const old of [secret, second.secret]) expect(await stores.tokens.exchangeSecret(old)).toBeNull()
			expect(await stores.tokens.exchangeSecret(renewed.secret)).toMatchObject({ grant })
			expect(await stores.tokens.findToken(projected)).toMatchObject({ link: projector.id })
			await stores.tokens.rotateLinks(projector.grant, kept)
			expect(await stores.tokens.findToken(projected)).toBeNull()
			expect(await stores.tokens.findToken(kept)).toMatchObject({ role: 'facilitator', link: renewed.id })
		})

		it('[ACCESS4] a participant’s token expires some time after its last use, and a sweep removes it', async () => {
			const [ana, li] = [await participant(), await participant()]
			const [used, unused] = [await stores.tokens.issueToken(ana), await stores.tokens.issueToken(li)]
			now += PARTICIPANT_MS - 1
			expect(await stores.tokens.findToken(used)).not.toBeNull()
			await close()
			await reopen()
			now += 1
			expect(await stores.tokens.findToken(used)).not.toBeNull()
			expect(await stores.tokens.findToken(unused)).toBeNull()
			await stores.tokens.sweep()
			now -= PARTICIPANT_MS
			expect(await stores.tokens.findToken(unused), 'was removed, not only refused').toBeNull()
			expect(await stores.tokens.findToken(used)).not.toBeNull()
		})

		it('[ACCESS4] the token of a link ends with its link only', async () => {
			const { secret } = await linkFor('facilitator')
			const token = await exchange(secret)
			now += 100 * PARTICIPANT_MS
			await stores.tokens.sweep()
			expect(await stores.tokens.findToken(token)).not.toBeNull()
		})

		it('[ACCESS4] a link has a limited number of tokens: those unused for longest end first', async () => {
			const { secret } = await linkFor('projector')
			const first = await exchange(secret)
			now += HOUR
			const others: string[] = []
			for (let i = 1; i < LIMITS.maxTokensPerLink; i++) others.push(await exchange(secret))
			now += HOUR
			expect(await stores.tokens.findToken(first)).not.toBeNull()
			await close()
			await reopen()
			now += HOUR
			const newest = await exchange(secret)
			const isFound = async (token: string) => (await stores.tokens.findToken(token)) !== null
			expect(await Promise.all([first, newest].map(isFound))).toEqual([true, true])
			expect((await Promise.all(others.map(isFound))).filter((found) => !found)).toHaveLength(1)
		})
	})
}
