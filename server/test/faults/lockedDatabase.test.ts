import { rmSync } from 'node:fs'
import { join as joinPath } from 'node:path'
import type { ErrorBody } from '@charrette/shared'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Sqlite } from '../../dist/adapters/sqlite/Sqlite.js'
import { call, createWorkshop, join } from '../support/call.ts'
import type { SpawnedServer } from '../support/startServer.ts'
import { makeDataDir, spawnServer } from '../support/startServer.ts'

const READS = 30

describe('[STORE6] while another program holds the lock of the database', () => {
	let dataDir: string
	let server: SpawnedServer
	let other: InstanceType<typeof Sqlite>
	beforeEach(() => {
		dataDir = makeDataDir()
	})
	afterEach(async () => {
		other.close()
		await server.kill('SIGKILL')
		rmSync(dataDir, { recursive: true, force: true })
	})

	it('read-only requests are answered, and writes wait until the lock is released', async () => {
		server = spawnServer({ DATA_DIR: dataDir, LOG_LEVEL: 'silent' })
		const url = await server.url
		const { workshop, token, joinCode } = await createWorkshop(url, { groups: 1 })
		other = new Sqlite(joinPath(dataDir, 'charrette.db'))
		other.exec('BEGIN IMMEDIATE')
		const settled: string[] = []
		const joining = join(url, joinCode, 'Ana').finally(() => settled.push('join'))
		for (let i = 0; i < READS; i++) {
			expect((await fetch(`${url}/healthz`)).status).toBe(200)
			expect((await call(url, `/api/workshops/${workshop.id}`, { token })).status).toBe(200)
		}
		expect(settled).toEqual([])
		other.exec('ROLLBACK')
		expect((await joining).participant.name).toBe('Ana')
	})

	it('a write that waits too long fails with storage_failed, and /readyz reports it', async () => {
		server = spawnServer({ DATA_DIR: dataDir, LOG_LEVEL: 'silent' })
		const url = await server.url
		const { joinCode } = await createWorkshop(url, { groups: 1 })
		other = new Sqlite(joinPath(dataDir, 'charrette.db'))
		other.exec('BEGIN IMMEDIATE')
		const person = { code: joinCode, name: 'Ana', city: 'Bogotá' }
		const [joining, readiness] = await Promise.all([
			call<ErrorBody>(url, '/api/join', { body: person }),
			call<unknown>(url, '/readyz'),
		])
		expect([joining.status, joining.body.error.code]).toEqual([503, 'storage_failed'])
		expect([readiness.status, readiness.body]).toEqual([503, { status: 'unavailable', reason: 'storage_failed' }])
		other.exec('ROLLBACK')
		expect((await call(url, '/api/join', { body: person })).status).toBe(201)
	})
})
