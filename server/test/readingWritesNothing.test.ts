import { join } from 'node:path'
import { boardRoom, buildCard, putRecord, recordsOf } from '@charrette/shared'
import { expect, it } from 'vitest'
import { Sqlite } from '../dist/adapters/sqlite/Sqlite.js'
import { call, openWithAna, secretOf } from './support/call.ts'
import { startServer, type TestServer } from './support/startServer.ts'
import { joinedAsStock } from './support/stockClient.ts'
import { until } from './support/until.ts'

const CARDS = 60

/** Returns the log of a room, and the last changes that the host's list shows. */
function storedIn({ dataDir }: TestServer, room: string) {
	const db = new Sqlite(join(dataDir, 'charrette.db'))
	const log = db.prepare<[string], { at: number }>('SELECT seq, at, form, retired FROM log WHERE room = ?').all(room)
	const listed = db.prepare<[], { changed_at: number }>('SELECT changed_at FROM workshop_summary').all()
	const [{ bytes } = { bytes: 0 }] = db
		.prepare<[string], { bytes: number }>('SELECT bytes FROM board_size WHERE board = ?')
		.all(room.slice('board:'.length))
	db.close()
	return { log, listed, bytes }
}

it('[LOG2a] a board that is opened only to be read writes nothing to its log, and keeps its last change', async () => {
	const first = await startServer()
	const { facilitator, ana } = await openWithAna(first.url)
	const { token } = facilitator.opened
	const link = (await facilitator.send({ type: 'links.create', role: 'projector' })).body.link ?? ''
	const { body: projector } = await call<{ token: string }>(first.url, '/api/token', {
		body: { secret: secretOf(link) },
	})
	const room = boardRoom(ana.board.id)
	const writer = await joinedAsStock(first.syncUrl, room, ana.token)
	for (let index = 0; index < CARDS; index++) {
		putRecord(recordsOf(writer.doc), buildCard(`card${index}`, { x: 0, y: 0, index: 'a1' as never }, { text: 'text' }))
		await until('it is acked', () => writer.acked() >= index + 2)
	}
	writer.leave()
	// A server that ends does not compact its logs.
	await first.end()
	const settings = { DATA_DIR: first.dataDir, CHARRETTE_ADMIN_KEY: 'key-of-the-host' }
	const server = await startServer(settings, { idleMs: 50, listMs: 50 })
	const openBoards = async () => {
		const { text } = await call(server.url, '/metrics')
		return /^charrette_rooms\{type="board"\} (\d+)$/m.exec(text)?.[1]
	}
	await until('the board is closed', async () => (await openBoards()) === '0')
	await until('its last change is listed', () => {
		const { log, listed } = storedIn(server, room)
		return listed[0]?.changed_at === log.at(-1)?.at
	})
	const before = storedIn(server, room)
	expect(before.log).toHaveLength(CARDS)

	const board = `/api/boards/${ana.board.id}`
	for (const path of [`${board}/content`, `${board}/export?format=json`])
		expect((await call(server.url, path, { token })).status).toBe(200)
	for (const reader of [ana.token, token, projector.token]) {
		const client = await joinedAsStock(server.syncUrl, room, reader)
		await until('it has the board', () => recordsOf(client.doc).size === CARDS)
		client.leave()
	}
	await until('the board is closed again', async () => (await openBoards()) === '0')
	expect(storedIn(server, room)).toEqual(before)
	await server.stop()
})
