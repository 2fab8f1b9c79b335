import { join as joinPath } from 'node:path'
import type { ErrorBody } from '@charrette/shared'
import { boardRoom, CLOSE } from '@charrette/shared'
import { afterEach, expect, it } from 'vitest'
import { Sqlite } from '../dist/adapters/sqlite/Sqlite.js'
import { call, createWorkshop, join } from './support/call.ts'
import { makeDataDir, type SpawnedServer, spawnServer, startServer, type TestServer } from './support/startServer.ts'
import { joinAsStock } from './support/stockClient.ts'
import { until } from './support/until.ts'

let server: TestServer
let second: SpawnedServer
afterEach(async () => {
	await second.kill('SIGKILL')
	await server.stop()
})

/** Opens a workshop with one participant, and replaces its row in the database by this one. */
async function damage(change: string) {
	server = await startServer({ DATA_DIR: makeDataDir() })
	const opened = await createWorkshop(server.url, { groups: 1 })
	const ana = await join(server.url, opened.joinCode, 'Ana')
	await server.end()
	const db = new Sqlite(joinPath(server.dataDir, 'charrette.db'))
	db.exec(`UPDATE workshop SET state = ${change}`)
	db.close()
	second = spawnServer({ DATA_DIR: server.dataDir, LOG_LEVEL: 'error' })
	return { ...opened, ana, url: await second.url }
}

it.each([
	['cut off', 'substr(state, 1, 200)'],
	['something else', `'{"id":7}'`],
])('[STORE5] a workshop row that is %s is a final error, for requests and sockets, and logged', async (_, change) => {
	const { workshop, token, joinCode, ana, url } = await damage(change)
	const reading = await call<ErrorBody>(url, `/api/workshops/${workshop.id}`, { token })
	expect([reading.status, reading.body.error.code]).toEqual([500, 'unreadable_record'])
	const joining = await call<ErrorBody>(url, '/api/join', { body: { code: joinCode, name: 'Li', city: 'Wuhan' } })
	expect([joining.status, joining.body.error.code]).toEqual([500, 'unreadable_record'])
	const client = joinAsStock(`${url.replace('http', 'ws')}/sync`, boardRoom(ana.board.id), ana.token)
	await until('the socket is closed for good', () => client.closed() === CLOSE.unreadable)
	client.leave()
	await until('it is logged', () => second.output().includes('"code":"unreadable_record"'))
	expect(second.output()).toContain('UnreadableRecordError')
})
