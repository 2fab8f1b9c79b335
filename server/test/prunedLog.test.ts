import { rmSync } from 'node:fs'
import { join as joinPath } from 'node:path'
import { type BoardContent, boardRoom, type RoomId, recordsOf, textOf } from '@charrette/shared'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { call, createWorkshop, join } from './support/call.ts'
import PRUNED from './support/prunedLog.json' with { type: 'json' }
import { startServer, type TestServer } from './support/startServer.ts'
import { haveConverged, joinAsStock, type StockClient } from './support/stockClient.ts'
import { openSqliteDocStore } from './support/stores.ts'
import { until } from './support/until.ts'

/*
 * The log of a board that an unreleased version wrote. Its prunings (decision 053) are items with
 * client ids from 2 ** 32 on, and late edits under ids from 65536 on. It also has collected clocks
 * between items of fields. `copy` is the document as a member's device has it.
 */

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'base64'))
const isReserved = (client: number) => client >= 2 ** 32 || (client >= 65_536 && client < 65_792)
const cardIn = ({ doc }: Pick<StockClient, 'doc'>, id: string) => recordsOf(doc).get(`shape:${id}`)

describe('[GATE6c] a log with prunings', () => {
	let server: TestServer
	let room: RoomId
	let people: Awaited<ReturnType<typeof join>>[]
	const open: StockClient[] = []

	beforeEach(async () => {
		server = await startServer()
		const { joinCode } = await createWorkshop(server.url, { groups: 1 })
		people = [await join(server.url, joinCode, 'Ana'), await join(server.url, joinCode, 'Ben')]
		const [ana, ben] = people
		room = boardRoom(ana?.board.id as never)
		await server.end()
		const store = await openSqliteDocStore(joinPath(server.dataDir, 'charrette.db'))
		const owners = { ana: ana?.participant.id, ben: ben?.participant.id } as Record<string, string>
		const claims = PRUNED.claims.map(({ client, owner }) => ({ client, owner: owners[owner] ?? '' }))
		await store.append(
			PRUNED.rows.map((row, index) => ({ room, update: bytesOf(row), ...(index === 0 && { claims }) })),
		)
		await store.close()
		server = await startServer({ DATA_DIR: server.dataDir })
	})
	afterEach(async () => {
		for (const client of open.splice(0)) client.leave()
		await server.stop()
		rmSync(server.dataDir, { recursive: true, force: true })
	})

	async function enter(index: number, doc?: Y.Doc): Promise<StockClient> {
		const { token } = people[index] as (typeof people)[number]
		const client = joinAsStock(server.syncUrl, room, token, doc)
		open.push(client)
		await until('it is synced', () => client.provider.synced)
		return client
	}
	async function texts(): Promise<string[]> {
		const { token, board } = people[0] as (typeof people)[number]
		const { body } = await call<BoardContent>(server.url, `/api/boards/${board.id}/content`, { token })
		return body.cards.map(({ text }) => text).sort()
	}

	it('opens with all its content, is edited by a stock client, and is equal after a restart', async () => {
		const stock = await enter(1)
		expect([...stock.doc.store.clients.keys()].filter(isReserved).length).toBeGreaterThan(3)
		expect(stock.content()).toMatchObject(PRUNED.content)
		expect(await texts()).toEqual(['Permits 许可', 'mits take months 许可'])
		cardIn(stock, 'a')?.set('xy', [7, 7])
		cardIn(stock, 'a')?.set('props.city', 'Lyon')
		textOf(recordsOf(stock.doc), 'shape:a')?.insert(0, 'Per')
		await until('it is acked', () => stock.acked() === 4)
		const content = stock.content()
		await server.restart()
		await until('the client is back', () => stock.provider.synced)
		const fresh = await enter(0)
		expect(fresh.content()).toEqual(content)
		expect(await texts()).toEqual(['Permits take months 许可', 'Permits 许可'])
	})

	it('is edited by a member whose copy has the prunings', async () => {
		const doc = new Y.Doc()
		Y.applyUpdate(doc, bytesOf(PRUNED.copy))
		for (const id of ['a', 'b']) cardIn({ doc }, id)?.set('xy', [9, 9])
		const away = await enter(0, doc)
		const other = await enter(1)
		await until('both agree', () => haveConverged([away, other]))
		cardIn(away, 'b')?.delete('props.city')
		await until('it is acked', () => away.acked() === 2)
		await until('both agree', () => haveConverged([away, other]))
		expect(other.content()).toMatchObject({ 'shape:a': { xy: [9, 9] }, 'shape:b': { xy: [9, 9] } })
		expect(away.nacked()).toBe(0)
	})
})
