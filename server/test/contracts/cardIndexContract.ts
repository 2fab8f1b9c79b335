import { type BoardId, createId, indexTerms, type WorkshopId } from '@charrette/shared'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { CardIndex, IndexedCard } from '../../dist/ports/CardIndex.js'
import type { WorkshopStore } from '../../dist/ports/WorkshopStore.js'
import { emptyWorkshop } from './workshopStoreContract.ts'

interface Stores {
	workshops: WorkshopStore
	cardIndex: CardIndex
}

/** The contract of every `CardIndex`, with the `WorkshopStore` of its workshops. */
export function cardIndexContract(name: string, open: () => Promise<Stores>): void {
	describe(`CardIndex: ${name}`, () => {
		let stores: Stores
		let workshop: WorkshopId
		const boards: BoardId[] = []
		beforeAll(async () => {
			stores = await open()
		})
		beforeEach(async () => {
			const made = emptyWorkshop()
			await stores.workshops.create(made)
			workshop = made.id
		})
		afterEach(async () => {
			await stores.cardIndex.remove(boards.splice(0))
		})
		afterAll(async () => {
			await stores.cardIndex.close()
			await stores.workshops.close()
		})

		const obstacle = (text: string, more: Partial<IndexedCard> = {}): IndexedCard => ({
			card: `shape:${text}`,
			kind: 'obstacle',
			category: null,
			city: 'Bogotá',
			text,
			terms: indexTerms(text, 'en'),
			solutions: [],
			...more,
		})
		async function put(cards: IndexedCard[], isOpen = true, board = createId<BoardId>()) {
			boards.push(board)
			await stores.cardIndex.put({ board, workshop, place: { workshop: 'Day', group: '1' }, isOpen }, cards)
			return board
		}
		const similar = async (text: string, more: object = {}) =>
			(
				await stores.cardIndex.similar({
					boards: [],
					except: createId<BoardId>(),
					kind: 'obstacle',
					text,
					synonyms: [],
					category: null,
					limit: 10,
					...more,
				})
			).map((found) => found.text)

		it('[SIMILAR1] finds similar cards, ranked by rare words, with their solutions and place', async () => {
			const permits = 'Permits take nine months'
			const solutions = [{ text: 'One counter', city: 'Wuhan' }]
			const board = await put([
				obstacle(permits, { solutions }),
				obstacle('Roads take space'),
				obstacle('Buses take long'),
				obstacle('No money'),
			])
			expect(await similar('permit for a bus that takes years')).toEqual(expect.arrayContaining([permits]))
			expect((await similar('A permit takes long')).slice(0, 2).sort()).toEqual(['Buses take long', permits])
			expect(await similar('permit')).toEqual([permits])
			expect(await similar('zeppelin')).toEqual([])
			const [found] = await stores.cardIndex.similar({
				boards: [],
				except: createId<BoardId>(),
				kind: 'obstacle',
				text: 'permit',
				synonyms: [],
				category: null,
				limit: 1,
			})
			const place = { workshop: 'Day', group: '1' }
			expect(found).toMatchObject({ board, workshop, place, solutions, city: 'Bogotá', isSameCategory: false })
		})

		it('[SIMILAR1] finds cards of open workshops and of the given boards, of one kind, never of the asking board', async () => {
			const closed = await put([obstacle('Narrow bridge')], false)
			const own = await put([obstacle('Narrow street'), obstacle('Narrow idea', { kind: 'solution' })])
			await put([obstacle('Wide street')])
			expect(await similar('narrow')).toEqual(['Narrow street'])
			expect((await similar('narrow', { boards: [closed] })).sort()).toEqual(['Narrow bridge', 'Narrow street'])
			expect(await similar('narrow', { boards: [closed], except: own })).toEqual(['Narrow bridge'])
			expect(await similar('narrow', { kind: 'solution' })).toEqual(['Narrow idea'])
			await stores.cardIndex.setOpen(workshop, true)
			expect((await similar('narrow')).length).toBe(2)
			await stores.cardIndex.setOpen(workshop, false)
			expect(await similar('narrow')).toEqual([])
		})

		it('[SIMILAR1] ranks a card of the same category higher', async () => {
			await put([obstacle('Taxes on land', { category: 'law' }), obstacle('Taxes on land!', { category: 'money' })])
			await put([obstacle('Something else')])
			expect((await similar('taxes', { category: 'law' }))[0]).toBe('Taxes on land')
			expect((await similar('taxes', { category: 'money' }))[0]).toBe('Taxes on land!')
			expect(await similar('taxes', { category: 'money', limit: 1 })).toEqual(['Taxes on land!'])
		})

		it('[SIMILAR1] replaces the cards of a board, also from two stores at once, and forgets removed boards', async () => {
			const board = await put([obstacle('Old words')])
			const other = await open()
			const place = { workshop: 'Day' }
			await Promise.all(
				Array.from({ length: 8 }, (_, n) =>
					(n % 2 ? stores : other).cardIndex.put({ board, workshop, place, isOpen: true }, [
						obstacle('Fresh words'),
						obstacle('Fresh paint'),
					]),
				),
			)
			await other.cardIndex.close()
			await other.workshops.close()
			await put([obstacle('Another')])
			expect((await similar('fresh')).sort()).toEqual(['Fresh paint', 'Fresh words'])
			expect(await similar('old')).toEqual([])
			expect((await stores.cardIndex.boardsOf(workshop)).includes(board)).toBe(true)
			await stores.cardIndex.remove([board])
			await stores.cardIndex.remove([])
			expect(await similar('fresh')).toEqual([])
			expect((await stores.cardIndex.boardsOf(workshop)).includes(board)).toBe(false)
		})
	})
}
