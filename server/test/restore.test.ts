import type { Snapshot } from '@charrette/shared'
import { boardRoom, buildCard, CLIENT_SCHEMA_VERSION, CLOSE, putRecord, recordsOf, textOf } from '@charrette/shared'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { call, createWorkshop, join } from './support/call.ts'
import { openRaw } from './support/rawClient.ts'
import type { TestServer } from './support/startServer.ts'
import { startServer } from './support/startServer.ts'
import type { StockClient } from './support/stockClient.ts'
import { joinAsStock, joinedAsStock } from './support/stockClient.ts'
import { until } from './support/until.ts'

describe('restoring a snapshot', () => {
	let server: TestServer
	const open: StockClient[] = []
	beforeAll(async () => {
		server = await startServer()
	})
	afterEach(() => {
		for (const client of open.splice(0)) client.leave()
	})
	afterAll(() => server.stop())

	/** Opens a board with a card "before", saves a snapshot, and then adds a card "after". */
	async function scene() {
		const opened = await createWorkshop(server.url)
		const ana = await join(server.url, opened.joinCode, 'Ana')
		const room = boardRoom(ana.board.id)
		const client = await joinedAsStock(server.syncUrl, room, ana.token)
		open.push(client)
		add(client, 'before')
		await until('it is acked', () => client.acked() >= 2)
		const path = `/api/boards/${ana.board.id}/snapshots`
		const taken = await call<Snapshot>(server.url, path, { token: opened.token, body: { name: 'Noon' } })
		add(client, 'after')
		await until('it is acked', () => client.acked() >= 3)
		const restore = (mode: string) =>
			call(server.url, `/api/snapshots/${taken.body.id}/restore`, { token: opened.token, body: { mode } })
		const content = async () => {
			const answer = await call<{ cards: { text: string }[] }>(server.url, `/api/boards/${ana.board.id}/content`, {
				token: opened.token,
			})
			return answer.body.cards.map((card) => card.text).sort()
		}
		return { facilitator: opened.token, ana, room, client, path, restore, content, snapshot: taken.body }
	}
	function add(client: StockClient, id: string): void {
		putRecord(recordsOf(client.doc), buildCard(id, { x: 0, y: 0, index: 'a1' as never }, { text: id }))
	}

	it('[REST1] edits the board while members watch, and can be undone', async () => {
		const { client, restore, content, path, facilitator, ana } = await scene()
		textOf(recordsOf(client.doc), 'shape:before')?.insert(0, 'not ')
		await until('it is acked', () => client.acked() >= 4)
		expect((await restore('edit')).status).toBe(200)
		await until('the card is gone', () => !recordsOf(client.doc).has('shape:after'))
		expect(await content()).toEqual(['before'])
		expect(client.closed()).toBeNull()
		const { body } = await call<{ snapshots: Snapshot[] }>(server.url, path, { token: ana.token })
		expect(body.snapshots.map(({ name }) => name)).toEqual(['Before restoring', 'Noon'])
		await call(server.url, `/api/snapshots/${body.snapshots[0]?.id}/restore`, { token: facilitator, body: {} })
		expect(await content()).toEqual(['after', 'not before'])
	})

	it('[REST1] of two concurrent replacements one is made, in a document of its own', async () => {
		const { restore, content, room, ana } = await scene()
		const answers = await Promise.all([restore('replace'), restore('replace'), restore('replace')])
		expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
		expect(await content()).toEqual(['before'])
		const fresh = joinAsStock(server.syncUrl, room, ana.token)
		open.push(fresh)
		await until('a new one is synced', () => fresh.provider.synced)
		expect([...recordsOf(fresh.doc).keys()]).toEqual(['shape:before'])
	})

	it('[P11][REST1] replaces the document, and an old client cannot undo it', async () => {
		const { client, ana, room, restore, content } = await scene()
		client.provider.disconnect()
		add(client, 'offline')
		recordsOf(client.doc).delete('shape:before')
		expect((await restore('replace')).status).toBe(200)
		client.provider.connect()
		await until('the old client is rejected', () => client.closed() === CLOSE.documentReplaced)
		const fresh = joinAsStock(server.syncUrl, room, ana.token)
		open.push(fresh)
		await until('a new one is synced', () => fresh.provider.synced)
		add(fresh, 'next')
		await until('the new document is edited', async () => (await content()).length === 2)
		expect(await content()).toEqual(['before', 'next'])
		await server.restart()
		expect(await content()).toEqual(['before', 'next'])
	})

	it('[REST1] closes members of the replaced document, and rejects its epoch', async () => {
		const { client, ana, room, restore } = await scene()
		await restore('replace')
		await until('it is closed', () => client.closed() === CLOSE.documentReplaced)
		const old = await openRaw(`${server.syncUrl}/${room}?schema=${CLIENT_SCHEMA_VERSION}&epoch=1`, ana.token)
		await until('the old epoch is rejected', () => old.closed() === CLOSE.documentReplaced)
		const now = await openRaw(`${server.syncUrl}/${room}?schema=${CLIENT_SCHEMA_VERSION}&epoch=2`, ana.token)
		await until('the new epoch is accepted', () => now.frames.length > 0)
		now.socket.terminate()
	})

	it('is for facilitators of the board’s workshop', async () => {
		const { ana, path, snapshot } = await scene()
		const other = await createWorkshop(server.url)
		const restore = (token: string) => call(server.url, `/api/snapshots/${snapshot.id}/restore`, { token, body: {} })
		expect((await call(server.url, path, { token: ana.token, body: { name: 'mine' } })).status).toBe(403)
		expect((await restore(ana.token)).status).toBe(403)
		expect((await restore(other.token)).status).toBe(404)
		expect((await call(server.url, path, { token: other.token })).status).toBe(404)
		expect((await call(server.url, path, { token: other.token, body: { name: '' } })).status).toBe(404)
	})
})
