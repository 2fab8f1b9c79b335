import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { StorageError } from '../../dist/ports/StorageError.js'
import { emptyWorkshop } from '../contracts/workshopStoreContract.ts'
import { canMount, describeWhere, mountDisk, unmountDisk } from '../support/machine.ts'
import { findPostgres, startPostgres } from '../support/postgresProcess.ts'
import { openPostgres } from '../support/stores.ts'
import { until } from '../support/until.ts'

const lacking = [...(canMount ? [] : ['root on Linux']), ...(findPostgres() ? [] : ['PostgreSQL'])].join(', ')

describeWhere(lacking || null, 'PostgreSQL on a full disk', () => {
	it('[STORE8] takes no writes, keeps its data, and continues once there is space', async () => {
		const folder = mkdtempSync(join(tmpdir(), 'charrette-disk-'))
		expect(mountDisk(folder, '110m', 'mode=1777,')).toBe(true)
		onTestFinished(() => {
			unmountDisk(folder)
			rmSync(folder, { recursive: true, force: true })
		})
		const postgres = await startPostgres({ isDurable: true, folder })
		onTestFinished(() => postgres.remove())
		const stores = await openPostgres(await postgres.createDatabase())
		onTestFinished(() => stores.close())
		const stored: string[] = []
		const fill = async () => {
			for (;;) {
				// Random enough to stay large when compressed.
				const title = Array.from({ length: 60_000 }, () => Math.random().toString(36).slice(2)).join('')
				const workshop = { ...emptyWorkshop(), title }
				await stores.workshops.create(workshop)
				stored.push(workshop.id)
			}
		}
		await expect(fill()).rejects.toThrow(StorageError)
		await expect(fill()).rejects.toThrow(StorageError)
		expect(stored.length).toBeGreaterThan(5)
		expect(mountDisk(folder, '400m', 'remount,mode=1777,')).toBe(true)
		// PostgreSQL restarts by itself when its write-ahead log runs out of space.
		const canWrite = () =>
			stores.probe().then(
				() => true,
				() => false,
			)
		await until('it writes again', canWrite)
		const found = await Promise.all(stored.map((id) => stores.workshops.byId(id as never)))
		expect(found.filter((workshop) => workshop === null)).toEqual([])
	})
})
