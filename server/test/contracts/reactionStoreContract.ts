import { type BoardId, createId, type Reaction } from '@charrette/shared'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ReactionStore, StoredReaction } from '../../dist/ports/ReactionStore.js'
import type { WorkshopStore } from '../../dist/ports/WorkshopStore.js'
import { emptyWorkshop } from './workshopStoreContract.ts'

interface Stores {
	workshops: WorkshopStore
	reactions: ReactionStore
}

const MAX = 10

/** The contract of every `ReactionStore`, with the `WorkshopStore` of their workshops. */
export function reactionStoreContract(name: string, open: () => Promise<Stores>): void {
	describe(`ReactionStore: ${name}`, () => {
		let stores: Stores
		let board: BoardId
		let of: (person: string, card: string, emoji?: Reaction) => StoredReaction
		const add = (reaction: StoredReaction) => stores.reactions.add(reaction, MAX)

		beforeAll(async () => {
			stores = await open()
		})
		beforeEach(async () => {
			const workshop = emptyWorkshop()
			await stores.workshops.create(workshop)
			board = createId<BoardId>()
			of = (person, card, emoji = '👍') => ({ workshop: workshop.id, board, person, card, emoji })
		})
		afterAll(() => Promise.all([stores.workshops.close(), stores.reactions.close()]))

		it('[REACT1] stores each reaction of a person once, and counts them by card and emoji', async () => {
			for (const person of ['ana', 'ben', 'ana']) expect(await add(of(person, 'x'))).toBe(true)
			await add(of('ana', 'x', '💡'))
			await add(of('ana', 'y'))
			const counts = await stores.reactions.count(board, 'ben')
			expect(counts.map(({ card, emoji, count, isMine }) => `${card} ${emoji} ${count} ${isMine}`).sort()).toEqual([
				'x 👍 2 true',
				'x 💡 1 false',
				'y 👍 1 false',
			])
			expect(await stores.reactions.count(board, 'ben', 'y')).toHaveLength(1)
			await stores.reactions.remove(of('ana', 'x'))
			await stores.reactions.remove(of('ana', 'x'))
			expect(await stores.reactions.count(board, 'ana', 'x')).toContainEqual({
				card: 'x',
				emoji: '👍',
				count: 1,
				isMine: false,
			})
		})

		it('[MOVE1] lists the reactions of a workshop, and adds those of another one without a limit', async () => {
			const many = Array.from({ length: 1200 }, (_, n) => of('ana', `c${n}`))
			await stores.reactions.addAll([of('ben', 'x', '💡')])
			await stores.reactions.addAll(many)
			await stores.reactions.addAll(many)
			await stores.reactions.addAll([])
			const listed = await stores.reactions.ofWorkshop(of('ana', 'x').workshop)
			expect(listed).toHaveLength(1201)
			expect(listed).toEqual(expect.arrayContaining([of('ben', 'x', '💡'), of('ana', 'c7')]))
		})

		it('[GROUP4d] moves all reactions of a board to another one, under the new ids of its cards', async () => {
			const to = createId<BoardId>()
			const onTarget = (person: string, card: string) => ({ ...of(person, card), board: to })
			for (const person of ['ana', 'ben']) for (const card of ['x', 'y']) await add(of(person, card))
			await add(onTarget('ana', 'x'))
			// The other board has another card with the id y, and reactions to a former card x.
			await add(onTarget('ana', 'y'))
			const move = () => stores.reactions.move({ from: board, to, cards: new Map([['y', 'z']]) })
			await move()
			await move()
			expect(await stores.reactions.count(board, 'ana')).toEqual([])
			const counts = await stores.reactions.count(to, 'ana')
			expect(counts.map(({ card, count }) => `${card} ${count}`).sort()).toEqual(['x 2', 'y 1', 'z 2'])
		})

		it('[PEOPLE4] gives the reactions of a person to another one, each once', async () => {
			for (const person of ['ana', 'ben']) await add(of(person, 'x'))
			await add(of('ana', 'y'))
			const { workshop } = of('ana', 'x')
			expect(await stores.reactions.reassign(workshop, { from: 'ana', to: 'ben' })).toEqual([board])
			expect(await stores.reactions.reassign(workshop, { from: 'ana', to: 'ben' })).toEqual([])
			const counts = await stores.reactions.count(board, 'ben')
			expect(counts.map(({ card, count, isMine }) => `${card} ${count} ${isMine}`).sort()).toEqual([
				'x 1 true',
				'y 1 true',
			])
		})

		it('[REACT1] takes a limited number of reactions from one person, even if they arrive at the same time', async () => {
			const other = await open()
			const stored = [stores.reactions, other.reactions]
			const added = await Promise.all(Array.from({ length: 24 }, (_, n) => stored[n % 2]?.add(of('ana', `c${n}`), MAX)))
			await Promise.all([other.workshops.close(), other.reactions.close()])
			expect(added.filter(Boolean)).toHaveLength(MAX)
			expect(await stores.reactions.count(board, 'ana')).toHaveLength(MAX)
			expect(await add(of('ben', 'c1'))).toBe(true)
			const [kept = ''] = (await stores.reactions.count(board, 'ana'))
				.filter((one) => one.isMine)
				.map(({ card }) => card)
			expect(await add(of('ana', kept))).toBe(true)
		})
	})
}
