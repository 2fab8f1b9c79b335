import { join as joinPath } from 'node:path'
import type { FoundPractices, Practice } from '@charrette/shared'
import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { call, createWorkshop } from './support/call.ts'
import { startServer } from './support/startServer.ts'
import { until } from './support/until.ts'

it('[MAP3] a practice that was published before the map is on it after the next start', async () => {
	const server = await startServer()
	const { workshop, token } = await createWorkshop(server.url)
	const send = <Body>(path: string, body: object, method = 'POST') =>
		call<Body>(server.url, path, { method, token, body })
	const fields = { title: 'Rain gardens', abstract: 'Water stays.' }
	const begun = await send<{ practice: Practice }>(`/api/workshops/${workshop.id}/practices`, { locale: 'en', fields })
	const { id } = begun.body.practice
	await send(`/api/practices/${id}`, { facts: { city: { name: 'Dakar' } } }, 'PATCH')
	await send(`/api/practices/${id}/publish`, { visibility: 'public' })
	await server.end()
	const database = new Database(joinPath(server.dataDir, 'charrette.db'))
	expect(database.prepare(`DELETE FROM practice_facet WHERE name = 'place'`).run().changes).toBe(1)
	database.close()

	const again = await startServer({ DATA_DIR: server.dataDir })
	const placesOf = async () =>
		Object.keys((await call<FoundPractices>(again.url, '/api/practices?places=1')).body.facets['place'] ?? {})
	await until('the practice has a place', async () => (await placesOf()).length > 0)
	expect(await placesOf()).toEqual([expect.stringMatching(/^SN\|14\.69\|/)])
	await again.end()
	await server.stop()
})
