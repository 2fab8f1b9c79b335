import { join } from 'node:path'
import { boardRoom, buildCard, putRecord, type RecordMap, recordsOf, textOf } from '@charrette/shared'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { call, openWithAna } from './support/call.ts'
import { startServer } from './support/startServer.ts'
import { joinAsStock, joinedAsStock } from './support/stockClient.ts'
import { openSqliteDocStore } from './support/stores.ts'
import { until } from './support/until.ts'

const CARD = 'shape:a'
const AT = { x: 0, y: 0, index: 'a1' as never }
const DESCRIPTION = 'meta.description'

/** A board of an earlier release: a card with a string as its description. */
function storedBoard(): Y.Doc {
	const doc = new Y.Doc()
	putRecord(recordsOf(doc), buildCard('a', AT, { text: 'A' }))
	const card = recordsOf(doc).get(CARD) as RecordMap
	for (const key of ['description', 'source', 'imageAlt']) card.delete(key)
	card.set(DESCRIPTION, 'Stored')
	return doc
}
const textIn = (doc: Y.Doc, id = CARD) => textOf(recordsOf(doc), id, 'description')

it('[DETAIL1a] a board of an earlier release gets its texts before the first member, once', async () => {
	const first = await startServer()
	const { ana } = await openWithAna(first.url)
	await first.end()
	const room = boardRoom(ana.board.id)
	const docStore = await openSqliteDocStore(join(first.dataDir, 'charrette.db'))
	await docStore.append([{ room, update: Y.encodeStateAsUpdate(storedBoard()) }])
	await docStore.close()

	const server = await startServer({ DATA_DIR: first.dataDir }, { idleMs: 50 })
	const openBoards = async () => {
		const { text } = await call(server.url, '/metrics')
		return /^charrette_rooms\{type="board"\} (\d+)$/m.exec(text)?.[1]
	}
	/** Joins the board, and returns the id of the description's Y.Text. */
	async function openOnce(): Promise<Y.ID | undefined> {
		const client = joinAsStock(server.syncUrl, room, ana.token)
		await until('the card is there', () => recordsOf(client.doc).has(CARD))
		expect(textIn(client.doc)?.toString()).toBe('Stored')
		expect(recordsOf(client.doc).get(CARD)?.has(DESCRIPTION)).toBe(false)
		client.leave()
		await until('the board is closed', async () => (await openBoards()) === '0')
		return textIn(client.doc)?._item?.id
	}
	expect(await openOnce()).toEqual(await openOnce())
	await server.stop()
})

it('[DETAIL1a] a card of a stock client has its texts before anybody else sees it; a string is moved into one', async () => {
	const server = await startServer()
	const { ana } = await openWithAna(server.url)
	const room = boardRoom(ana.board.id)
	const [author, reader] = [
		await joinedAsStock(server.syncUrl, room, ana.token),
		await joinedAsStock(server.syncUrl, room, ana.token),
	]
	const seen: unknown[] = []
	recordsOf(reader.doc).observeDeep(() => seen.push(textIn(reader.doc)?.toString()))
	recordsOf(author.doc).set(
		CARD,
		new Y.Map<unknown>([
			['type', 'card'],
			['text', new Y.Text('A')],
			[DESCRIPTION, 'Made'],
		]),
	)
	await until('the author has its texts', () => textIn(author.doc)?.toString() === 'Made')
	await until('the reader has them', () => seen.length > 0)
	expect(seen[0]).toBe('Made')
	textIn(reader.doc)?.insert(4, ' by hand')
	await until('the letters arrive', () => textIn(author.doc)?.toString() === 'Made by hand')
	recordsOf(author.doc).get(CARD)?.set(DESCRIPTION, 'Made by a machine')
	for (const { doc } of [author, reader])
		await until('the string is moved', () => {
			return textIn(doc)?.toString() === 'Made by a machine' && !recordsOf(doc).get(CARD)?.has(DESCRIPTION)
		})
	// The author of a change that the server completes gets the rest of it, too.
	textIn(author.doc)?.insert(0, 'a\u0000')
	await until('the forbidden character is gone', () => textIn(author.doc)?.toString() === 'aMade by a machine')
	expect(author.nacked()).toBe(0)
	await server.stop()
})
