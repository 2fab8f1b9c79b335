import { createId, type ParticipantId } from '@charrette/shared'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TokenRules } from '../../dist/adapters/sql/SqlTokenStore.js'
import type { TokenStore } from '../../dist/ports/TokenStore.js'
import type { UsageStore } from '../../dist/ports/UsageStore.js'
import type { WorkshopStore } from '../../dist/ports/WorkshopStore.js'
import { emptyWorkshop } from './workshopStoreContract.ts'

const DAY_MS = 24 * 60 * 60 * 1000
/** A date far from the records that other suites write into the same database. */
const FUTURE = Date.UTC(2099, 0, 1)

interface Stores {
	workshops: WorkshopStore
	tokens: TokenStore
	usage: UsageStore
}

export function usageStoreContract(name: string, open: (rules?: TokenRules) => Promise<Stores>): void {
	describe(`UsageStore: ${name}`, () => {
		let stores: Stores
		let now = FUTURE
		beforeAll(async () => {
			stores = await open({ participantMs: DAY_MS, now: () => now })
		})
		afterAll(() => stores.usage.close())

		it('[HOST7] adds up the edits of a day, and counts each person and workshop once', async () => {
			const workshop = emptyWorkshop()
			await stores.workshops.create(workshop)
			now = FUTURE + 60_000
			const join = (participant: ParticipantId) =>
				stores.tokens.issueToken({ workshop: workshop.id, role: 'participant', participant })
			const ana = createId<ParticipantId>()
			await join(ana)
			await join(ana)
			await join(createId())
			const note = (edits: number) => stores.usage.note('2099-01-01', { edits, from: FUTURE })
			await note(3)
			await note(4)
			const day = { day: '2099-01-01', people: 2, edits: 7, workshops: 1 }
			expect(await stores.usage.since('2099-01-01')).toEqual([day])
			// Nobody used the server since, and earlier people stay counted.
			await stores.usage.note('2099-01-01', { edits: 0, from: FUTURE + DAY_MS })
			await stores.usage.note('2099-01-02', { edits: 1, from: FUTURE + DAY_MS })
			const next = { day: '2099-01-02', people: 0, edits: 1, workshops: 0 }
			expect(await stores.usage.since('2099-01-01')).toEqual([day, next])
			expect(await stores.usage.since('2099-01-02')).toEqual([next])
		})
	})
}
