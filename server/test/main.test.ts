import { existsSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { join as joinPath } from 'node:path'
import type { BoardContent } from '@charrette/shared'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { call, createWorkshop, join, secretOf } from './support/call.ts'
import { makeDataDir, spawnServer } from './support/startServer.ts'
import { until } from './support/until.ts'

let dataDir: string
beforeEach(() => {
	dataDir = makeDataDir()
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

/** Starts a server that must fail to start; returns its output and exit code. */
async function failToStart(env: NodeJS.ProcessEnv): Promise<{ code: number | null; output: string }> {
	const server = spawnServer({ DATA_DIR: dataDir, ...env })
	const code = await server.ended
	return { code, output: server.output() }
}

describe('a server that cannot start prints the reason in one sentence and exits with code 1', () => {
	it('if the data folder is a file', async () => {
		const file = joinPath(dataDir, 'file')
		writeFileSync(file, '')
		const { code, output } = await failToStart({ DATA_DIR: file })
		expect(code).toBe(1)
		expect(output.trim()).toMatch(
			/^The data folder .*file cannot be used: there is a file in its place\. .*DATA_DIR\.$/,
		)
	})

	it('if the data folder cannot be created', async () => {
		writeFileSync(joinPath(dataDir, 'file'), '')
		const { code, output } = await failToStart({ DATA_DIR: joinPath(dataDir, 'file', 'below') })
		expect(code).toBe(1)
		expect(output).toMatch(/^The data folder .* cannot be used/)
	})

	it('if the data folder is in a file system that takes no folders', async () => {
		const { code, output } = await failToStart({ DATA_DIR: '/proc/charrette/data' })
		expect(code).toBe(1)
		expect(output).toMatch(/^The data folder .* cannot be used: no folder can be created there\. .*DATA_DIR\.\n$/)
	})

	it('if the port is in use', async () => {
		const other = createServer().listen(0, '127.0.0.1')
		await new Promise((resolve) => other.once('listening', resolve))
		const { port } = other.address() as AddressInfo
		const { code, output } = await failToStart({ PORT: String(port) })
		other.close()
		expect(code).toBe(1)
		expect(output).toContain(`Port ${port} is in use already. End the other program, or choose another port with PORT.`)
	})

	it('if the database file is not a database', async () => {
		writeFileSync(joinPath(dataDir, 'charrette.db'), 'not a database, and long enough to have a header'.repeat(20))
		const { code, output } = await failToStart({})
		expect(code).toBe(1)
		expect(output).toMatch(/^The database .*charrette\.db cannot be opened: .*not a database\.\n$/)
	})

	it('if settings are invalid, and lists all of them', async () => {
		const wrong = {
			PORT: '99999',
			DATABASE_URL: 'mysql://x',
			NODE_URL: 'not-an-address',
			PUBLIC_URL: 'x',
			RETENTION_DAYS: '3',
		}
		const { code, output } = await failToStart({ ...wrong, LOG_LEVEL: 'loud', CHARRETTE_ADMIN_KEY: 'short' })
		expect(code).toBe(1)
		expect(output).toMatch(/^The settings do not fit:\n/)
		for (const name of [...Object.keys(wrong), 'LOG_LEVEL', 'CHARRETTE_ADMIN_KEY'])
			expect(output).toContain(`\n  - ${name} `)
		expect(output).not.toMatch(/\bat .*\.js:/)
	})
})

it('[NODE1] prints in one sentence that the database of several nodes cannot be reached, without its password', async () => {
	const { code, output } = await failToStart({
		DATABASE_URL: 'postgres://charrette:secretword@127.0.0.1:1/charrette',
	})
	expect(code).toBe(1)
	expect(output).toMatch(/^The database at DATABASE_URL cannot be opened: .*\n$/)
	expect(output).not.toContain('secretword')
})

it('[CLI3][CLI4] prints lines of JSON alone, reads settings from a file, and logs names that are no settings', async () => {
	const file = joinPath(dataDir, 'settings')
	writeFileSync(file, `DATA_DIR=${joinPath(dataDir, 'data')}\nLOG_LEVEL=silent # not this one\nBACKUP_FOLDER="/x"\n`)
	const server = spawnServer({ CHARRETTE_ENV_FILE: file, LOG_LEVEL: 'info', PUBLIC_ULR: 'https://a.example' })
	expect(await server.url).not.toBe('')
	await server.kill('SIGTERM')
	const lines = server
		.output()
		.trim()
		.split('\n')
		.map((line) => JSON.parse(line) as Record<string, unknown>)
	const problems = lines.flatMap(({ msg, problem }) => (msg === 'setting not known' ? [problem] : []))
	expect(problems.sort()).toEqual([
		'BACKUP_FOLDER is not a setting of this version. Please unset it.',
		'PUBLIC_ULR is not a setting; PUBLIC_URL is. Correct its name.',
	])
	expect(existsSync(joinPath(dataDir, 'data', 'charrette.db'))).toBe(true)
	const missing = await failToStart({ CHARRETTE_ENV_FILE: joinPath(dataDir, 'nothing') })
	expect(missing).toMatchObject({ code: 1, output: expect.stringContaining('cannot be read') })
})

it('SIGTERM shuts down cleanly, and the next start has all data', async () => {
	const first = spawnServer({ DATA_DIR: dataDir })
	const { workshop, token } = await createWorkshop(await first.url)
	expect(await first.kill('SIGTERM')).toBe(0)
	const second = spawnServer({ DATA_DIR: dataDir })
	expect((await call(await second.url, `/api/workshops/${workshop.id}`, { token })).status).toBe(200)
	expect(await second.kill('SIGINT')).toBe(0)
})

it('after SIGKILL the next start has all acknowledged data', async () => {
	const first = spawnServer({ DATA_DIR: dataDir })
	const { workshop, token } = await createWorkshop(await first.url, { template: 'sample' })
	await first.kill('SIGKILL')
	const second = spawnServer({ DATA_DIR: dataDir })
	const board = workshop.sessions[0]?.boards.at(-1)
	const { body } = await call<BoardContent>(await second.url, `/api/boards/${board?.id}/content`, { token })
	expect(body.cards).toHaveLength(82)
	await second.kill('SIGTERM')
})

it('logs no name, city, title, code, token or secret', async () => {
	const server = spawnServer({ DATA_DIR: dataDir, LOG_LEVEL: 'trace' })
	const url = await server.url
	const { token, joinCode, links } = await createWorkshop(url, { title: 'Hidden title' })
	const joined = await join(url, joinCode, 'Hidden name', 'Hidden city')
	await call(url, '/api/join/WRNGC0DE')
	await server.kill('SIGTERM')
	const hidden = ['Hidden', joinCode, token, joined.token, 'WRNGC0DE', secretOf(links.facilitator)]
	for (const secret of hidden) expect(server.output()).not.toContain(secret)
	expect(server.output()).toContain('participant joined')
})

it('keeps serving when the reader of its output is gone, and still shuts down cleanly', async () => {
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
