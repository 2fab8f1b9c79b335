import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { BoardContent, RoomState, Snapshot } from '@charrette/shared'
import { boardRoom, buildCard, FRAME, putRecord, recordsOf } from '@charrette/shared'
import * as decoding from 'lib0/decoding'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { Sqlite } from '../../dist/adapters/sqlite/Sqlite.js'
import type { FacilitatorClient } from '../support/call.ts'
import { call, openWithAna } from '../support/call.ts'
import { openRaw, type RawClient } from '../support/rawClient.ts'
import type { TestServer } from '../support/startServer.ts'
import { startServer } from '../support/startServer.ts'
import { haveConverged, joinAsStock } from '../support/stockClient.ts'
import { openSqliteDocStore } from '../support/stores.ts'
import { until } from '../support/until.ts'

const CARDS = 12
const NARROWED = { heartbeatMs: 50 }

/** Returns the states of the room that a raw client has received. */
function statesOf({ frames }: RawClient): RoomState[] {
	return frames
		.filter((frame) => frame[0] === FRAME.state)
		.map((frame) => {
			const decoder = decoding.createDecoder(frame)
			decoding.readVarUint(decoder)
			return JSON.parse(decoding.readVarString(decoder)) as RoomState
		})
}

describe('[LOG3] a board with a damaged row in its log', () => {
	let server: TestServer
	let facilitator: FacilitatorClient
	let ana: Awaited<ReturnType<typeof openWithAna>>['ana']
	let mine: ReturnType<typeof joinAsStock>
	let snapshot: string

	/** Ana writes a row for each card, a snapshot is saved, and one of the first rows is damaged. */
	beforeEach(async () => {
		server = await startServer({}, NARROWED)
		;({ facilitator, ana } = await openWithAna(server.url))
		mine = joinAsStock(server.syncUrl, boardRoom(ana.board.id), ana.token)
		await until('she is in', () => mine.provider.synced)
		for (let i = 0; i < CARDS; i++) {
			putRecord(recordsOf(mine.doc), buildCard(`c${i}`, { x: i, y: 0, index: 'a1' as never }, { text: `card ${i}` }))
			await until('it is acked', () => mine.acked() >= i + 2)
		}
		const { token } = facilitator.opened
		const path = `/api/boards/${ana.board.id}/snapshots`
		snapshot = (await call<Snapshot>(server.url, path, { token, body: { name: 'before' } })).body.id
		mine.provider.disconnect()
		await server.end()
		const db = new Sqlite(join(server.dataDir, 'charrette.db'))
		const rows = db.prepare('SELECT seq, bytes FROM log WHERE retired IS NULL ORDER BY seq').all() as {
			seq: number
			bytes: Buffer
		}[]
		const damaged = rows[1]
		damaged?.bytes.writeUInt8(damaged.bytes.readUInt8(5) ^ 1, 5)
		db.prepare('UPDATE log SET bytes = ? WHERE seq = ?').run(damaged?.bytes, damaged?.seq)
		db.close()
		server = await startServer({ DATA_DIR: server.dataDir }, NARROWED)
	})
	afterEach(async () => {
		mine.leave()
		await server.stop()
		rmSync(server.dataDir, { recursive: true, force: true })
	})

	const enter = (token: string) => openRaw(`${server.syncUrl}/${boardRoom(ana.board.id)}`, token)
	async function cards(): Promise<number> {
		const { token } = facilitator.opened
		return (await call<BoardContent>(server.url, `/api/boards/${ana.board.id}/content`, { token })).body.cards.length
	}
	async function damagedRows(): Promise<number> {
		const store = await openSqliteDocStore(join(server.dataDir, 'charrette.db'))
		const { quarantined } = await store.load(boardRoom(ana.board.id))
		await store.close()
		return quarantined
	}

	it('notifies its members, and offers facilitators the newest readable snapshot', async () => {
		const [participant, host] = [await enter(ana.token), await enter(facilitator.opened.token)]
		await until('both have the state', () => [participant, host].every((client) => statesOf(client).length > 0))
		expect(statesOf(participant)).toEqual([{ storage: 'ok', damaged: 1 }])
		expect(statesOf(host)).toEqual([{ storage: 'ok', damaged: 1, snapshot }])
		expect(await cards()).toBe(1)
		for (const client of [participant, host]) client.socket.terminate()
	})

	it('is healed by a browser that still has the row; its log is compacted again, and stays healed', async () => {
		const host = await enter(facilitator.opened.token)
		await until('the facilitator has the state', () => statesOf(host).length === 1)
		const healing = joinAsStock(server.syncUrl, boardRoom(ana.board.id), ana.token, mine.doc)
		await until('it is healed', () => statesOf(host).at(-1)?.damaged === undefined)
		expect(statesOf(host).at(-1)).toEqual({ storage: 'ok' })
		expect(await cards()).toBe(CARDS)
		healing.provider.destroy()
		host.socket.terminate()
		await until('its log is compacted', async () => (await damagedRows()) === 0)
		await server.end()
		server = await startServer({ DATA_DIR: server.dataDir }, NARROWED)
		expect(await cards()).toBe(CARDS)
	})

	it('is healed by another member’s browser, with the edits of Ana up to the last one that the log refers to', async () => {
		const doc = new Y.Doc()
		Y.applyUpdate(doc, Y.encodeStateAsUpdate(mine.doc))
		const host = await enter(facilitator.opened.token)
		await until('the facilitator has the state', () => statesOf(host).length === 1)
		// The log does not refer to this edit of Ana, so only Ana's own browser can send it.
		recordsOf(mine.doc).get('shape:c0')?.set('xy', [50, 50])
		Y.applyUpdate(doc, Y.encodeStateAsUpdate(mine.doc))
		recordsOf(doc).get('shape:c1')?.set('props.city', 'Lima')
		const healing = joinAsStock(server.syncUrl, boardRoom(ana.board.id), facilitator.opened.token, doc)
		await until('it is healed', () => statesOf(host).at(-1)?.damaged === undefined)
		expect(await cards()).toBe(CARDS)
		const fresh = joinAsStock(server.syncUrl, boardRoom(ana.board.id), ana.token)
		await until('it has the city', () => recordsOf(fresh.doc).get('shape:c1')?.get('props.city') === 'Lima')
		expect(recordsOf(fresh.doc).get('shape:c0')?.get('xy')).toBeUndefined()
		const back = joinAsStock(server.syncUrl, boardRoom(ana.board.id), ana.token, mine.doc)
		await until('all agree', () => haveConverged([fresh, back, healing]))
		expect(recordsOf(fresh.doc).get('shape:c0')?.get('xy')).toEqual([50, 50])
		for (const client of [fresh, back, healing]) client.leave()
		host.socket.terminate()
	})

	it('stays damaged, with its log unchanged, until a member sends the row', async () => {
		expect(await cards()).toBe(1)
		await server.end()
		expect(await damagedRows()).toBe(1)
	})
})
