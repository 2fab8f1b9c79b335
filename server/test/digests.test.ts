import { join as joinPath } from 'node:path'
import type { Board, BoardDigest, BoardId, JoinResult } from '@charrette/shared'
import {
	boardRoom,
	buildCard,
	countCards,
	FRAME,
	putRecord,
	readDigests,
	recordsOf,
	workshopRoom,
} from '@charrette/shared'
import * as decoding from 'lib0/decoding'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Sqlite } from '../dist/adapters/sqlite/Sqlite.js'
import type { FacilitatorClient } from './support/call.ts'
import { join, openAsFacilitator } from './support/call.ts'
import type { RawClient } from './support/rawClient.ts'
import { openRaw } from './support/rawClient.ts'
import type { TestServer } from './support/startServer.ts'
import { startServer } from './support/startServer.ts'
import type { StockClient } from './support/stockClient.ts'
import { joinedAsStock } from './support/stockClient.ts'
import { until } from './support/until.ts'

let server: TestServer
let facilitator: FacilitatorClient
let ana: JoinResult
beforeAll(async () => {
	server = await startServer({}, { digestMs: 40 })
})
afterAll(() => server.stop())
beforeEach(async () => {
	facilitator = await openAsFacilitator(server.url)
	ana = await join(server.url, facilitator.opened.joinCode, 'Ana')
})

/**
 * Returns the latest digest of each board that a socket received, and the number of digest frames.
 */
function digestsIn({ frames }: RawClient): { byBoard: Map<BoardId, BoardDigest>; count: number } {
	const byBoard = new Map<BoardId, BoardDigest>()
	let count = 0
	for (const frame of frames) {
		const decoder = decoding.createDecoder(frame)
		if (decoding.readVarUint(decoder) !== FRAME.digest) continue
		count++
		for (const digest of readDigests(decoder)) byBoard.set(digest.board, digest)
	}
	return { byBoard, count }
}

const listen = (token: string) => openRaw(`${server.syncUrl}/${workshopRoom(facilitator.opened.workshop.id)}`, token)
const boardsOf = ({ sessions }: { sessions: { boards: Board[] }[] }) => sessions.flatMap(({ boards }) => boards)

/** Adds an obstacle with each of these ids to Ana's board. */
function write({ doc }: StockClient, ids: readonly string[]): void {
	doc.transact(() => {
		for (const id of ids) {
			const place = { x: 10 * ids.indexOf(id), y: 0, index: 'a1' as never }
			putRecord(recordsOf(doc), buildCard(id, place, { kind: 'obstacle', text: 'A secret' }, ana.participant.id))
		}
	})
}

describe('[FAN5] board digests', () => {
	it('of a workshop that cannot be read do not stop the digests of the next one', async () => {
		const damaged = await openAsFacilitator(server.url)
		const room = workshopRoom(damaged.opened.workshop.id)
		const before = await openRaw(`${server.syncUrl}/${room}`, damaged.opened.token)
		await until('its digests arrive', () => digestsIn(before).byBoard.size > 0)
		const database = new Sqlite(joinPath(server.dataDir, 'charrette.db'))
		database.prepare("UPDATE workshop SET state = '{' WHERE id = ?").run(damaged.opened.workshop.id)
		database.close()
		const client = await joinedAsStock(server.syncUrl, boardRoom(ana.board.id), ana.token)
		const facilitatorClient = await listen(facilitator.opened.token)
		write(client, ['a'])
		await until('the digest has the card', () => {
			const digest = digestsIn(facilitatorClient).byBoard.get(ana.board.id)
			return digest !== undefined && countCards(digest) === 1
		})
	})

	it('are sent to facilitators for every board of the session, then for changed boards only', async () => {
		const board = ana.board.id
		const client = await joinedAsStock(server.syncUrl, boardRoom(board), ana.token)
		write(client, ['a'])
		await until('it is saved', () => client.acked() >= 2)
		const facilitatorClient = await listen(facilitator.opened.token)
		await until('all digests arrive', () => digestsIn(facilitatorClient).byBoard.size === 3)
		expect([...digestsIn(facilitatorClient).byBoard.keys()].sort()).toEqual(
			boardsOf(facilitator.opened.workshop)
				.map(({ id }) => id)
				.sort(),
		)
		expect(digestsIn(facilitatorClient).byBoard.get(board)).toMatchObject({
			cards: { obstacle: 1 },
			fresh: 0,
			touchedAt: null,
			writers: [ana.participant.id],
		})
		const before = digestsIn(facilitatorClient).count
		const started = Date.now()
		write(client, ['b', 'c'])
		await until('it is digestFrames', () => digestsIn(facilitatorClient).byBoard.get(board)?.cards.obstacle === 3)
		const digest = digestsIn(facilitatorClient).byBoard.get(board)
		// They say the same, and count as one (SHARED1c).
		expect(digest).toMatchObject({ fresh: 2, coverage: { obstacles: 1, answered: 0, open: 1, shared: 0 } })
		expect(digest?.touchedAt).toBeGreaterThanOrEqual(started)
		const later = facilitatorClient.frames.filter((frame) => frame[0] === FRAME.digest).slice(before)
		expect(later.map((frame) => decoding.readVarUint(decoding.createDecoder(frame.subarray(1))))).toEqual([1])
		client.leave()
		facilitatorClient.socket.close()
	})

	it('are never sent to participants, and contain no text', async () => {
		const { body } = await facilitator.send({ type: 'links.create', role: 'projector' })
		const secret = new URL((body as unknown as { link: string }).link).hash.slice(1)
		const answer = await fetch(`${server.url}/api/token`, {
			method: 'POST',
			headers: { 'Content-Type': 'application/json' },
			body: JSON.stringify({ secret }),
		})
		const { token } = (await answer.json()) as { token: string }
		const [projector, participant] = await Promise.all([listen(token), listen(ana.token)])
		const client = await joinedAsStock(server.syncUrl, boardRoom(ana.board.id), ana.token)
		write(client, ['a'])
		await until('it is digestFrames', () => digestsIn(projector).byBoard.get(ana.board.id)?.cards.obstacle === 1)
		expect(digestsIn(participant).count).toBe(0)
		const digestFrames = projector.frames.filter((frame) => frame[0] === FRAME.digest)
		expect(digestFrames.some((frame) => Buffer.from(frame).includes('secret'))).toBe(false)
		client.leave()
		for (const { socket } of [projector, participant]) socket.close()
	})

	it('continue after a document is replaced and after another session starts', async () => {
		const board = ana.board.id
		const client = await joinedAsStock(server.syncUrl, boardRoom(board), ana.token)
		const path = `${server.url}/api/boards/${board}/snapshots`
		const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${facilitator.opened.token}` }
		const saved = await fetch(path, { method: 'POST', headers, body: JSON.stringify({ name: 'Empty' }) })
		const { id } = (await saved.json()) as { id: string }
		const facilitatorClient = await listen(facilitator.opened.token)
		const cardsOn = (id: BoardId) => {
			const digest = digestsIn(facilitatorClient).byBoard.get(id)
			return digest ? countCards(digest) : null
		}
		write(client, ['a', 'b'])
		await until('the digest counts two cards', () => cardsOn(board) === 2)
		const body = JSON.stringify({ mode: 'replace' })
		await fetch(`${server.url}/api/snapshots/${id}/restore`, { method: 'POST', headers, body })
		await until('the digest counts no cards', () => cardsOn(board) === 0)
		const { body: added } = await facilitator.send({ type: 'session.add', title: 'Day 2' })
		const next = await facilitator.run({ type: 'session.goto', session: added.made })
		const boards = boardsOf({ sessions: next.sessions.filter((session) => session.id === added.made) })
		await until('digests of the next session arrive', () => boards.every((one) => cardsOn(one.id) === 0))
		const late = await listen(facilitator.opened.token)
		await until('a new socket receives them', () => boards.every(({ id: one }) => digestsIn(late).byBoard.has(one)))
		await facilitator.run({ type: 'session.goto', session: facilitator.opened.workshop.session })
		await until('digests of the first session arrive again', () => digestsIn(late).byBoard.has(board))
		late.socket.close()
		client.leave()
		facilitatorClient.socket.close()
	})
})
