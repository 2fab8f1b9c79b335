import type {
	Adoption,
	AdoptionId,
	BoardId,
	Practice,
	PracticeId,
	PracticeReport,
	ReportId,
	SignedPractice,
	WorkshopId,
} from '@charrette/shared'
import { createId, EMPTY_FACTS, LIMITS } from '@charrette/shared'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PracticeQuery, PracticeStore } from '../../dist/ports/PracticeStore.js'
import type { WorkshopStore } from '../../dist/ports/WorkshopStore.js'
import { indexPractice } from '../../dist/search/indexPractice.js'
import { practiceCorpus } from '../support/practiceCorpus.ts'
import { emptyWorkshop } from './workshopStoreContract.ts'

const SEED = 7
const [one, two] = practiceCorpus(SEED, { practices: 2, questions: 0 }).listed

/** The contract of every `PracticeStore`, with the `WorkshopStore` of its workshops. */
export function practiceStoreContract(
	name: string,
	open: () => Promise<{ workshops: WorkshopStore; practices: PracticeStore }>,
): void {
	describe(`PracticeStore: ${name}`, () => {
		let stores: Awaited<ReturnType<typeof open>>
		let workshop: WorkshopId
		beforeEach(async () => {
			stores = await open()
			const made = emptyWorkshop()
			await stores.workshops.create(made)
			workshop = made.id
		})
		afterEach(async () => {
			await stores.practices.withdraw((await searchIds({ workshop }, '')) as PracticeId[])
			await stores.practices.close()
			await stores.workshops.close()
		})

		const draft = (): Practice => ({
			id: createId<PracticeId>(),
			workshop,
			revision: 1,
			state: 'draft',
			visibility: 'server',
			title: 'A',
			original: 'en',
			facts: EMPTY_FACTS,
			provenance: { city: 'Wuhan', workshop: 'Day', at: 1 },
			version: 0,
			createdAt: Date.now(),
			updatedAt: 1,
		})
		const query = (text: string, more: Partial<PracticeQuery> = {}): PracticeQuery => ({
			reader: { workshop: null },
			text,
			locale: 'en',
			filters: {},
			sort: 'relevance',
			offset: 0,
			limit: 20,
			...more,
		})
		const searchIds = async (reader: PracticeQuery['reader'], text: string, more: Partial<PracticeQuery> = {}) => {
			const { hits } = await stores.practices.search(query(text, { reader, ...more }))
			return hits.map(({ listed }) => listed.practice.id)
		}
		const listed = (from = one, more: object = {}) => {
			if (!from) throw new Error('the corpus is empty')
			const practice = { ...from.practice, id: createId<PracticeId>() }
			return { ...from, practice, ...more }
		}
		const publish = async (made = listed()) => {
			await stores.practices.publish(made, indexPractice(made.practice))
			return made.practice.id
		}
		const adoption = (practice: PracticeId, more: Partial<Adoption> = {}): Adoption => ({
			id: createId<AdoptionId>(),
			practice,
			version: 1,
			workshop,
			board: createId<BoardId>(),
			card: 'shape:a',
			city: { name: 'Bogotá' },
			status: 'interested',
			statusAt: {},
			factors: {},
			adaptation: '',
			report: '',
			isShown: true,
			revision: 1,
			createdAt: 1,
			updatedAt: 1,
			...more,
		})

		it('[PRACTICE3] applies changes of a practice one after another, and nothing if a change throws', async () => {
			const practice = draft()
			await stores.practices.create(practice)
			const grow = () => stores.practices.update(practice.id, (now) => ({ ...now, version: now.version + 1 }))
			await Promise.all(Array.from({ length: 20 }, grow))
			expect(await stores.practices.find(practice.id)).toMatchObject({ version: 20, revision: 21 })
			const refused = stores.practices.update(practice.id, () => {
				throw new Error('no')
			})
			await expect(refused).rejects.toThrow('no')
			expect((await stores.practices.find(practice.id))?.revision).toBe(21)
			expect(await stores.practices.update(createId<PracticeId>(), (now) => now)).toBeNull()
			expect((await stores.practices.ofWorkshop(workshop)).map(({ id }) => id)).toEqual([practice.id])
		})

		it('[PRACTICE4] lists the newest version, and keeps all', async () => {
			const made = listed()
			const id = await publish(made)
			const title = 'Zeppelin'
			const texts = { en: { at: 9, texts: { title } } }
			const second = { ...made, practice: { ...made.practice, version: 2, original: 'en' as const, texts } }
			await publish(second)
			await publish(second)
			expect((await stores.practices.versions(id)).map(({ version }) => version)).toEqual([2, 1])
			expect(await stores.practices.version(id, 1)).toEqual(made.practice)
			expect((await stores.practices.listed(id))?.practice).toEqual(second.practice)
			expect(await searchIds({ workshop }, 'zeppelin')).toEqual([id])
			const old = Object.values(made.practice.texts)[0]?.texts.title ?? ''
			expect(await searchIds({ workshop }, old)).not.toContain(id)
			await stores.practices.withdraw([id])
			expect(await searchIds({ workshop }, 'zeppelin')).toEqual([])
			expect(await stores.practices.listed(id)).toBeNull()
		})

		it('[FIND2] a query finds other forms, accents, beginnings, one wrong letter, and both forms of Chinese', async () => {
			const texts = {
				en: { at: 1, texts: { title: 'Financing of crossings', abstract: 'In Bogotá the mayor pays.' } },
				'zh-CN': { at: 1, texts: { title: '许可证窗口' } },
			}
			const made = listed()
			const id = await publish({ ...made, practice: { ...made.practice, original: 'en', texts } })
			for (const text of ['financed', 'bogota', 'cross', 'finanicng', '許可', '可证', 'mayors 窗口'])
				expect(await searchIds({ workshop }, text), text).toEqual([id])
			for (const text of ['zebra', '证许', "'); DROP TABLE practice; --"])
				expect(await searchIds({ workshop }, text), text).toEqual([])
			const { corrected } = await stores.practices.search(query('finanicng', { reader: { workshop } }))
			expect(corrected).toBe('financing')
		})

		it('[FIND3] finds practices with some of the words if none has all, and reports a partial match', async () => {
			await publish(listed(two))
			const title = Object.values(two?.practice.texts ?? {})[0]?.texts.title ?? ''
			const whole = await stores.practices.search(query(title))
			expect([whole.isPartial, whole.total]).toEqual([false, 1])
			const partial = await stores.practices.search(query(`${title} zeppelin`))
			expect([partial.isPartial, partial.total]).toEqual([true, 1])
		})

		it('[FIND4] filters combine, and every value has its count among the matches', async () => {
			const facts = {
				...EMPTY_FACTS,
				themes: ['water' as const],
				city: { name: 'Évora', country: 'PT', population: 53_000 },
			}
			const [first, second] = [listed(), listed()]
			const small = await publish({ ...first, practice: { ...first.practice, facts, original: 'en' } })
			await publish(second)
			const found = await stores.practices.search(query('', { filters: { theme: ['water', 'food'], size: ['S'] } }))
			expect(found.hits.map(({ listed: { practice } }) => practice.id)).toEqual([small])
			expect(found.counts).toMatchObject({ theme: { water: 1 }, country: { PT: 1 }, size: { S: 1 } })
			expect((await stores.practices.search(query(''))).total).toBe(2)
			expect(await searchIds({ workshop }, '', { filters: { country: ['SN'] } })).toEqual([])
		})

		it('[FIND4] every match is on one page, in the chosen order, and the counts follow each change', async () => {
			const texts = { en: { at: 1, texts: { title: 'Zeppelin mooring' } } }
			const ids: PracticeId[] = []
			for (const time of [30, 50, 10, 40, 20]) {
				const made = listed()
				ids.push(await publish({ ...made, practice: { ...made.practice, at: time, original: 'en', texts } }))
			}
			const [, newest, , second, loved] = ids as [PracticeId, PracticeId, PracticeId, PracticeId, PracticeId]
			for (const board of ['a', 'b'])
				await stores.practices.adopt(adoption(loved, { board: board as BoardId, status: 'inUse' }))
			await stores.practices.adopt(adoption(second, { status: 'adapting' }))
			for (const text of ['', 'zeppelin']) {
				const paged = async (sort: PracticeQuery['sort']) => {
					const pages = await Promise.all(
						[0, 2, 4].map((offset) => searchIds({ workshop }, text, { sort, offset, limit: 2 })),
					)
					expect(pages.map(({ length }) => length)).toEqual([2, 2, 1])
					return pages.flat()
				}
				expect(new Set(await paged('relevance'))).toEqual(new Set(ids))
				expect((await paged('newest')).slice(0, 2)).toEqual([newest, second])
				expect((await paged('adoptions')).slice(0, 2)).toEqual([loved, second])
				expect((await stores.practices.search(query(text))).counts['status']).toEqual({ inUse: 1, adapting: 1 })
			}
			await stores.practices.withdraw([loved])
			const { total, counts } = await stores.practices.search(query('zeppelin'))
			expect([total, counts['status']]).toEqual([4, { adapting: 1 }])
		})

		it('[FIND5] a reader sees practices that are public, for the server, or of their workshop', async () => {
			const ids: Record<string, PracticeId> = {}
			for (const visibility of ['workshop', 'server', 'public'] as const)
				ids[visibility] = await publish(listed(one, { visibility, workshop, origin: null }))
			const of = (...names: string[]) => names.map((visibility) => ids[visibility]).sort()
			expect((await searchIds({ workshop: null }, '')).sort()).toEqual(of('public'))
			expect((await searchIds({ workshop: createId<WorkshopId>() }, '')).sort()).toEqual(of('server', 'public'))
			expect((await searchIds({ workshop }, '')).sort()).toEqual(of('workshop', 'server', 'public'))
			const published = await stores.practices.published({ workshop: null }, 10, null)
			expect(published.map(({ practice }) => practice.id)).toEqual(of('public'))
		})

		it('[EXCH4] lists published practices page by page, each once, and signals when the list changes', async () => {
			const at = [5, 9, 5, 7, 5]
			for (const time of at) {
				const made = listed(one, { visibility: 'public', origin: null })
				await publish({ ...made, practice: { ...made.practice, at: time } })
			}
			const pages: { at: number; id: PracticeId }[][] = []
			for (let last: { at: number; id: PracticeId } | null = null; ; ) {
				const page = await stores.practices.published({ workshop: null }, 2, last)
				if (page.length === 0) break
				pages.push(page.map(({ practice }) => practice))
				last = page.at(-1)?.practice ?? null
			}
			expect(pages.map(({ length }) => length)).toEqual([2, 2, 1])
			const all = pages.flat()
			expect(all.map((practice) => practice.at)).toEqual([9, 7, 5, 5, 5])
			expect(new Set(all.map(({ id }) => id)).size).toBe(5)
			const changes = await stores.practices.changes()
			expect(await stores.practices.changes()).toBe(changes)
			await stores.practices.withdraw([all[0]?.id as PracticeId])
			expect(await stores.practices.changes()).toBeGreaterThan(changes)
		})

		it('[PICTURE3] counts the bytes of listed practices from other servers', async () => {
			const before = await stores.practices.receivedBytes()
			const made = listed()
			const server = { url: 'https://a.example', key: 'k'.repeat(43) }
			const pictures = { a: 'A'.repeat(10_000) }
			const signed = { practice: made.practice, server, signature: 's'.repeat(86), via: [], pictures } as SignedPractice
			await stores.practices.publish({ ...made, origin: server }, indexPractice(made.practice), signed)
			const after = await stores.practices.receivedBytes()
			expect(after - before).toBeGreaterThan(10_000)
			expect(await stores.practices.signed(made.practice.id)).toEqual(signed)
			await stores.practices.withdraw([made.practice.id])
			expect(await stores.practices.receivedBytes()).toBe(before)
		})

		it('[EXCH5] removes a blocked practice from the list, and remembers it as blocked until it is allowed', async () => {
			const id = await publish()
			expect(await stores.practices.isBlocked(id)).toBe(false)
			await stores.practices.block(id)
			await stores.practices.block(id)
			expect(await stores.practices.isBlocked(id)).toBe(true)
			expect(await stores.practices.listed(id)).toBeNull()
			expect(await searchIds({ workshop }, '')).toEqual([])
			expect([await stores.practices.unblock(id), await stores.practices.unblock(id)]).toEqual([true, false])
			expect(await stores.practices.isBlocked(id)).toBe(false)
		})

		const report = (at: number): PracticeReport => ({
			id: createId<ReportId>(),
			at,
			reason: 'wrong',
			text: `No. ${at}`,
		})

		it('[PRACTICE7] keeps the first reports of a listed practice, counts the others, and drops them with its listing', async () => {
			const made = listed()
			const id = await publish(made)
			const other = await publish(listed(two))
			const sent = Array.from({ length: LIMITS.maxReports + 2 }, (_, at) => report(at))
			for (const one of sent) expect(await stores.practices.report(id, one)).toBe(true)
			expect(await stores.practices.reportsOf(id)).toEqual({ reports: sent.slice(0, LIMITS.maxReports), more: 2 })
			expect(await stores.practices.reportsOf(other)).toEqual({ reports: [], more: 0 })
			await publish({ ...made, practice: { ...made.practice, id, version: made.practice.version + 1 } })
			expect((await stores.practices.reportsOf(id)).more).toBe(2)
			await stores.practices.withdraw([id])
			expect(await stores.practices.reportsOf(id)).toEqual({ reports: [], more: 0 })
			expect(await stores.practices.report(id, report(1))).toBe(false)
			await stores.practices.report(other, report(1))
			await stores.practices.block(other)
			expect(await stores.practices.reported(10)).toEqual({ reports: [], total: 0 })
		})

		it('[PRACTICE7b] counts reports for a workshop, lists the newest of all, and dismisses them one by one', async () => {
			const own = draft()
			await stores.practices.create(own)
			const made = listed()
			const title = made.practice.texts[made.practice.original]?.texts.title
			await publish({ ...made, practice: { ...made.practice, id: own.id }, workshop, origin: null })
			const foreign = await publish(listed(two, { workshop: null, origin: { url: 'https://a.example', key: 'k' } }))
			const [first, last, theirs] = [report(1), report(3), report(2)]
			for (const one of [last, first]) await stores.practices.report(own.id, one)
			await stores.practices.report(foreign, theirs)
			expect((await stores.practices.reportsOf(own.id)).reports).toEqual([first, last])
			expect(await stores.practices.reportCounts(workshop)).toEqual({ [own.id]: 2 })
			expect(await stores.practices.reportCounts(createId<WorkshopId>())).toEqual({})
			const { reports, total } = await stores.practices.reported(2)
			expect(total).toBe(3)
			expect(reports).toEqual([
				{ ...last, practice: own.id, title, origin: null },
				{ ...theirs, practice: foreign, title: expect.any(String), origin: 'https://a.example' },
			])
			expect(await stores.practices.dismissReport(foreign, first.id)).toBe(false)
			const dismissed = [first, first, last].map(({ id }) => stores.practices.dismissReport(own.id, id))
			expect(await Promise.all(dismissed)).toEqual([true, false, true])
			expect(await stores.practices.reportCounts(workshop)).toEqual({})
		})

		it('[PRACTICE7b] dismissing the last report also drops the reports that were only counted', async () => {
			const id = await publish()
			const sent = Array.from({ length: LIMITS.maxReports + 1 }, (_, at) => report(at))
			for (const one of sent) await stores.practices.report(id, one)
			for (const one of sent.slice(0, LIMITS.maxReports - 1)) await stores.practices.dismissReport(id, one.id)
			expect((await stores.practices.reportsOf(id)).more).toBe(1)
			await stores.practices.dismissReport(id, sent[LIMITS.maxReports - 1]?.id as ReportId)
			expect(await stores.practices.reportsOf(id)).toEqual({ reports: [], more: 0 })
		})

		it('[ADOPT2] counts and filters by the visible adoptions', async () => {
			const id = await publish()
			const hidden = adoption(id, { isShown: false })
			await stores.practices.adopt(hidden)
			await stores.practices.adopt(adoption(id, { status: 'inUse' }))
			const adoptions = async (status: Adoption['status']) => {
				const { hits } = await stores.practices.search(query('', { filters: { status: [status] } }))
				return hits.map((hit) => hit.adoptions)
			}
			expect([await adoptions('inUse'), await adoptions('interested')]).toEqual([[1], []])
			await stores.practices.updateAdoption(hidden.id, (now) => ({ ...now, isShown: true }))
			expect(await adoptions('interested')).toEqual([2])
			expect((await stores.practices.adoptionsOf(id)).length).toBe(2)
			expect((await stores.practices.adoptionsBy(workshop)).length).toBeGreaterThanOrEqual(2)
			expect(await stores.practices.adoptionsOn(hidden.board)).toMatchObject([{ id: hidden.id, revision: 2 }])
		})

		it('[TRAVEL1] reads the adoptions of a workshop and of its practices, newest first, with the adopted practices', async () => {
			const own = draft()
			await stores.practices.create(own)
			const other = emptyWorkshop()
			await stores.workshops.create(other)
			const made = listed()
			const city = { name: 'Évora' }
			const practice = { ...made.practice, id: own.id, facts: { ...EMPTY_FACTS, city }, provenance: own.provenance }
			await publish({ ...made, practice })
			const elsewhere = await publish(listed(two))
			const gone = createId<PracticeId>()
			const { version } = practice
			for (const [at, more] of [
				adoption(own.id, { workshop: other.id, version }),
				adoption(elsewhere, { version: two?.practice.version ?? 1 }),
				adoption(gone),
				adoption(elsewhere, { workshop: other.id }),
			].entries())
				await stores.practices.adopt({ ...more, createdAt: at + 1 })
			const found = await stores.practices.adoptionsAround(workshop, 10)
			expect(found.map(({ adoption: { practice: id } }) => id)).toEqual([gone, elsewhere, own.id])
			const titles = Object.entries(practice.texts).map(([locale, { texts }]) => [locale, texts.title])
			const { original } = practice
			expect(found[2]?.source).toEqual({ city: 'Évora', original, titles: Object.fromEntries(titles) })
			expect(found[0]?.source).toBeNull()
			expect((await stores.practices.adoptionsAround(workshop, 1)).length).toBe(1)
		})

		it('[FIND1] finds the expected practice among the first three for at least 55 of 60 questions', async () => {
			const { listed: all, questions } = practiceCorpus(SEED, { practices: 210, questions: 60 })
			await Promise.all(all.map((made) => stores.practices.publish(made, indexPractice(made.practice))))
			const missed: string[] = []
			for (const { text, locale, expected } of questions) {
				const found = await searchIds({ workshop: null }, text, { locale })
				if (!found.slice(0, 3).includes(expected)) missed.push(text)
			}
			expect(missed.length, missed.join('; ')).toBeLessThanOrEqual(5)
			const similar = await stores.practices.similar({
				reader: { workshop: null },
				text: 'Permits for bus lanes take nine months',
				locale: 'en',
				category: 'law',
				limit: 3,
			})
			for (const { listed: found } of similar) expect(found.practice.facts.categories).toContain('law')
		})
	})
}
