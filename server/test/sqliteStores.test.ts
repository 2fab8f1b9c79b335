import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { openSqliteTokenStore } from '../dist/adapters/sqlite/SqliteTokenStore.js'
import { openSqliteWorkshopStore } from '../dist/adapters/sqlite/SqliteWorkshopStore.js'
import { tokenStoreContract } from './contracts/tokenStoreContract.ts'
import { emptyWorkshop, workshopStoreContract } from './contracts/workshopStoreContract.ts'
import { makeDataDir } from './support/startServer.ts'

const folder = makeDataDir()
const file = join(folder, 'charrette.db')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

workshopStoreContract('SQLite', () => openSqliteWorkshopStore(file))
tokenStoreContract('SQLite', () => ({ workshops: openSqliteWorkshopStore(file), tokens: openSqliteTokenStore(file) }))

it('neither tokens nor the secrets of links stand in any file', async () => {
	const workshops = openSqliteWorkshopStore(file)
	const tokens = openSqliteTokenStore(file)
	const workshop = emptyWorkshop()
	await workshops.create(workshop)
	const token = await tokens.issueToken({ workshop: workshop.id, role: 'facilitator', participant: null })
	const secret = await tokens.createSecret({ workshop: workshop.id, role: 'projector' })
	const bytes = readdirSync(folder).map((name) => readFileSync(join(folder, name)))
	expect(bytes.some((content) => content.includes(workshop.id))).toBe(true)
	for (const hidden of [token, secret, Buffer.from(token, 'base64url'), Buffer.from(secret, 'base64url')])
		expect(bytes.some((content) => content.includes(hidden))).toBe(false)
	await tokens.close()
	await workshops.close()
})
