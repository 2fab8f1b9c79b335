import { join } from 'node:path'
import type { CreatedWorkshop, HostWorkshop, HostWorkshops } from '@charrette/shared'
import { expect, it } from 'vitest'
import { Sqlite } from '../dist/adapters/sqlite/Sqlite.js'
import { call } from './support/call.ts'
import { startServer } from './support/startServer.ts'
import { until } from './support/until.ts'

const KEY = 'key-of-the-host'
const DAY_MS = 24 * 60 * 60 * 1000

it('[HOST10] deletes workshops unused for so many days, and none that was changed, opened or kept since', async () => {
	const before = await startServer({ CHARRETTE_ADMIN_KEY: KEY }, { listMs: 20 })
	const list = async ({ url }: { url: string }) =>
		(await call<HostWorkshops>(url, '/api/host/workshops', { token: KEY })).body
	const opened: Record<string, CreatedWorkshop> = {}
	for (const title of ['unused', 'edited', 'read', 'kept'])
		opened[title] = (await call<CreatedWorkshop>(before.url, '/api/workshops', { token: KEY, body: { title } })).body
	await until('all are listed', async () => (await list(before)).total === 4)
	expect((await list(before)).retentionDays).toBeNull()
	await before.end()
	setUses(before.dataDir, Date.now() - 31 * DAY_MS, opened)

	const settings = { DATA_DIR: before.dataDir, CHARRETTE_ADMIN_KEY: KEY, RETENTION_DAYS: '30' }
	const kept = await startServer(settings)
	const path = `/api/host/workshops/${opened['kept']?.workshop.id}/keep`
	const answer = await call<{ workshop: HostWorkshop }>(kept.url, path, { token: KEY, body: {} })
	expect(answer.body.workshop.usedAt).toBeGreaterThan(Date.now() - DAY_MS)
	await kept.end()

	const after = await startServer(settings, { firstSweepMs: 0 })
	await until('one is deleted', async () => (await list(after)).total === 3)
	const left = await list(after)
	expect(left.retentionDays).toBe(30)
	expect(left.workshops.map(({ title }) => title).sort()).toEqual(['edited', 'kept', 'read'])
	const { token, workshop } = opened['unused'] as CreatedWorkshop
	expect((await call(after.url, `/api/workshops/${workshop.id}`, { token })).status).toBe(401)
	await after.stop()
})

/**
 * Sets the last change and the last use of all workshops to a time in ms, with exceptions by title.
 */
function setUses(dataDir: string, at: number, opened: Record<string, CreatedWorkshop>): void {
	const db = new Sqlite(join(dataDir, 'charrette.db'))
	db.prepare('UPDATE workshop_summary SET changed_at = ? WHERE id <> ?').run(at, opened['edited']?.workshop.id)
	db.prepare('UPDATE grant_hash SET used_at = ?, created_at = ? WHERE workshop <> ?').run(
		at,
		at,
		opened['read']?.workshop.id,
	)
	db.close()
}
