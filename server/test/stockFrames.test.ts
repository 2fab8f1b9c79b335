import { boardRoom, recordsOf, workshopRoom } from '@charrette/shared'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { createWorkshop, join } from './support/call.ts'
import { startServer, type TestServer } from './support/startServer.ts'
import { joinAsStock } from './support/stockClient.ts'
import { until } from './support/until.ts'

let server: TestServer
beforeAll(async () => {
	server = await startServer({}, { heartbeatMs: 50 })
})
afterAll(() => server.stop())

/** Opens a room with the provider as it is, without handlers of ours. */
function open(room: string, token: string, params: Record<string, string>) {
	const frames: number[] = []
	class RecordedSocket extends WebSocket {
		constructor(address: string, protocols?: string | string[]) {
			super(address, protocols)
			this.on('message', (data: ArrayBuffer) => frames.push(new Uint8Array(data)[0] ?? -1))
		}
	}
	const provider = new WebsocketProvider(server.syncUrl, room, new Y.Doc(), {
		protocols: ['charrette.v1', token],
		params,
		disableBc: true,
		WebSocketPolyfill: RecordedSocket as never,
	})
	process.off('exit', provider._exitHandler)
	return { provider, frames, doc: provider.doc }
}

it('[WIRE2a] the stock provider prints nothing with ?frames=yjs, gets edits and heartbeats, and its own edits are stored', async () => {
	const printed = vi.spyOn(console, 'error').mockImplementation(() => {})
	const { joinCode, workshop, token: facilitator } = await createWorkshop(server.url)
	const { token, board } = await join(server.url, joinCode, 'Ana')
	const stock = open(boardRoom(board.id), token, { frames: 'yjs' })
	const hall = open(workshopRoom(workshop.id), facilitator, { frames: 'yjs' })
	const own = joinAsStock(server.syncUrl, boardRoom(board.id), token)
	await until('all are here', () => stock.provider.synced && own.provider.synced)
	recordsOf(stock.doc).set('shape:a', new Y.Map([['type', 'card']]))
	await until('the edit arrives', () => recordsOf(own.doc).has('shape:a'))
	recordsOf(own.doc).set('shape:b', new Y.Map([['type', 'card']]))
	await until('the other edit arrives', () => recordsOf(stock.doc).has('shape:b') && own.acked() > 0)
	await until('heartbeats arrive', () =>
		[stock, hall].every(({ frames }) => frames.filter((type) => type === 1).length > 3),
	)
	expect([...stock.frames, ...hall.frames].filter((type) => type > 3)).toEqual([])
	expect(printed).not.toHaveBeenCalled()
	for (const { provider } of [stock, hall]) provider.destroy()
	own.leave()
	printed.mockRestore()
})
