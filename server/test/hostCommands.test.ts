import { existsSync, rmSync, statSync } from 'node:fs'
import { join as joinPath } from 'node:path'
import type { HostWorkshop, TokenGrant } from '@charrette/shared'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { call, createWorkshop, secretOf } from './support/call.ts'
import { runCharrette } from './support/runCharrette.ts'
import { makeDataDir, type SpawnedServer, spawnServer } from './support/startServer.ts'

/** Each command runs in a process of its own, which starts slowly on a busy machine. */
vi.setConfig({ testTimeout: 180_000 })

let folder: string
let server: SpawnedServer
beforeEach(() => {
	folder = makeDataDir()
	server = spawnServer({ DATA_DIR: folder })
})
afterEach(async () => {
	await server.kill('SIGKILL')
	rmSync(folder, { recursive: true, force: true })
})

/** Runs a command beside the server; returns its JSON. */
async function ask<T>(...args: string[]): Promise<T> {
	const { stdout } = await runCharrette([...args, '--json'], { DATA_DIR: folder })
	return JSON.parse(stdout) as T
}

describe('[CLI5] commands for a server that runs', () => {
	it('list its workshops, its state, use and practices, make a link, and export, without a key', async () => {
		const url = await server.url
		const { workshop, joinCode } = await createWorkshop(url, { title: 'Streets', template: 'sample' })
		await createWorkshop(url, { title: 'Parks' })
		const { workshops } = await ask<{ workshops: HostWorkshop[] }>('list', 'street')
		expect(workshops).toEqual([expect.objectContaining({ id: workshop.id, title: 'Streets' })])
		const { link } = await ask<{ link: string }>('link', joinCode)
		const grant = await call<TokenGrant>(url, '/api/token', { body: { secret: secretOf(link) } })
		expect(grant.status).toBe(201)
		expect(await ask('status')).toMatchObject({ machine: { storage: { kind: 'SQLite' } }, backups: null })
		expect((await ask<{ days: unknown[] }>('stats')).days).toHaveLength(90)
		expect(await ask('practices')).toMatchObject({ waiting: [] })
		const file = joinPath(folder, 'streets.zip')
		expect(await ask('export', workshop.id, '--to', file)).toEqual({ workshop: workshop.id, title: 'Streets', file })
		const elsewhere = { DATA_DIR: joinPath(folder, 'elsewhere') }
		const imported = await runCharrette(['import', file], elsewhere)
		expect(imported).toMatchObject({ code: 0, stdout: expect.stringContaining('Imported Streets: ') })
		expect(await ask('link', 'nothing')).toEqual({ error: 'There is no workshop with the id or join code nothing.' })
	})

	it('reach a server that was killed before, and nobody else reaches the socket or the routes', async () => {
		await server.url
		await server.kill('SIGKILL')
		const socket = joinPath(folder, 'charrette.sock')
		expect(existsSync(socket)).toBe(true)
		expect(await ask('list')).toEqual({ error: expect.stringMatching(/^No server runs on the data folder/) })
		server = spawnServer({ DATA_DIR: folder })
		const url = await server.url
		expect(await ask('list')).toEqual({ workshops: [], total: 0 })
		expect((statSync(socket).mode & 0o777).toString(8)).toBe('600')
		for (const token of [undefined, 'host.zzzzzzzz.guess'])
			expect((await call(url, '/api/host/machine', token === undefined ? {} : { token })).status).toBe(404)
		expect(await server.kill('SIGTERM')).toBe(0)
		expect(existsSync(socket)).toBe(false)
	})

	it('reach a server of several processes', async () => {
		await server.url
		await server.kill('SIGTERM')
		server = spawnServer({ DATA_DIR: folder, CHARRETTE_WORKERS: '2' })
		const { joinCode, workshop } = await createWorkshop(await server.url, { title: 'Streets' })
		expect((await ask<{ link: string }>('link', joinCode)).link).toContain('http')
		expect(await ask('erase', workshop.id, '--yes')).toMatchObject({ erased: true })
	})
})
