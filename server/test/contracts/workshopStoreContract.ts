import type { Workshop, WorkshopId } from '@charrette/shared'
import { createId, createJoinCode, upgradeWorkshop } from '@charrette/shared'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { WorkshopStore } from '../../dist/ports/WorkshopStore.js'

/** Creates a workshop without sessions and participants. */
export function emptyWorkshop(): Workshop {
	return upgradeWorkshop({
		id: createId<WorkshopId>(),
		version: 1,
		title: '城市创新 · Ville',
		locale: 'en',
		locales: ['en'],
		cities: [],
		joinCode: createJoinCode(),
		createdAt: 1,
		sessions: [],
		participants: [],
		spotlight: null,
		gathering: null,
	})
}

/**
 * The contract of every `WorkshopStore`. Each call of `open` returns another store on the same
 * database, which is empty at first.
 */
export function workshopStoreContract(name: string, open: () => Promise<WorkshopStore>): void {
	describe(`WorkshopStore: ${name}`, () => {
		let store: WorkshopStore
		beforeAll(async () => {
			store = await open()
		})
		afterAll(() => store.close())

		it('finds a workshop by id and by join code', async () => {
			const workshop = emptyWorkshop()
			await store.create(workshop)
			expect(await store.byId(workshop.id)).toEqual(workshop)
			expect(await store.byJoinCode(workshop.joinCode)).toEqual(workshop)
		})

		it('returns null for an unknown workshop', async () => {
			expect(await store.byId(createId())).toBeNull()
			expect(await store.byJoinCode(createJoinCode())).toBeNull()
			expect(await store.update(createId(), (workshop) => workshop)).toBeNull()
		})

		it('gives each change the next version', async () => {
			const workshop = emptyWorkshop()
			await store.create(workshop)
			const changed = await store.update(workshop.id, (current) => ({ ...current, title: 'new' }))
			expect(changed).toEqual({ ...workshop, title: 'new', version: 2 })
			expect(await store.byId(workshop.id)).toEqual(changed)
		})

		it('loses no concurrent changes, from two stores on the same database', async () => {
			const other = await open()
			const workshop = emptyWorkshop()
			await store.create(workshop)
			const add = (city: string) => (current: Workshop) => ({ ...current, cities: [...current.cities, { name: city }] })
			const names = Array.from({ length: 40 }, (_, index) => `city ${index}`)
			await Promise.all(names.map((city, index) => (index % 2 ? store : other).update(workshop.id, add(city))))
			const stored = await store.byId(workshop.id)
			expect(stored?.version).toBe(41)
			expect(stored?.cities.map((city) => city.name).sort()).toEqual([...names].sort())
			await other.close()
		})

		it('[STORE8] gives away exactly the remaining seats, from two stores on the same database', async () => {
			const other = await open()
			const workshop = emptyWorkshop()
			await store.create(workshop)
			const join = (name: string) => (current: Workshop) => {
				if (current.cities.length >= 3) throw new Error('full')
				return { ...current, cities: [...current.cities, { name }] }
			}
			const joined = await Promise.allSettled(
				Array.from({ length: 16 }, (_, n) => (n % 2 ? store : other).update(workshop.id, join(`city ${n}`))),
			)
			expect(joined.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
			expect((await other.byId(workshop.id))?.cities).toHaveLength(3)
			await other.close()
		})

		it('[STORE8] applies a change to one version once, from two stores on the same database', async () => {
			const other = await open()
			const workshop = emptyWorkshop()
			await store.create(workshop)
			const reveal = (current: Workshop) => {
				if (current.version !== workshop.version) throw new Error('changed meanwhile')
				return { ...current, title: 'revealed' }
			}
			const made = await Promise.allSettled([store, other, store, other].map((one) => one.update(workshop.id, reveal)))
			expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
			expect(await store.byId(workshop.id)).toMatchObject({ title: 'revealed', version: 2 })
			await other.close()
		})

		it('stores nothing if a change throws', async () => {
			const workshop = emptyWorkshop()
			await store.create(workshop)
			const change = () => {
				throw new Error('no')
			}
			await expect(store.update(workshop.id, change)).rejects.toThrow('no')
			expect(await store.byId(workshop.id)).toEqual(workshop)
		})

		it('refuses a second workshop with the same join code', async () => {
			const workshop = emptyWorkshop()
			await store.create(workshop)
			await expect(store.create({ ...emptyWorkshop(), joinCode: workshop.joinCode })).rejects.toThrow()
		})

		it('has all data after it is closed and opened again', async () => {
			const workshop = emptyWorkshop()
			await store.create(workshop)
			await store.close()
			store = await open()
			expect(await store.byId(workshop.id)).toEqual(workshop)
		})
	})
}
