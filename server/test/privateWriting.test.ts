import type { BoardId, JoinResult, ParticipantId, PrivateCardCounts } from '@charrette/shared'
import {
	boardRoom,
	buildCard,
	buildLink,
	CLOSE,
	FRAME,
	LIMITS,
	privateRoom,
	putRecord,
	readBoard,
	recordsOf,
	textOf,
	workshopRoom,
} from '@charrette/shared'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { FacilitatorClient } from './support/call.ts'
import { call, join, openAsFacilitator, phaseOf } from './support/call.ts'
import type { RawClient } from './support/rawClient.ts'
import { jsonFramesIn, openRaw, payloadOf } from './support/rawClient.ts'
import type { TestServer } from './support/startServer.ts'
import { startServer } from './support/startServer.ts'
import type { StockClient } from './support/stockClient.ts'
import { joinAsStock, joinedAsStock } from './support/stockClient.ts'
import { until } from './support/until.ts'

let server: TestServer
let facilitator: FacilitatorClient
let ana: JoinResult
let li: JoinResult
let projector: string
const open: { leave(): void }[] = []
beforeAll(async () => {
	server = await startServer()
})
afterAll(() => server.stop())

/** One group with Ana and Li, in a phase with private writing. */
beforeEach(async () => {
	facilitator = await openAsFacilitator(server.url, { groups: 1 })
	ana = await join(server.url, facilitator.opened.joinCode, 'Ana')
	li = await join(server.url, facilitator.opened.joinCode, 'Li', 'Wuhan')
	const { body } = await facilitator.send({ type: 'links.create', role: 'projector' })
	const secret = new URL(body.link ?? '').hash.slice(1)
	projector = (await call<{ token: string }>(server.url, '/api/token', { body: { secret } })).body.token
	const { body: added } = await facilitator.send({ type: 'phase.add', phase: phaseOf('write', { isPrivate: true }) })
	await facilitator.run({ type: 'phase.goto', phase: added.made })
	return () => {
		for (const client of open.splice(0)) client.leave()
	}
})

const board = () => ana.board.id
const ownRoom = ({ participant }: JoinResult, at: BoardId = board()) => privateRoom(at, participant.id)
const reveal = (more: object = {}) => facilitator.send({ type: 'private.reveal', names: true, ...more })

async function enter(room: string, token: string): Promise<StockClient> {
	const client = await joinedAsStock(server.syncUrl, room, token)
	open.push(client)
	return client
}

async function watch(room: string, token: string): Promise<RawClient> {
	const client = await openRaw(`${server.syncUrl}/${room}`, token)
	open.push({ leave: () => client.socket.terminate() })
	return client
}

/** Writes a private card as this person, and waits until it is saved. */
async function write(
	person: JoinResult,
	id: string,
	at: { x: number; y: number } = { x: 0, y: 0 },
): Promise<StockClient> {
	const client = await enter(ownRoom(person), person.token)
	putRecord(
		recordsOf(client.doc),
		buildCard(id, { ...at, index: 'a1' as never }, { kind: 'obstacle', text: `Text ${id}` }, person.participant.id),
	)
	await until('the card is saved', () => client.acked() >= 2)
	return client
}

async function boardNow(token = facilitator.opened.token): Promise<Y.Doc> {
	return (await enter(boardRoom(board()), token)).doc
}
const cardsOn = (doc: Y.Doc) =>
	readBoard(doc)
		.cards.map((card) => card.id)
		.sort()

/** Returns the private card counts that a socket received last. */
const countsIn = (client: RawClient) =>
	jsonFramesIn<Record<string, PrivateCardCounts>>(client, FRAME.privateCards).at(-1) ?? null

describe('private writing', () => {
	it('[ROOM3] [P9] is sent to no other member before the reveal; all members receive the counts', async () => {
		const others = { li: li.token, facilitator: facilitator.opened.token, projector }
		const watching: RawClient[] = []
		for (const token of Object.values(others))
			for (const room of [boardRoom(board()), workshopRoom(facilitator.opened.workshop.id), ownRoom(ana)]) {
				const client = await watch(room, token)
				if (room.startsWith('board:')) client.sendStep2(Y.encodeStateAsUpdate(new Y.Doc()))
				watching.push(client)
			}
		const hall = await watch(workshopRoom(facilitator.opened.workshop.id), li.token)
		await write(ana, 'secretcard')
		await write(ana, 'secrettwo')
		await write(li, 'another')
		await until('the count arrives', () => countsIn(hall)?.[board()]?.cards === 3)
		expect(countsIn(hall)).toEqual({ [board()]: { cards: 3, people: 2 } })
		const wire = () => watching.flatMap(({ frames }) => frames).map((frame) => Buffer.from(frame).toString('latin1'))
		expect(wire().length).toBeGreaterThan(0)
		expect(wire().filter((frame) => frame.includes('secret'))).toEqual([])
		for (const token of Object.values(others)) {
			const { text } = await call(server.url, `/api/boards/${board()}/content`, { token })
			expect(text).not.toContain('secret')
		}
		await reveal()
		await until('the card arrives', () => wire().some((frame) => frame.includes('Text secretcard')))
	})

	it('[ROOM3] [P9] sends the counts of a workshop to no member of another workshop', async () => {
		const other = await openAsFacilitator(server.url, { groups: 1 })
		const elsewhere = await watch(workshopRoom(other.opened.workshop.id), other.opened.token)
		const hall = await watch(workshopRoom(facilitator.opened.workshop.id), li.token)
		await write(ana, 'secretcard')
		await until('the count arrives', () => countsIn(hall)?.[board()]?.cards === 1)
		for (const { send } of [facilitator, other]) await send({ type: 'boards.freeze', frozen: true })
		await until('the other workshop has changed', () => jsonFramesIn(elsewhere, FRAME.state).length > 1)
		expect(jsonFramesIn<object>(elsewhere, FRAME.privateCards).flatMap(Object.keys)).toEqual([])
	})

	it('[ROOM3] [P9] lets a modified client write neither to another’s private room, nor to the board, nor for a board of another session', async () => {
		await write(ana, 'a')
		for (const token of [li.token, facilitator.opened.token, projector]) {
			const intruder = await watch(ownRoom(ana), token)
			intruder.sendStep2(Y.encodeStateAsUpdate(new Y.Doc()))
			await until('it is closed', () => intruder.closed() === CLOSE.noAccess)
			expect(intruder.frames.filter((frame) => payloadOf(frame))).toEqual([])
		}
		const modified = await watch(boardRoom(board()), li.token)
		const doc = new Y.Doc()
		putRecord(recordsOf(doc), buildCard('forced', { x: 0, y: 0, index: 'a1' as never }, { text: 'now' }))
		modified.sendStep2(Y.encodeStateAsUpdate(doc))
		await until('the edit is rejected', () => modified.frames.some(([type]) => type === FRAME.nack))
		expect(cardsOn(await boardNow())).toEqual([])
		const later = (await facilitator.send({ type: 'session.add', groups: 1 })).body.made
		const foreign = (await facilitator.state()).sessions.find(({ id }) => id === later)?.boards[0]?.id as BoardId
		const elsewhere = await watch(ownRoom(li, foreign), li.token)
		elsewhere.sendStep2(Y.encodeStateAsUpdate(doc))
		await until('that edit is rejected, too', () => elsewhere.frames.some(([type]) => type === FRAME.nack))
	})

	it('[ROOM3] reveals cards and their links with their ids, without overlaps', async () => {
		const client = await write(ana, 'a')
		putRecord(recordsOf(client.doc), buildCard('b', { x: 20, y: 0, index: 'a1' as never }, { kind: 'solution' }))
		for (const record of buildLink('l', { from: 'shape:b', to: 'shape:a' }, 'a1' as never))
			putRecord(recordsOf(client.doc), record)
		await write(li, 'c')
		expect((await reveal()).status).toBe(200)
		const { cards, links } = readBoard(await boardNow(), (id) => id)
		expect(cards.map(({ id, author }) => [id, author]).sort()).toEqual([
			['shape:a', ana.participant.id],
			['shape:b', undefined],
			['shape:c', li.participant.id],
		])
		expect(links).toEqual([{ id: 'shape:l', from: 'shape:b', to: 'shape:a', meaning: 'addresses' }])
		const places = [...recordsOf(await boardNow()).values()].map((record) => String(record.get('xy')))
		expect(new Set(places.filter((place) => place !== 'undefined')).size).toBeGreaterThan(1)
		await until('the private document is empty', () => recordsOf(client.doc).size === 0)
	})

	it('[ROOM3] puts cards into the columns of their kinds, and records the reveal once it is complete', async () => {
		const session = (await facilitator.send({ type: 'session.add', template: 'obstacle-solution' })).body.made
		await facilitator.run({ type: 'session.goto', session })
		const { body: added } = await facilitator.send({ type: 'phase.add', phase: phaseOf('write', { isPrivate: true }) })
		await facilitator.run({ type: 'phase.goto', phase: added.made })
		const boardOfSession = async () =>
			(await facilitator.state()).sessions.find(({ id }) => id === session)?.boards.find(({ group }) => group)
		const there = await boardOfSession()
		if (!there) throw new Error('the session has no board')
		const client = await enter(ownRoom(ana, there.id), ana.token)
		for (const [id, kind] of [
			['a', 'obstacle'],
			['b', 'solution'],
			['c', 'note'],
		] as const)
			putRecord(recordsOf(client.doc), buildCard(id, { x: 9000, y: 0, index: 'a1' as never }, { kind, text: id }))
		await until('the cards are saved', () => client.acked() >= 4)
		await reveal()
		const reader = await enter(boardRoom(there.id), ana.token)
		const { clusters, cards } = readBoard(reader.doc)
		const titles = clusters.map((cluster) => [cluster.title, cluster.cards])
		expect(titles).toEqual([
			['Cases', []],
			['Obstacles', ['shape:a']],
			['Solutions', ['shape:b']],
		])
		expect(cards).toHaveLength(3)
		const noted = { phase: added.made, cards: 3, area: { y: 40 } }
		expect((await boardOfSession())?.lastReveal).toMatchObject(noted)
		await reveal()
		expect((await boardOfSession())?.lastReveal).toMatchObject(noted)
	})

	it('[ROOM3] reveals without authors on request, and while the workshop is anonymous', async () => {
		await write(ana, 'a')
		await reveal({ names: false })
		await write(li, 'b')
		await facilitator.run({ type: 'anonymity.set', isAnonymous: true })
		await reveal({ board: board() })
		const seen = await watch(boardRoom(board()), li.token)
		const doc = await boardNow()
		expect(cardsOn(doc)).toEqual(['shape:a', 'shape:b'])
		for (const record of recordsOf(doc).values()) expect(record.has('meta.author')).toBe(false)
		const ids = [ana, li].map(({ participant }) => participant.id as string)
		for (const frame of seen.frames.filter((one) => payloadOf(one)))
			for (const id of ids) expect(Buffer.from(frame).toString('latin1')).not.toContain(id)
	})

	it('[ROOM3m] begins again in the same phase after a reveal, and ends without a reveal', async () => {
		await write(ana, 'a')
		await reveal()
		const seen = await enter(boardRoom(board()), li.token)
		putRecord(recordsOf(seen.doc), buildCard('public', { x: 900, y: 0, index: 'a1' as never }, {}))
		await until('the card is public', () => seen.acked() >= 2)
		await facilitator.run({ type: 'private.set', isPrivate: true })
		const [{ boards } = { boards: [] }] = (await facilitator.state()).sessions
		expect(boards.filter(({ revealed }) => revealed !== undefined)).toEqual([])
		await write(ana, 'b')
		expect(cardsOn(await boardNow())).toEqual(['shape:a', 'shape:public'])
		await reveal()
		expect(cardsOn(await boardNow())).toEqual(['shape:a', 'shape:b', 'shape:public'])
		await facilitator.run({ type: 'private.set', isPrivate: false })
		expect((await facilitator.state()).sessions[0]?.phases[0]?.isPrivate).toBe(false)
	})

	it('[ROOM3m] is refused in a phase in which participants do not write', async () => {
		for (const kind of ['present', 'cluster'] as const) {
			const { body } = await facilitator.send({ type: 'phase.add', phase: phaseOf(kind) })
			await facilitator.run({ type: 'phase.goto', phase: body.made })
			const answer = await facilitator.send({ type: 'private.set', isPrivate: true })
			expect(answer).toMatchObject({ status: 409, body: { error: { reason: 'not_writing' } } })
		}
	})

	it('[ROOM3] makes the board editable again with the reveal, and keeps its content', async () => {
		const facilitatorClient = await enter(boardRoom(board()), facilitator.opened.token)
		putRecord(
			recordsOf(facilitatorClient.doc),
			buildCard('there', { x: 0, y: 0, index: 'a1' as never }, { text: 'Stays' }),
		)
		await write(ana, 'a')
		await reveal()
		const client = await enter(boardRoom(board()), li.token)
		putRecord(recordsOf(client.doc), buildCard('after', { x: 900, y: 0, index: 'a1' as never }, {}))
		await until('all are there', () => cardsOn(facilitatorClient.doc).length === 3)
		expect(textOf(recordsOf(facilitatorClient.doc), 'shape:there')?.toString()).toBe('Stays')
	})

	it('[ROOM3] never overwrites an existing card of the same id', async () => {
		const facilitatorClient = await enter(boardRoom(board()), facilitator.opened.token)
		putRecord(
			recordsOf(facilitatorClient.doc),
			buildCard('same', { x: 0, y: 0, index: 'a1' as never }, { text: 'Kept' }),
		)
		await until('the card is saved', () => facilitatorClient.acked() >= 2)
		await write(ana, 'same')
		await reveal()
		expect(textOf(recordsOf(await boardNow()), 'shape:same')?.toString()).toBe('Kept')
	})

	it('[ROOM3] keeps cards for a later reveal over a change of phase, a restart, and the removal of their author', async () => {
		await write(ana, 'a')
		await write(li, 'b')
		const { body } = await facilitator.send({ type: 'phase.add', phase: phaseOf('cluster') })
		await facilitator.run({ type: 'phase.goto', phase: body.made })
		await facilitator.run({ type: 'participant.remove', participant: li.participant.id })
		for (const client of open.splice(0)) client.leave()
		await server.restart()
		const hall = await watch(workshopRoom(facilitator.opened.workshop.id), ana.token)
		await until('the counts from disk arrive', () => countsIn(hall)?.[board()]?.cards === 2)
		const back = await enter(ownRoom(ana), ana.token)
		expect(cardsOn(back.doc)).toEqual(['shape:a'])
		expect(cardsOn(await boardNow())).toEqual([])
		await reveal()
		expect(cardsOn(await boardNow())).toEqual(['shape:a', 'shape:b'])
		await until('no private cards are left', () => Object.keys(countsIn(hall) ?? {}).length === 0)
	})

	describe('[ROOM3j] takes cards that were written offline', () => {
		const phaseNow = async () => (await facilitator.state()).sessions[0]?.phases[0]?.id
		const steps: Record<string, () => Promise<unknown>> = {
			'the board was frozen': () => facilitator.run({ type: 'boards.freeze', frozen: true }),
			'the phase was left backwards': () => facilitator.run({ type: 'phase.goto', phase: null }),
			'the phase was removed': async () => {
				const phase = await phaseNow()
				await facilitator.run({ type: 'phase.goto', phase: null })
				await facilitator.run({ type: 'phase.remove', phase })
			},
			'its author was moved to another group': async () => {
				await facilitator.run({ type: 'groups.add', name: 'Two' })
				const two = (await facilitator.state()).sessions[0]?.groups[1]
				await facilitator.run({ type: 'participant.move', participant: ana.participant.id, group: two?.id })
			},
			'the cards of the others were revealed on a frozen board': async () => {
				await facilitator.run({ type: 'boards.freeze', frozen: true })
				await reveal()
			},
		}
		for (const [step, run] of Object.entries(steps))
			it(`after ${step}, for the next reveal`, async () => {
				const room = board()
				const client = await write(ana, 'early')
				client.provider.disconnect()
				putRecord(recordsOf(client.doc), buildCard('late', { x: 0, y: 0, index: 'a1' as never }, { text: 'Late' }))
				await run()
				client.provider.connect()
				await until('the card is saved', () => client.provider.synced && client.acked() >= 1)
				await facilitator.run({ type: 'private.reveal', names: true, board: room })
				const on = cardsOn((await enter(boardRoom(room), facilitator.opened.token)).doc)
				expect(on).toContain('shape:late')
			})
	})

	it('[ROOM3k] adds up the cards that are only on devices, and shows nobody whose they are', async () => {
		const room = workshopRoom(facilitator.opened.workshop.id)
		const hall = await watch(room, facilitator.opened.token)
		const others = await enter(room, li.token)
		const at = await enter(room, ana.token)
		others.provider.awareness.setLocalState({ board: board(), unsent: { [board()]: 1 } })
		at.provider.awareness.setLocalState({ board: board(), unsent: { [board()]: 2, nowhere: 5, '../x': 1 } })
		await until('the sum arrives', () => countsIn(hall)?.[board()]?.unsent === 3)
		expect(countsIn(hall)).toEqual({ [board()]: { cards: 0, people: 0, unsent: 3 } })
		await until('presence arrives', () => others.provider.awareness.getStates().has(at.doc.clientID))
		expect(others.provider.awareness.getStates().get(at.doc.clientID)).not.toHaveProperty('unsent')
		at.leave()
		others.provider.awareness.setLocalState({ board: board() })
		await until('a device that is gone still counts', () => countsIn(hall)?.[board()]?.unsent === 2)
		await facilitator.run({ type: 'participant.remove', participant: ana.participant.id })
		await until('a removed participant does not', () => countsIn(hall)?.[board()] === undefined)
	})

	it('[ROOM3k] ignores reports that are no numbers of cards, and bounds the others', async () => {
		const room = workshopRoom(facilitator.opened.workshop.id)
		const hall = await watch(room, facilitator.opened.token)
		const { provider } = await enter(room, ana.token)
		for (const unsent of [null, 7, 'x', { [board()]: -1 }, { [board()]: 1.5 }, { [board()]: '3' }, { [board()]: 1e9 }])
			provider.awareness.setLocalState({ board: board(), unsent })
		await until('the bounded number arrives', () => countsIn(hall)?.[board()]?.unsent === LIMITS.maxPrivateCards)
	})

	it('[ROOM3h] late cards cannot block the removal of a group whose frozen board was revealed', async () => {
		await facilitator.run({ type: 'groups.add', name: 'Two' })
		const [one, two] = (await facilitator.state()).sessions[0]?.groups ?? []
		const removal = { type: 'groups.remove', group: one?.id, to: two?.id }
		await facilitator.run({ type: 'boards.freeze', frozen: true })
		await reveal()
		await write(ana, 'late')
		expect((await facilitator.send(removal)).status).toBe(200)
		const there = (await facilitator.state()).sessions[0]?.boards.find(({ group }) => group === two?.id)
		const { doc } = await enter(boardRoom(there?.id as BoardId), facilitator.opened.token)
		const [card] = readBoard(doc).cards
		expect([card?.id, card?.author]).toEqual(['shape:late', undefined])
	})

	it('[ROOM3] reveals each card once, also when two facilitators reveal at once and again', async () => {
		await write(ana, 'a')
		await write(li, 'b')
		await Promise.all([reveal(), reveal()])
		await reveal()
		expect(cardsOn(await boardNow())).toEqual(['shape:a', 'shape:b'])
	})

	it('[ROOM3] a group with private cards cannot be removed', async () => {
		await facilitator.run({ type: 'groups.add', name: 'Two' })
		await write(ana, 'a')
		const [one, two] = (await facilitator.state()).sessions[0]?.groups ?? []
		const { status, body } = await facilitator.send({ type: 'groups.remove', group: one?.id, to: two?.id })
		expect([status, body.error?.code, body.error?.reason]).toEqual([409, 'not_now', 'held_in_private'])
		await reveal()
		expect((await facilitator.send({ type: 'groups.remove', group: one?.id, to: two?.id })).status).toBe(200)
	})

	it('closes the private room of a removed participant', async () => {
		const client = joinAsStock(server.syncUrl, ownRoom(ana), ana.token)
		open.push(client)
		await until('she is synced', () => client.provider.synced)
		await facilitator.run({ type: 'participant.remove', participant: ana.participant.id as ParticipantId })
		await until('she is closed', () => client.closed() === CLOSE.noAccess)
	})
})
