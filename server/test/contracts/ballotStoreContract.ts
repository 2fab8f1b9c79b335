import type { BoardId, CastDots, ParticipantId, RoundId, WorkshopId } from '@charrette/shared'
import { createId } from '@charrette/shared'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { BallotStore, ResultStore, RoundRules } from '../../dist/ports/BallotStore.js'
import type { WorkshopStore } from '../../dist/ports/WorkshopStore.js'
import { emptyWorkshop } from './workshopStoreContract.ts'

export interface VoteStores {
	workshops: WorkshopStore
	ballots: BallotStore
	results: ResultStore
}

const board = 'b' as BoardId
const ana = 'ana' as ParticipantId
const ben = 'ben' as ParticipantId
const dots = (voter: ParticipantId, card: string, count: number, on = board): CastDots => ({
	voter,
	board: on,
	card,
	count,
})

/**
 * The contract of every `BallotStore` and `ResultStore`, with the `WorkshopStore` of their
 * workshops.
 */
export function ballotStoreContract(name: string, open: () => Promise<VoteStores>): void {
	describe(`BallotStore: ${name}`, () => {
		let stores: VoteStores
		let rules: RoundRules
		const close = ({ workshops, ballots, results }: VoteStores) =>
			Promise.all([workshops, ballots, results].map((store) => store.close()))
		const cast = (voter: ParticipantId, card: string, count: number, on = board) =>
			stores.ballots.cast(rules.id, dots(voter, card, count, on))
		const read = async (voter?: ParticipantId) =>
			(await stores.ballots.read(rules.id, voter))
				.map((one) => `${one.voter} ${one.board} ${one.card} ${one.count}`)
				.sort()

		beforeAll(async () => {
			stores = await open()
		})
		beforeEach(async () => {
			const workshop = emptyWorkshop()
			await stores.workshops.create(workshop)
			rules = { id: createId<RoundId>(), workshop: workshop.id, budget: 3, perCard: 2 }
			await stores.ballots.open(rules)
		})
		afterAll(() => close(stores))

		it('[VOTE2] stores each person’s dots on each card, and returns the remaining dots', async () => {
			expect(await cast(ana, 'x', 2)).toEqual({ dots: [{ board, card: 'x', count: 2 }], left: 1 })
			expect(await cast(ana, 'x', 1)).toEqual({ dots: [{ board, card: 'x', count: 1 }], left: 2 })
			expect(await cast(ana, 'x', 1)).toEqual({ dots: [{ board, card: 'x', count: 1 }], left: 2 })
			await cast(ben, 'x', 2)
			await cast(ana, 'x', 1, 'other' as BoardId)
			expect(await read()).toEqual(['ana b x 1', 'ana other x 1', 'ben b x 2'])
			expect(await read(ben)).toEqual(['ben b x 2'])
			expect(await cast(ana, 'x', 0)).toMatchObject({ left: 2 })
			expect(await read(ana)).toEqual(['ana other x 1'])
		})

		it('[VOTE2] refuses dots over the budget or over the limit of a card, and changes nothing', async () => {
			await cast(ana, 'x', 2)
			expect(await cast(ana, 'y', 2)).toEqual({ refused: 'budget', left: 1 })
			expect(await cast(ana, 'y', 3)).toEqual({ refused: 'card' })
			expect(await read()).toEqual(['ana b x 2'])
			expect(await cast(ana, 'y', 1)).toMatchObject({ left: 0 })
			expect(await cast(ana, 'z', 1)).toEqual({ refused: 'budget', left: 0 })
		})

		it('[VOTE2] enforces the budget when two stores on the same database cast at once', async () => {
			const other = await open()
			const ballotStores = [stores.ballots, other.ballots]
			const cards = Array.from({ length: 60 }, (_, index) => `card${index}`)
			const answers = await Promise.all(
				cards.map((card, index) => ballotStores[index % 2]?.cast(rules.id, dots(ana, card, 1))),
			)
			expect(answers.filter((answer) => answer && 'dots' in answer)).toHaveLength(3)
			expect(await read()).toHaveLength(3)
			await close(other)
		})

		it('[VOTE2] refuses ballots of a round that is closed or was never opened', async () => {
			await cast(ana, 'x', 1)
			await stores.ballots.end(rules.id)
			expect([await cast(ana, 'x', 0), await cast(ben, 'y', 1)]).toEqual([{ refused: 'closed' }, { refused: 'closed' }])
			expect(await stores.ballots.cast(createId<RoundId>(), dots(ana, 'x', 1))).toEqual({ refused: 'closed' })
			expect(await read()).toEqual(['ana b x 1'])
		})

		it('[VOTE3] rejects opening a round twice, or one that has ended', async () => {
			await expect(stores.ballots.open({ ...rules, budget: 50 })).rejects.toThrow()
			await stores.ballots.end(rules.id)
			await expect(stores.ballots.open(rules)).rejects.toThrow()
			expect(await cast(ana, 'x', 1)).toEqual({ refused: 'closed' })
		})

		it('[PEOPLE4] gives the dots of a duplicate to a voter who has none, and drops them otherwise', async () => {
			await cast(ana, 'x', 2)
			await cast(ana, 'y', 1)
			await stores.ballots.reassign(rules.id, { from: ana, to: ben })
			expect(await read()).toEqual(['ben b x 2', 'ben b y 1'])
			await cast(ana, 'z', 1)
			await stores.ballots.reassign(rules.id, { from: ana, to: ben })
			expect(await read()).toEqual(['ben b x 2', 'ben b y 1'])
			expect(await cast(ben, 'y', 0)).toMatchObject({ left: 1 })
		})

		it('[PEOPLE4] leaves the counted dots of a closed round unchanged', async () => {
			await cast(ana, 'x', 1)
			await stores.ballots.end(rules.id)
			await stores.ballots.reassign(rules.id, { from: ana, to: ben })
			expect(await read()).toEqual(['ana b x 1'])
		})

		it('rejects a round of an unknown workshop', async () => {
			const stray = { ...rules, id: createId<RoundId>(), workshop: createId<WorkshopId>() }
			await expect(stores.ballots.open(stray)).rejects.toThrow()
		})

		it('has all data after it is closed and opened again', async () => {
			const result = {
				round: rules.id,
				title: 'First',
				closedAt: 1,
				people: 2,
				voters: 1,
				dots: 2,
				gone: 0,
				cards: [],
				cities: [],
			}
			await cast(ana, 'x', 2)
			await stores.results.save({ ...result, title: 'Before' })
			await stores.results.save(result)
			await close(stores)
			stores = await open()
			expect(await read()).toEqual(['ana b x 2'])
			expect(await stores.results.find(rules.id)).toEqual(result)
			expect(await stores.results.find(createId<RoundId>())).toBeNull()
		})
	})
}
