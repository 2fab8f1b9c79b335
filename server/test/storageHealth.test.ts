import { join as joinPath } from 'node:path'
import type { ErrorBody } from '@charrette/shared'
import { boardRoom, buildCard, putRecord, recordsOf } from '@charrette/shared'
import sharp from 'sharp'
import { afterEach, describe, expect, it } from 'vitest'
import { Sqlite } from '../dist/adapters/sqlite/Sqlite.js'
import { call, createWorkshop, join } from './support/call.ts'
import { makeDataDir, startServer, type TestServer } from './support/startServer.ts'
import { joinedAsStock } from './support/stockClient.ts'
import { until } from './support/until.ts'

/** A floor above the size of any disk, in MB. */
const HUGE_FLOOR = '1000000000000'

let server: TestServer
afterEach(() => server.stop())

const readiness = async () => {
	const { status, body } = await call<unknown>(server.url, '/readyz')
	return { status, body }
}

it('[STORE3] /readyz answers 503 while writes fail, and 200 once they succeed', async () => {
	server = await startServer({}, { probeMs: 0 })
	expect(await readiness()).toEqual({ status: 200, body: { status: 'ready' } })
	const other = new Sqlite(joinPath(server.dataDir, 'charrette.db'))
	other.exec("CREATE TRIGGER refuse BEFORE UPDATE ON commit_mark BEGIN SELECT RAISE(ABORT, 'no'); END")
	expect(await readiness()).toEqual({ status: 503, body: { status: 'unavailable', reason: 'storage_failed' } })
	expect((await call(server.url, '/healthz')).status).toBe(200)
	other.exec('DROP TRIGGER refuse')
	other.close()
	expect(await readiness()).toEqual({ status: 200, body: { status: 'ready' } })
})

describe('[STORE4] while the disk is below its floor', () => {
	/** Returns the status and code of a refusal; null if the call succeeds. */
	async function refusal(path: string, options: Parameters<typeof call>[2]): Promise<[number, string] | null> {
		const { status, body } = await call<ErrorBody>(server.url, path, options)
		return status < 400 ? null : [status, body.error.code]
	}

	it('new workshops and uploads are refused with the reason; edits and latecomers continue', async () => {
		const dataDir = makeDataDir()
		server = await startServer({ DATA_DIR: dataDir })
		const begun = await createWorkshop(server.url, { groups: 1 })
		const empty = await createWorkshop(server.url, { groups: 1 })
		const ana = await join(server.url, begun.joinCode, 'Ana')
		await server.end()
		server = await startServer({ DATA_DIR: dataDir, MIN_FREE_MB: HUGE_FLOOR })
		expect(await readiness()).toEqual({ status: 503, body: { status: 'unavailable', reason: 'storage_full' } })

		const full = [507, 'storage_full']
		const board = `/api/boards/${ana.board.id}`
		const { token } = begun
		const png = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
			.png()
			.toBuffer()
		expect(await refusal('/api/workshops', { body: { title: 'New', cities: [], groups: 1 } })).toEqual(full)
		expect(await refusal(`${board}/snapshots`, { token, body: { name: 'Noon' } })).toEqual(full)
		expect(await refusal(`${board}/images`, { token, bytes: new Uint8Array(png) })).toEqual(full)
		const csv = new TextEncoder().encode('text\nA card\n')
		expect(await refusal(`${board}/import?name=a.csv`, { token, bytes: csv })).toEqual(full)
		const person = { name: 'Li', city: 'Wuhan' }
		expect(await refusal('/api/join', { body: { ...person, code: empty.joinCode } })).toEqual(full)

		expect(await refusal('/api/join', { body: { ...person, code: begun.joinCode } })).toBeNull()
		const client = await joinedAsStock(server.syncUrl, boardRoom(ana.board.id), ana.token)
		const acked = client.acked()
		const at = { x: 0, y: 0, index: 'a1' as never }
		putRecord(recordsOf(client.doc), buildCard('c', at, { text: 'Still saved' }))
		await until('the edit is acked', () => client.acked() > acked)
		client.leave()
	})
})
