import { type BoardId, boardRoom, createId, privateRoom, type Workshop, type WorkshopId } from '@charrette/shared'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { DocStore } from '../../dist/ports/DocStore.js'
import type { SnapshotStore } from '../../dist/ports/SnapshotStore.js'
import type { TokenStore } from '../../dist/ports/TokenStore.js'
import type { CatalogueEntry, CataloguePage, WorkshopCatalogue } from '../../dist/ports/WorkshopCatalogue.js'
import type { WorkshopStore } from '../../dist/ports/WorkshopStore.js'
import { compactUpdates } from '../../dist/rooms/log/compactWorker.js'
import { movesOf } from '../support/moves.ts'
import { until } from '../support/until.ts'
import { someSnapshot, stateWith } from './snapshotStoreContract.ts'
import { emptyWorkshop } from './workshopStoreContract.ts'

interface Stores {
	workshops: WorkshopStore
	docStore: DocStore
	snapshots: SnapshotStore
	catalogue: WorkshopCatalogue
	tokens: TokenStore
}

/**
 * The contract of every `WorkshopCatalogue`. Other suites leave workshops in the same database, so
 * this one finds its own by their titles.
 */
export function workshopCatalogueContract(name: string, open: () => Promise<Stores>): void {
	describe(`WorkshopCatalogue: ${name}`, () => {
		let stores: Stores
		let tag: string
		beforeAll(async () => {
			stores = await open()
		})
		beforeEach(() => {
			tag = createId()
		})
		afterAll(async () => {
			await stores.docStore.close()
			await stores.catalogue.close()
		})

		/** Opens a workshop and lists it. */
		async function add(title: string, more: Partial<CatalogueEntry> = {}): Promise<CatalogueEntry> {
			const workshop: Workshop = { ...emptyWorkshop(), title: `${tag} ${title}` }
			await stores.workshops.create(workshop)
			const { id, version, createdAt } = workshop
			const entry = {
				id,
				version,
				title: workshop.title,
				createdAt,
				people: 0,
				isClosed: false,
				boards: [],
				at: 1,
				...more,
			}
			await stores.catalogue.put(entry)
			return entry
		}
		const list = (page: Partial<CataloguePage> = {}) =>
			stores.catalogue.list({ text: tag, sort: 'title', order: 'asc', limit: 10, ...page })
		const titlesOf = (titled: { workshops: readonly { title: string }[] }) =>
			titled.workshops.map(({ title }) => title.slice(tag.length + 1))

		it('[HOST3] lists workshops by any column, page by page, each once', async () => {
			for (const [index, title] of ['Élan', 'beta', 'Gamma', 'alpha', 'Delta'].entries())
				await add(title, { people: index % 2, createdAt: 100 - index })
			const seen: string[] = []
			let after: string | undefined
			do {
				const page = await list({ limit: 2, ...(after ? { after } : {}) })
				expect(page.total).toBe(5)
				seen.push(...titlesOf(page))
				after = page.next ?? undefined
			} while (after)
			expect(seen).toEqual(['alpha', 'beta', 'Delta', 'Élan', 'Gamma'])
			// Rows with equal values are ordered by id.
			const first = await list({ sort: 'people', order: 'desc', limit: 3 })
			const rest = await list({ sort: 'people', order: 'desc', limit: 3, after: first.next ?? '' })
			expect(new Set([...titlesOf(first), ...titlesOf(rest)]).size).toBe(5)
			expect(titlesOf(await list({ sort: 'created', order: 'asc' }))[0]).toBe('Delta')
		})

		it('[HOST3] finds a part of a title, ignoring case and accents; wildcards are literal characters', async () => {
			await add('Calle Bogotá 100%')
			await add('城市创新')
			expect(titlesOf(await list({ text: `${tag} calle bogota` }))).toEqual(['Calle Bogotá 100%'])
			expect(titlesOf(await list({ text: '市创' }))).toContain('城市创新')
			expect(titlesOf(await list({ text: `${tag}%100` }))).toEqual([])
			expect(titlesOf(await list({ text: '100%' }))).toContain('Calle Bogotá 100%')
		})

		it('[HOST3] refuses an invalid position', async () => {
			await expect(list({ after: 'bm9uZQ' })).rejects.toThrow()
		})

		it('[HOST3] knows which workshops have changed since they were listed', async () => {
			const entry = await add('One')
			const isOutdated = async () => (await stores.catalogue.outdated(10_000)).includes(entry.id)
			expect(await isOutdated()).toBe(false)
			await stores.workshops.update(entry.id, (workshop) => ({ ...workshop, title: `${tag} Two` }))
			expect(await isOutdated()).toBe(true)
			await stores.catalogue.put({ ...entry, version: 2, title: `${tag} Two`, isClosed: true, at: entry.createdAt + 5 })
			expect(await isOutdated()).toBe(false)
			const changed = { title: `${tag} Two`, isClosed: true, changedAt: entry.createdAt + 5 }
			expect(await stores.catalogue.find(entry.id)).toMatchObject(changed)
		})

		it('[HOST3] adds up logs, including those of private cards and later documents, and versions; again for edited boards', async () => {
			const [board, other] = [createId<BoardId>(), createId<BoardId>()]
			const room = boardRoom(board)
			const update = (size: number) => new Uint8Array(size)
			await stores.docStore.append([{ room, update: update(100) }])
			await stores.docStore.append([{ room: `${room}@2` as typeof room, update: update(10) }])
			await stores.docStore.append([{ room: privateRoom(board, 'ana' as never), update: update(1) }])
			await stores.docStore.append([{ room: boardRoom(`${board}x` as BoardId), update: update(5000) }])
			const entry = await add('One', { boards: [board, other] })
			const bytes = async () => (await stores.catalogue.find(entry.id))?.bytes ?? 0
			expect(await bytes()).toBe(111)
			await stores.catalogue.measureEdited()
			const before = (await stores.catalogue.find(entry.id))?.changedAt ?? 0
			await stores.docStore.append([{ room: boardRoom(other), update: update(1000) }])
			await stores.docStore.append([{ room, update: update(50) }])
			await stores.snapshots.add({ ...someSnapshot(), board }, { state: stateWith('old'), fingerprint: '' })
			expect(await stores.catalogue.measureEdited()).toBeGreaterThanOrEqual(2)
			expect(await bytes()).toBeGreaterThan(1161)
			expect((await stores.catalogue.find(entry.id))?.changedAt).toBeGreaterThanOrEqual(before)
			expect(await stores.catalogue.measureEdited()).toBe(0)
			await stores.catalogue.put({ ...entry, version: 2, boards: [board] })
			expect(await bytes()).toBeLessThan(1161)
		})

		it('[LOG2a] does not count a compaction as a change', async () => {
			const board = createId<BoardId>()
			const room = boardRoom(board)
			for (const update of movesOf(3)) await stores.docStore.append([{ room, update }])
			await stores.catalogue.measureEdited()
			const entry = await add('One', { boards: [board] })
			const before = await stores.catalogue.find(entry.id)
			await until('the clock has moved on', () => Date.now() > (before?.changedAt ?? 0))
			await stores.docStore.compact(room, async (updates) => compactUpdates(updates))
			await stores.catalogue.measureEdited()
			const after = await stores.catalogue.find(entry.id)
			expect((await stores.docStore.load(room)).updates).toHaveLength(1)
			expect([after?.changedAt, after?.bytes]).toEqual([before?.changedAt, expect.not.closeTo(before?.bytes ?? 0, 0)])
		})

		it('[HOST10] finds workshops unused since a time, longest unused first, except those that changed since they were listed', async () => {
			const [since, before] = [10_000, 9000]
			const old = await add('Old', { createdAt: before })
			const older = await add('Older', { createdAt: before - 1 })
			const opened = await add('Opened', { createdAt: before })
			await stores.tokens.issueToken({ workshop: opened.id, role: 'facilitator', participant: null })
			const kept = await add('Kept', { createdAt: before })
			await stores.catalogue.keep(kept.id, since)
			const recent = await add('Recent', { createdAt: since })
			const changed = await add('Changed', { createdAt: before })
			await stores.workshops.update(changed.id, (workshop) => ({ ...workshop, title: 'changed' }))
			const own = new Set([old, older, opened, kept, recent, changed].map(({ id }) => id))
			const unused = (await stores.catalogue.unused(since, 10_000)).filter((id) => own.has(id))
			expect(unused).toEqual([older.id, old.id])
			expect((await stores.catalogue.find(old.id))?.usedAt).toBe(before)
			expect((await stores.catalogue.find(kept.id))?.usedAt).toBe(since)
			expect((await stores.catalogue.find(opened.id))?.usedAt).toBeGreaterThan(since)
		})

		it('[ACCESS6a] a workshop that does not exist is not listed', async () => {
			const id = createId<WorkshopId>()
			await stores.catalogue.put({
				id,
				version: 1,
				title: tag,
				createdAt: 1,
				people: 0,
				isClosed: false,
				boards: [createId()],
				at: 1,
			})
			expect(await stores.catalogue.find(id)).toBeNull()
		})
	})
}
