import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { openFileImageStore } from '../dist/adapters/images/FileImageStore.js'
import { openPostgresImageReferences } from '../dist/adapters/postgres/PostgresImageReferences.js'
import { Sqlite } from '../dist/adapters/sqlite/Sqlite.js'
import { openSqliteImageReferences } from '../dist/adapters/sqlite/SqliteImageReferences.js'
import { imageStoreContract } from './contracts/imageStoreContract.ts'
import { imageSweepContract } from './contracts/imageSweepContract.ts'
import { createDatabase, describeWithPostgres } from './support/postgres.ts'
import { query } from './support/postgresProcess.ts'
import { makeDataDir } from './support/startServer.ts'
import { openPostgres, openSqlite } from './support/stores.ts'

imageSweepContract('files, and SQLite', async (now) => {
	const [folder, dataDir] = [makeDataDir(), makeDataDir()]
	const file = join(dataDir, 'charrette.db')
	const { docStore, snapshots, close } = await openSqlite(file)
	const images = openFileImageStore(folder, now)
	return {
		docStore,
		snapshots,
		images,
		openReferences: () => openSqliteImageReferences(file),
		stored: async () => readdirSync(folder).filter((name) => !name.startsWith('.')),
		all: async () => readdirSync(folder),
		async damageLog() {
			const db = new Sqlite(file)
			db.prepare('UPDATE log SET crc = crc + 1').run()
			db.close()
		},
		async close() {
			await Promise.all([close(), images.close()])
			for (const path of [folder, dataDir]) rmSync(path, { recursive: true, force: true })
		},
	}
})

describeWithPostgres('images on PostgreSQL', () => {
	imageSweepContract('PostgreSQL', async (now) => {
		const url = await createDatabase()
		const { docStore, snapshots, images, close } = await openPostgres(url, { participantMs: 1, now })
		const ids = async (condition: string) =>
			(await query<{ id: string }>(url, `SELECT id FROM image WHERE ${condition}`)).map(({ id }) => id)
		return {
			docStore,
			snapshots,
			images,
			openReferences: () => openPostgresImageReferences(url),
			stored: () => ids('is_aside = 0'),
			all: () => ids('true'),
			damageLog: async () => void (await query(url, 'UPDATE log SET crc = crc + 1')),
			close,
		}
	})

	let url: Promise<string> | null = null
	imageStoreContract('PostgreSQL', async () => {
		url ??= createDatabase()
		return (await openPostgres(await url)).images
	})
})
