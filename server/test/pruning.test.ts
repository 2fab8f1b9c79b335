import { boardRoom, buildCard, isPruningClient, putRecord, recordsOf } from '@charrette/shared'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { createWorkshop, join } from './support/call.ts'
import { readDisk } from './support/disk.ts'
import type { TestServer } from './support/startServer.ts'
import { NO_BUDGETS, startServer } from './support/startServer.ts'
import type { StockClient } from './support/stockClient.ts'
import { joinAsStock, joinedAsStock } from './support/stockClient.ts'
import { until } from './support/until.ts'

const IDLE_MS = 100
const MOVES = 100

const fieldsOf = ({ doc }: Pick<StockClient, 'doc'>) => recordsOf(doc).get('shape:a')
const pruningsIn = ({ doc }: Pick<StockClient, 'doc'>) => [...doc.store.clients.keys()].filter(isPruningClient)

describe('a document with many overwritten values', () => {
	let server: TestServer
	let room: string
	let token: string
	const open: StockClient[] = []

	beforeEach(async () => {
		server = await startServer({}, { ...NO_BUDGETS, idleMs: IDLE_MS, liveOverwritten: 2 * MOVES, restOverwritten: 50 })
		const { joinCode } = await createWorkshop(server.url)
		const ana = await join(server.url, joinCode, 'Ana')
		token = ana.token
		room = boardRoom(ana.board.id)
	})
	afterEach(async () => {
		for (const client of open.splice(0)) client.leave()
		await server.stop()
	})

	async function enter(): Promise<StockClient> {
		const client = await joinedAsStock(server.syncUrl, room, token)
		open.push(client)
		return client
	}
	const acked = (client: StockClient, edit: () => void) => {
		const before = client.acked()
		edit()
		return until('an edit is acked', () => client.acked() > before)
	}
	/** Moves two cards in turn, since Yjs merges values that are overwritten one after another. */
	async function move(client: StockClient, times = MOVES): Promise<void> {
		const other = recordsOf(client.doc).get('shape:b')
		for (let x = 1; x <= times; x++) {
			other?.set('xy', [x, x])
			if (x < times) fieldsOf(client)?.set('xy', [x, x])
		}
		await acked(client, () => fieldsOf(client)?.set('xy', [times, times]))
	}
	const writeCards = (client: StockClient) =>
		acked(client, () => {
			for (const id of ['a', 'b'])
				putRecord(recordsOf(client.doc), buildCard(id, { x: 1, y: 2, index: 'a1' as never }, { text: 'Permits' }))
		})
	const stored = async () => (await readDisk(server.dataDir, [room])).get(room)?.doc ?? new Y.Doc()

	it('[DOC8a] is pruned and compacted when its room closes, and stays small', async () => {
		const client = await enter()
		await writeCards(client)
		const sizes: number[] = []
		for (let round = 0; round < 3; round++) {
			const member = round === 0 ? client : await enter()
			await move(member)
			const content = member.content()
			member.leave()
			await until(`the document is pruned, round ${round}`, async () => {
				const doc = await stored()
				return pruningsIn({ doc }).length === round + 1 && Y.encodeStateAsUpdate(doc).length < 800
			})
			const doc = await stored()
			expect(recordsOf(doc).toJSON()).toEqual(content)
			sizes.push(Y.encodeStateAsUpdate(doc).length)
		}
		// Each member and each pruning adds a client id.
		expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThan(120)
	})

	it('[DOC8a] [DOC8b] is pruned while people edit it, and loses none of their edits', async () => {
		const [ana, ben] = [await enter(), await enter()]
		await writeCards(ana)
		for (let round = 1; round <= 10; round++) await move(ana, MOVES + round)
		await acked(ben, () => fieldsOf(ben)?.set('props.city', 'Dakar'))
		expect(pruningsIn(ben).length).toBeGreaterThan(3)
		await until('both agree', () => fieldsOf(ana)?.get('props.city') === 'Dakar')
		for (const { content } of [ana, ben])
			expect(content()).toMatchObject({ 'shape:a': { xy: [110, 110] }, 'shape:b': { xy: [110, 110] } })
		const late = await enter()
		expect(late.content()).toEqual(ana.content())
		expect(Y.encodeStateAsUpdate(late.doc).length).toBeLessThan(Y.encodeStateAsUpdate(ana.doc).length / 3)
		await server.restart()
		await until('they are back', () => [ana, ben, late].every(({ provider }) => provider.synced))
		await move(ben, 7)
		await until('all have his move', () => JSON.stringify(fieldsOf(late)?.get('xy')) === '[7,7]')
		expect(late.content()).toEqual(ana.content())
	})

	it('[DOC8b] keeps what members set and delete before the pruning reaches them', async () => {
		const [ana, ben] = [await enter(), await enter()]
		await writeCards(ana)
		await acked(ana, () => fieldsOf(ana)?.set('props.city', 'Lyon'))
		for (let x = 0; x < 5; x++) for (const city of ['Lyon', 'Dakar']) fieldsOf(ana)?.set('props.city', city)
		await until('Ben has the city', () => fieldsOf(ben)?.get('props.city') === 'Dakar')
		// Ana's frames arrive in the turn after those that cause the pruning.
		await acked(ana, () => {
			for (let x = 1; x <= 6 * MOVES; x++)
				for (const id of ['a', 'b']) recordsOf(ana.doc).get(`shape:${id}`)?.set('xy', [x, x])
			fieldsOf(ana)?.delete('props.city')
		})
		await until('Ben has the pruning and the last edits', () => {
			const [xy, city] = [fieldsOf(ben)?.get('xy'), fieldsOf(ben)?.has('props.city')]
			return pruningsIn(ben).length > 0 && JSON.stringify(xy) === JSON.stringify([6 * MOVES, 6 * MOVES]) && !city
		})
		await until('Ana agrees', () => JSON.stringify(ana.content()) === JSON.stringify(ben.content()))
	})

	it('[DOC8b] is the same for a member who edits on a copy from before the pruning', async () => {
		const away = await enter()
		await writeCards(away)
		const copy = Y.encodeStateAsUpdate(away.doc)
		await move(away)
		away.leave()
		await until('the document is pruned', async () => pruningsIn({ doc: await stored() }).length === 1)
		const doc = new Y.Doc()
		Y.applyUpdate(doc, copy)
		const back = joinAsStock(server.syncUrl, room, token, doc)
		open.push(back)
		fieldsOf(back)?.set('xy', [-5, -5])
		fieldsOf(back)?.set('props.city', 'Lyon')
		const other = await enter()
		await until('both agree', () => back.provider.synced && fieldsOf(other)?.get('props.city') === 'Lyon')
		expect(back.content()).toEqual(other.content())
		await acked(back, () => fieldsOf(back)?.set('xy', [8, 8]))
		await until('the other has the move', () => JSON.stringify(fieldsOf(other)?.get('xy')) === '[8,8]')
	})

	it('[DOC8d] takes no edit with a client id of a pruning, or beyond these', async () => {
		const honest = await enter()
		await writeCards(honest)
		for (const [clientID, isMalformed] of [
			[2 ** 32, false],
			[2 ** 32 + 10_000 * 2 ** 20, true],
		] as const) {
			const client = await enter()
			const forged = new Y.Doc()
			forged.clientID = clientID
			Y.applyUpdate(forged, Y.encodeStateAsUpdate(client.doc))
			forged.on('update', (update: Uint8Array) => Y.applyUpdate(client.doc, update))
			fieldsOf({ doc: forged })?.set('xy', [66, 66])
			if (isMalformed) await until('it is closed', () => client.closed() === 4422)
			else await until('it is refused', () => client.nacked() > 0)
			await acked(honest, () => fieldsOf(honest)?.set('props.city', `city ${clientID}`))
			expect(fieldsOf(honest)?.get('xy')).toEqual([1, 2])
		}
	})
})
