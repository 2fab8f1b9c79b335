import { createId, type PracticeId, type WorkshopId } from '@charrette/shared'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PracticeStore } from '../../dist/ports/PracticeStore.js'
import type { TranslationStore } from '../../dist/ports/TranslationStore.js'
import type { WorkshopStore } from '../../dist/ports/WorkshopStore.js'
import { indexPractice } from '../../dist/search/indexPractice.js'
import { practiceCorpus } from '../support/practiceCorpus.ts'
import { emptyWorkshop } from './workshopStoreContract.ts'

interface Stores {
	workshops: WorkshopStore
	practices: PracticeStore
	translations: TranslationStore
}

const [LISTED] = practiceCorpus(7, { practices: 1, questions: 0 }).listed

/** The contract of every `TranslationStore`, with the stores of what it translates. */
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
		afterEach(() =>
			Promise.all([stores.workshops, stores.practices, stores.translations].map((store) => store.close())),
		)

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

		/** Lists a practice, and stores a translation of it. */
		async function publish(): Promise<PracticeId> {
			if (!LISTED) throw new Error('the corpus is empty')
			const practice = { ...LISTED.practice, id: createId<PracticeId>() }
			await stores.practices.publish({ ...LISTED, practice, workshop }, indexPractice(practice))
			await stores.translations.save({ kind: 'practice', id: practice.id }, 'es', [one('a')], 10)
			return practice.id
		}
		const translated = async (...ids: PracticeId[]) => {
			const owners = ids.map((id) => ({ kind: 'practice', id }) as const)
			return (await stores.translations.find(owners, 'es', ['a'])).map(({ owner }) => owner)
		}

		it('[TRANSLATE3] the translations of a practice end with its place in the list, and only those', async () => {
			const [kept, withdrawn] = [await publish(), await publish()]
			expect((await translated(kept, withdrawn)).sort()).toEqual([kept, withdrawn].sort())
			await stores.practices.withdraw([withdrawn])
			expect(await translated(kept, withdrawn)).toEqual([kept])
			expect(await hashesOf(['a'])).toEqual([])
		})

		it('[TRANSLATE3] a practice that is not listed has no translations, and those of a new version stay', async () => {
			const id = await publish()
			const again = await stores.practices.listed(id)
			if (!again) throw new Error('not listed')
			await stores.practices.publish(again, indexPractice(again.practice))
			expect(await translated(id)).toEqual([id])
			const unlisted = createId<PracticeId>()
			await expect(stores.translations.save({ kind: 'practice', id: unlisted }, 'es', [one('a')], 10)).rejects.toThrow()
		})
	})
}
