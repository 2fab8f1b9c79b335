import { rmSync } from 'node:fs'
import { join as joinPath } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { call, join, openWorkshop } from '../support/call.ts'
import type { SpawnedServer } from '../support/startServer.ts'
import { makeDataDir, spawnServer } from '../support/startServer.ts'

const PARTICIPANT_READS = 30

describe('[LOG3] while another program holds the lock of the database', () => {
	let dataDir: string
	let server: SpawnedServer
	let other: Database.Database
	beforeEach(() => {
		dataDir = makeDataDir()
	})
	afterEach(async () => {
		other.close()
		await server.kill('SIGKILL')
		rmSync(dataDir, { recursive: true, force: true })
	})

	it('requests that only read are answered, and writes wait until it is free', async () => {
		server = spawnServer({ DATA_DIR: dataDir, LOG_LEVEL: 'silent' })
		const url = await server.url
		const { workshop, token, joinCode } = await openWorkshop(url, { groups: 1 })
		other = new Database(joinPath(dataDir, 'charrette.db'))
		other.exec('BEGIN IMMEDIATE')
		const settled: string[] = []
		const joining = join(url, joinCode, 'Ana').finally(() => settled.push('join'))
		for (let i = 0; i < PARTICIPANT_READS; i++) {
			expect((await fetch(`${url}/healthz`)).status).toBe(200)
			expect((await call(url, `/api/workshops/${workshop.id}`, { token })).status).toBe(200)
		}
		expect(settled).toEqual([])
		other.exec('ROLLBACK')
		expect((await joining).participant.name).toBe('Ana')
	})
})
