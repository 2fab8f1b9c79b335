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

/** What the digest frames of a socket say of each board, and how many such frames came. */
function heard({ frames }: RawClient): { byBoard: Map<BoardId, BoardDigest>; count: number } {
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

/** Puts cards with these ids on Ana's board, as an obstacle each. */
function write({ doc }: StockClient, ids: readonly string[]): void {
	doc.transact(() => {
		for (const id of ids) {
			const place = { x: 10 * ids.indexOf(id), y: 0, index: 'a1' as never }
			putRecord(recordsOf(doc), buildCard(id, place, { kind: 'obstacle', text: 'A secret' }, ana.participant.id))
		}
	})
}

describe('[FAN5] boards in small', () => {
	it('are told to a facilitator, of every board of the session, and again of the one that changed', async () => {
		const board = ana.board.id
		const client = await joinedAsStock(server.syncUrl, boardRoom(board), ana.token)
		write(client, ['a'])
		await until('it is saved', () => client.acked() >= 2)
		const facilitatorClient = await listen(facilitator.opened.token)
		await until('all are told', () => heard(facilitatorClient).byBoard.size === 3)
		expect([...heard(facilitatorClient).byBoard.keys()].sort()).toEqual(
			boardsOf(facilitator.opened.workshop)
				.map(({ id }) => id)
				.sort(),
		)
		expect(heard(facilitatorClient).byBoard.get(board)).toMatchObject({
			cards: { obstacle: 1 },
			fresh: 0,
			touchedAt: null,
			writers: [ana.participant.id],
		})
		const before = heard(facilitatorClient).count
		const started = Date.now()
		write(client, ['b', 'c'])
		await until('it is told', () => heard(facilitatorClient).byBoard.get(board)?.cards.obstacle === 3)
		const digest = heard(facilitatorClient).byBoard.get(board)
		expect(digest).toMatchObject({ fresh: 2, coverage: { obstacles: 3, answered: 0, open: 3, shared: 0 } })
		expect(digest?.touchedAt).toBeGreaterThanOrEqual(started)
		const later = facilitatorClient.frames.filter((frame) => frame[0] === FRAME.digest).slice(before)
		expect(later.map((frame) => decoding.readVarUint(decoding.createDecoder(frame.subarray(1))))).toEqual([1])
		for (const gone of [client]) gone.leave()
		facilitatorClient.socket.close()
	})

	it('are never told to participants, and hold no word that is written', async () => {
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
		await until('it is told', () => heard(projector).byBoard.get(ana.board.id)?.cards.obstacle === 1)
		expect(heard(participant).count).toBe(0)
		const told = projector.frames.filter((frame) => frame[0] === FRAME.digest)
		expect(told.some((frame) => Buffer.from(frame).includes('secret'))).toBe(false)
		client.leave()
		for (const { socket } of [projector, participant]) socket.close()
	})

	it('follow a board into the document that takes its place, and a session that takes the place of another', async () => {
		const board = ana.board.id
		const client = await joinedAsStock(server.syncUrl, boardRoom(board), ana.token)
		const path = `${server.url}/api/boards/${board}/snapshots`
		const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${facilitator.opened.token}` }
		const kept = await fetch(path, { method: 'POST', headers, body: JSON.stringify({ name: 'Empty' }) })
		const { id } = (await kept.json()) as { id: string }
		const facilitatorClient = await listen(facilitator.opened.token)
		const cardsOn = (id: BoardId) => {
			const digest = heard(facilitatorClient).byBoard.get(id)
			return digest ? countCards(digest) : null
		}
		write(client, ['a', 'b'])
		await until('two are told', () => cardsOn(board) === 2)
		const body = JSON.stringify({ mode: 'replace' })
		await fetch(`${server.url}/api/snapshots/${id}/restore`, { method: 'POST', headers, body })
		await until('none is told', () => cardsOn(board) === 0)
		const { body: added } = await facilitator.send({ type: 'session.add', title: 'Day 2' })
		const next = await facilitator.run({ type: 'session.goto', session: added.made })
		const boards = boardsOf({ sessions: next.sessions.filter((session) => session.id === added.made) })
		await until('the next session is told', () => boards.every((one) => cardsOn(one.id) === 0))
		const late = await listen(facilitator.opened.token)
		await until('who comes then is told of it', () => boards.every(({ id: one }) => heard(late).byBoard.has(one)))
		await facilitator.run({ type: 'session.goto', session: facilitator.opened.workshop.session })
		await until('and of the one before, when it runs again', () => heard(late).byBoard.has(board))
		late.socket.close()
		client.leave()
		facilitatorClient.socket.close()
	})
})
