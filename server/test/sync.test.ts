import type { BoardId, Workshop } from '@charrette/shared'
import { boardRoom, buildCard, CLOSE, privateRoom, putRecord, recordsOf, textOf, workshopRoom } from '@charrette/shared'
import * as encoding from 'lib0/encoding'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { call, createWorkshop, join, secretOf } from './support/call.ts'
import type { TestServer } from './support/startServer.ts'
import { startServer } from './support/startServer.ts'
import type { StockClient } from './support/stockClient.ts'
import { joinAsStock, joinedAsStock } from './support/stockClient.ts'
import { until } from './support/until.ts'

const CARD_AT = { x: 1, y: 2, index: 'a1' as never }

/** Sends the whole document unasked, as a modified client would. */
function sendStep2({ doc, provider }: StockClient): void {
	const frame = encoding.createEncoder()
	encoding.writeVarUint(frame, 0)
	encoding.writeVarUint(frame, 1)
	encoding.writeVarUint8Array(frame, Y.encodeStateAsUpdate(doc))
	provider.ws?.send(encoding.toUint8Array(frame))
}

describe('rooms, with the stock y-websocket provider', () => {
	let server: TestServer
	const open: StockClient[] = []

	beforeAll(async () => {
		server = await startServer()
	})
	afterAll(async () => {
		for (const client of open) client.leave()
		await server.stop()
	})

	async function enter(room: string, token: string): Promise<StockClient> {
		const client = await joinedAsStock(server.syncUrl, room, token)
		open.push(client)
		return client
	}

	/** Opens a workshop with Ana in one group and Li in the other, and a projector. */
	async function scene() {
		const opened = await createWorkshop(server.url)
		const ana = await join(server.url, opened.joinCode, 'Ana', 'Bogotá')
		const li = await join(server.url, opened.joinCode, 'Li', 'Wuhan')
		const secret = secretOf(opened.links.projector)
		const projector = (await call<{ token: string }>(server.url, '/api/token', { body: { secret } })).body.token
		const command = (body: object) =>
			call<{ version: number }>(server.url, `/api/workshops/${opened.workshop.id}/commands`, {
				token: opened.token,
				body,
			})
		return { opened, ana, li, projector, facilitator: opened.token, board: ana.board.id, command }
	}

	function addCard(client: StockClient, id: string, text: string): void {
		putRecord(recordsOf(client.doc), buildCard(id, CARD_AT, { kind: 'obstacle', text }))
	}
	const has = (client: StockClient, id: string) => recordsOf(client.doc).has(`shape:${id}`)
	const contentOf = async (board: BoardId, token: string) =>
		(await call<{ cards: { text: string }[] }>(server.url, `/api/boards/${board}/content`, { token })).body.cards.map(
			(card) => card.text,
		)

	it('[WIRE1] a participant’s card reaches a facilitator, a projector and the content', async () => {
		const { ana, facilitator, projector, board } = await scene()
		const [a, f, p] = await Promise.all(
			[ana.token, facilitator, projector].map((token) => enter(boardRoom(board), token)),
		)
		if (!a || !f || !p) throw new Error('not all joined')
		addCard(a, 'permits', 'Permits take nine months')
		await until('all see the card', () => has(f, 'permits') && has(p, 'permits'))
		textOf(recordsOf(f.doc), 'shape:permits')?.insert(0, '许可：')
		await until(
			'the text arrives',
			() => textOf(recordsOf(p.doc), 'shape:permits')?.toString().startsWith('许可') ?? false,
		)
		expect(a.provider.ws?.protocol).toBe('charrette.v1')
		expect(await contentOf(board, projector)).toEqual(['许可：Permits take nine months'])
	})

	it('[P5] [GATE4] edits of a projector or a viewer reach neither members nor the log', async () => {
		const { ana, li, projector, board, facilitator } = await scene()
		const a = await enter(boardRoom(board), ana.token)
		for (const [index, token] of [projector, li.token].entries()) {
			const viewer = await enter(boardRoom(board), token)
			addCard(viewer, `forged${index}`, 'forged')
			sendStep2(viewer)
			viewer.provider.awareness.setLocalState({ cursor: { x: 1, y: 1 } })
		}
		addCard(a, 'real', 'real')
		await until('the real card is acked', () => a.acked() >= 2)
		expect(await contentOf(board, facilitator)).toEqual(['real'])
		expect([...recordsOf(a.doc).keys()]).toEqual(['shape:real'])
		expect([...a.provider.awareness.getStates().keys()]).toEqual([a.doc.clientID])
	})

	it('[GATE4] closes a viewer that keeps writing', async () => {
		const { projector, board } = await scene()
		const viewer = await enter(boardRoom(board), projector)
		for (let i = 0; i < 25; i++) addCard(viewer, `forged${i}`, 'forged')
		await until('it is closed', () => viewer.closed() === CLOSE.noAccess)
	})

	it('[P9] [ROOM1] [WIRE3] freezing stops edits at once; after unfreezing, a stock client that reconnected delivers them', async () => {
		const { ana, board, facilitator, command } = await scene()
		const a = await enter(boardRoom(board), ana.token)
		addCard(a, 'before', 'before')
		await until('it is acked', () => a.acked() >= 2)
		await command({ type: 'boards.freeze', frozen: true })
		await until('access changed', () => a.closed() === CLOSE.accessChanged)
		await until('it has reconnected', () => a.provider.synced)
		addCard(a, 'frozen', 'frozen')
		await until('the edit is rejected', () => a.nacked() > 0)
		expect(await contentOf(board, facilitator)).toEqual(['before'])
		await command({ type: 'boards.freeze', frozen: false })
		await until('the pending edit arrives', async () => (await contentOf(board, facilitator)).length === 2)
	})

	it('[P10] [ROOM1] a moved participant can edit the new board and only view the old one', async () => {
		const { ana, li, command, facilitator } = await scene()
		const a = await enter(boardRoom(ana.board.id), ana.token)
		await command({ type: 'participant.move', participant: ana.participant.id, group: li.participant.group })
		await until('the old board is closed', () => a.closed() === CLOSE.accessChanged)
		const moved = await enter(boardRoom(li.board.id), ana.token)
		addCard(moved, 'moved', 'from the new group')
		await until('it is written', async () => (await contentOf(li.board.id, facilitator)).length === 1)
	})

	it('[ROOM2] pushes the state of the workshop to all members, with its version', async () => {
		const { opened, ana, projector, command } = await scene()
		const states: Workshop[][] = []
		for (const token of [ana.token, projector]) {
			const seen: Workshop[] = []
			const client = joinAsStock(server.syncUrl, workshopRoom(opened.workshop.id), token)
			client.provider.messageHandlers[122] = (_encoder, decoder) => {
				const json = new TextDecoder().decode(decoder.arr).replace(/^[^{]*/, '')
				seen.push(JSON.parse(json) as Workshop)
			}
			open.push(client)
			states.push(seen)
		}
		await until('both have a state', () => states.every((seen) => seen.length > 0))
		const { version } = (await command({ type: 'spotlight.set', board: ana.board.id })).body
		await until('both have the new one', () => states.every((seen) => seen.at(-1)?.version === version))
		expect(states.map((seen) => seen.at(-1)?.spotlight)).toEqual([ana.board.id, ana.board.id])
		expect(states[0]?.at(-1)?.participants).toHaveLength(2)
	})

	it('[ROOM3] a private room is open only to its participant', async () => {
		const { ana, li, facilitator, projector, board } = await scene()
		const room = privateRoom(board, ana.participant.id)
		const a = await enter(room, ana.token)
		addCard(a, 'mine', 'not yet for others')
		for (const token of [li.token, facilitator, projector]) {
			const other = joinAsStock(server.syncUrl, room, token)
			open.push(other)
			await until('access is denied', () => other.closed() === CLOSE.noAccess)
			expect(recordsOf(other.doc).size).toBe(0)
		}
	})

	it('[PRES1] the server sets the identity in presence, whatever the member claims', async () => {
		const { ana, facilitator, board } = await scene()
		const a = await enter(boardRoom(board), ana.token)
		const f = await enter(boardRoom(board), facilitator)
		a.provider.awareness.setLocalState({
			user: { name: 'Mayor', city: 'Paris', role: 'facilitator' },
			cursor: { x: 10.4, y: 20 },
			secret: 'x',
		})
		const seen = () => f.provider.awareness.getStates().get(a.doc.clientID) as { cursor?: unknown } | undefined
		await until('the facilitator sees the cursor', () => Boolean(seen()?.cursor))
		const { id, colour } = ana.participant
		expect(seen()).toEqual({
			user: { participant: id, name: 'Ana', city: 'Bogotá', role: 'participant', colour },
			cursor: { x: 10, y: 20 },
		})
		a.leave()
		await until('the presence is removed with the socket', () => seen() === undefined)
	})

	it('[PRES1] no member can send presence for another client, at any clock', async () => {
		const { ana, facilitator, board } = await scene()
		const a = await enter(boardRoom(board), ana.token)
		const f = await enter(boardRoom(board), facilitator)
		f.provider.awareness.setLocalState({ cursor: { x: 1, y: 1 } })
		await until('the facilitator is seen', () => a.provider.awareness.getStates().has(f.doc.clientID))
		a.provider.awareness.meta.set(f.doc.clientID, { clock: 2 ** 52, lastUpdated: Date.now() })
		a.provider.awareness.states.set(f.doc.clientID, { cursor: { x: 666, y: 666 } })
		a.provider.awareness.emit('update', [{ added: [], updated: [f.doc.clientID], removed: [] }, 'local'])
		f.provider.awareness.setLocalState({ cursor: { x: 2, y: 2 } })
		const watcher = await enter(boardRoom(board), facilitator)
		const seen = () => watcher.provider.awareness.getStates().get(f.doc.clientID)
		await until('the true cursor is seen', () => JSON.stringify(seen())?.includes('"x":2') ?? false)
		expect(JSON.stringify(seen())).not.toContain('666')
	})

	it('[ROOM4] never shows a document that is still loading', async () => {
		const { ana, board } = await scene()
		const a = await enter(boardRoom(board), ana.token)
		for (let i = 0; i < 50; i++) addCard(a, `c${i}`, `card ${i}`)
		await until('all are acked', () => a.acked() >= 51)
		a.leave()
		await server.restart()
		const sizes = await Promise.all(
			Array.from({ length: 5 }, async () => recordsOf((await enter(boardRoom(board), ana.token)).doc).size),
		)
		expect(sizes).toEqual([50, 50, 50, 50, 50])
	})

	it('[LOG1] every acked edit is present after a restart', async () => {
		const { ana, facilitator, board } = await scene()
		const a = await enter(boardRoom(board), ana.token)
		addCard(a, 'kept', '不会丢失')
		await until('it is acked', () => a.acked() >= 2)
		a.leave()
		await server.restart()
		expect(await contentOf(board, facilitator)).toEqual(['不会丢失'])
	})

	it('[WIRE5] sends heartbeats, which keep a silent stock client connected', async () => {
		const { ana, board } = await scene()
		const socket = new WebSocket(`${server.syncUrl}/${boardRoom(board)}`, ['charrette.v1', ana.token])
		const frames: number[] = []
		socket.on('message', (data: Buffer) => frames.push(data[0] ?? -1))
		await until('a heartbeat came', () => frames.includes(120))
		socket.terminate()
	}, 20_000)
})
