import { createId, type WorkshopId } from '@charrette/shared'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TranslationStore } from '../../dist/ports/TranslationStore.js'
import type { WorkshopStore } from '../../dist/ports/WorkshopStore.js'
import { emptyWorkshop } from './workshopStoreContract.ts'

interface Stores {
	workshops: WorkshopStore
	translations: TranslationStore
}

/** The contract of every `TranslationStore`, with the `WorkshopStore` of their workshops. */
export function translationStoreContract(name: string, open: () => Promise<Stores>): void {
	describe(`TranslationStore: ${name}`, () => {
		let stores: Stores
		let workshop: WorkshopId
		beforeEach(async () => {
			stores = await open()
			const made = emptyWorkshop()
			await stores.workshops.create(made)
			workshop = made.id
		})
		afterEach(() => Promise.all([stores.workshops.close(), stores.translations.close()]))

		const one = (hash: string, text = `text ${hash}`) => ({ hash, source: 'en', text })
		const of = (id: WorkshopId) => ({ kind: 'workshop', id }) as const
		const hashesOf = async (hashes: string[], target = 'es', at = workshop) =>
			(await stores.translations.find([of(at)], target, hashes)).map(({ hash }) => hash).sort()

		it('[TRANSLATE3] keeps the first translation of a text, by workshop and language', async () => {
			await stores.translations.save(of(workshop), 'es', [one('a'), one('b')], 10)
			await stores.translations.save(of(workshop), 'es', [one('a', 'later')], 10)
			expect(await stores.translations.find([of(workshop)], 'es', ['a', 'c'])).toEqual([
				{ ...one('a'), owner: workshop },
			])
			expect(await hashesOf(['a', 'b'], 'fr')).toEqual([])
			expect(await hashesOf(['a', 'b'], 'es', createId<WorkshopId>())).toEqual([])
			expect(await hashesOf([])).toEqual([])
			expect(await stores.translations.list(workshop, 'es')).toEqual([one('a'), one('b')])
			expect(await stores.translations.list(workshop, 'fr')).toEqual([])
		})

		it('[TRANSLATE3] removes the oldest translations of a workshop beyond its number', async () => {
			for (const hash of ['a', 'b', 'c']) {
				await stores.translations.save(of(workshop), 'es', [one(hash)], 2)
				const begun = Date.now()
				while (Date.now() === begun) await Promise.resolve()
			}
			expect(await hashesOf(['a', 'b', 'c'])).toEqual(['b', 'c'])
		})
	})
}
