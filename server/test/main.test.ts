import { rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { join as joinPath } from 'node:path'
import type { BoardContent } from '@charrette/shared'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { call, join, openWorkshop, secretOf } from './support/call.ts'
import { makeDataDir, spawnServer } from './support/startServer.ts'
import { until } from './support/until.ts'

let dataDir: string
beforeEach(() => {
	dataDir = makeDataDir()
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

/** Starts a server that can't start, and gives what it says and its exit code. */
async function failToStart(env: NodeJS.ProcessEnv): Promise<{ code: number | null; said: string }> {
	const server = spawnServer({ DATA_DIR: dataDir, ...env })
	const code = await server.ended
	return { code, said: server.output() }
}

describe('a server that cannot start says why in a sentence and ends with code 1', () => {
	it('when there is a file where the data folder should be', async () => {
		const file = joinPath(dataDir, 'file')
		writeFileSync(file, '')
		const { code, said } = await failToStart({ DATA_DIR: file })
		expect(code).toBe(1)
		expect(said.trim()).toMatch(/^The data folder .*file cannot be used: there is a file in its place\. .*DATA_DIR\.$/)
	})

	it('when the data folder cannot be made', async () => {
		writeFileSync(joinPath(dataDir, 'file'), '')
		const { code, said } = await failToStart({ DATA_DIR: joinPath(dataDir, 'file', 'below') })
		expect(code).toBe(1)
		expect(said).toMatch(/^The data folder .* cannot be used/)
	})

	it('when the port is taken', async () => {
		const other = createServer().listen(0, '127.0.0.1')
		await new Promise((resolve) => other.once('listening', resolve))
		const { port } = other.address() as AddressInfo
		const { code, said } = await failToStart({ PORT: String(port) })
		other.close()
		expect(code).toBe(1)
		expect(said).toContain(`Port ${port} is in use already. End the other program, or choose another port with PORT.`)
	})

	it('when the database is no database', async () => {
		writeFileSync(
			joinPath(dataDir, 'charrette.db'),
			'something else entirely, and long enough to be looked at'.repeat(20),
		)
		const { code, said } = await failToStart({})
		expect(code).toBe(1)
		expect(said).toMatch(/^The database .*charrette\.db cannot be opened: .*not a database\.\n$/)
	})

	it('when settings are wrong, and then it lists them all', async () => {
		const wrong = {
			PORT: '99999',
			DATABASE_URL: 'postgres://x',
			VALKEY_URL: 'redis://x',
			PUBLIC_URL: 'x',
			RETENTION_DAYS: '3',
		}
		const { code, said } = await failToStart({ ...wrong, LOG_LEVEL: 'loud', CHARRETTE_ADMIN_KEY: 'short' })
		expect(code).toBe(1)
		expect(said).toMatch(/^The settings do not fit:\n/)
		for (const name of [...Object.keys(wrong), 'LOG_LEVEL', 'CHARRETTE_ADMIN_KEY'])
			expect(said).toContain(`\n  - ${name} `)
		expect(said).not.toMatch(/\bat .*\.js:/)
	})
})

it('SIGTERM ends it in order, and the next start has everything', async () => {
	const first = spawnServer({ DATA_DIR: dataDir })
	const { workshop, token } = await openWorkshop(await first.url)
	expect(await first.kill('SIGTERM')).toBe(0)
	const second = spawnServer({ DATA_DIR: dataDir })
	expect((await call(await second.url, `/api/workshops/${workshop.id}`, { token })).status).toBe(200)
	expect(await second.kill('SIGINT')).toBe(0)
})

it('after SIGKILL the next start has everything that was answered', async () => {
	const first = spawnServer({ DATA_DIR: dataDir })
	const { workshop, token } = await openWorkshop(await first.url, { template: 'sample' })
	await first.kill('SIGKILL')
	const second = spawnServer({ DATA_DIR: dataDir })
	const board = workshop.sessions[0]?.boards.at(-1)
	const { body } = await call<BoardContent>(await second.url, `/api/boards/${board?.id}/content`, { token })
	expect(body.cards).toHaveLength(82)
	await second.kill('SIGTERM')
})

it('writes no name, city, title, code, token or secret into its log', async () => {
	const server = spawnServer({ DATA_DIR: dataDir, LOG_LEVEL: 'trace' })
	const url = await server.url
	const { token, joinCode, links } = await openWorkshop(url, { title: 'Hidden title' })
	const joined = await join(url, joinCode, 'Hidden name', 'Hidden city')
	await call(url, '/api/join/WRNGC0DE')
	await server.kill('SIGTERM')
	const hidden = ['Hidden', joinCode, token, joined.token, 'WRNGC0DE', secretOf(links.facilitator)]
	for (const secret of hidden) expect(server.output()).not.toContain(secret)
	expect(server.output()).toContain('participant joined')
})

it('goes on serving when whoever read its output is gone, and still ends in order', async () => {
	const probe = createServer().listen(0, '127.0.0.1')
	await new Promise((resolve) => probe.once('listening', resolve))
	const { port } = probe.address() as AddressInfo
	await new Promise((resolve) => probe.close(resolve))
	const server = spawnServer({ DATA_DIR: dataDir, PORT: String(port), LOG_LEVEL: 'trace' })
	server.stopReading()
	const isAlive = () =>
		fetch(`http://127.0.0.1:${port}/healthz`).then(
			({ ok }) => ok,
			() => false,
		)
	await until('it serves', isAlive)
	expect(await isAlive()).toBe(true)
	expect(await server.kill('SIGTERM')).toBe(0)
})
