import { join as joinPath } from 'node:path'
import type { BoardContent, JoinResult, Participant, WorkshopView } from '@charrette/shared'
import { boardRoom, buildCard, CLOSE, privateRoom, putRecord, recordsOf } from '@charrette/shared'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Sqlite } from '../dist/adapters/sqlite/Sqlite.js'
import type { FacilitatorClient } from './support/call.ts'
import { call, join, openWithAna, phaseOf } from './support/call.ts'
import { openRaw } from './support/rawClient.ts'
import type { TestServer } from './support/startServer.ts'
import { startServer } from './support/startServer.ts'
import { joinedAsStock } from './support/stockClient.ts'
import { until } from './support/until.ts'
import { cards, openVotingSceneOfTwo } from './support/votingScene.ts'

let server: TestServer
let facilitator: FacilitatorClient
let ana: JoinResult
beforeAll(async () => {
	server = await startServer()
})
afterAll(() => server.stop())
beforeEach(async () => {
	;({ facilitator, ana } = await openWithAna(server.url))
})

const named = ({ participants }: { participants: readonly Participant[] }) =>
	participants.map(({ name, city }) => `${name}, ${city}`)
const viewOf = ({ token, workshop }: JoinResult) =>
	call<WorkshopView>(server.url, `/api/workshops/${workshop.id}`, { token })

/** Writes a card on this person's board, as its author. */
async function writeCard(person: JoinResult, id: string, city: string, room = boardRoom(person.board.id)) {
	const stock = await joinedAsStock(server.syncUrl, room, person.token)
	const at = { x: 0, y: 0, index: 'a1' as never }
	putRecord(recordsOf(stock.doc), buildCard(id, at, { text: id, city }, person.participant.id))
	await until('the card is saved', () => stock.acked() >= 2)
	stock.leave()
}

async function cardsOn({ board }: JoinResult): Promise<string[]> {
	const { token } = facilitator.opened
	const { body } = await call<BoardContent>(server.url, `/api/boards/${board.id}/content`, { token })
	return body.cards.map(({ text, city, author }) => `${text}, ${city}, ${author}`).sort()
}

describe('correcting a person', () => {
	const change = (more: object) =>
		facilitator.run({ type: 'participant.change', participant: ana.participant.id, ...more })

	it('[PEOPLE3] changes the name and the city, in the spelling of the workshop', async () => {
		expect(named(await change({ name: 'Ana María' }))).toEqual(['Ana María, Bogotá'])
		expect(named(await change({ city: '  dakar' }))).toEqual(['Ana María, Dakar'])
		expect((await viewOf(ana)).body.participant).toMatchObject({ id: ana.participant.id, name: 'Ana María' })
	})

	it('[PEOPLE3] completes an interrupted correction of the city when it is repeated', async () => {
		await writeCard(ana, 'own', 'Bogotá')
		const other = (await facilitator.state()).sessions[0]?.groups.find(({ id }) => id !== ana.participant.group)
		await facilitator.run({ type: 'participant.move', participant: ana.participant.id, group: other?.id })
		const moved = { ...ana, board: { ...ana.board, id: other?.board ?? ana.board.id } }
		await writeCard(moved, 'later', 'Bogotá')
		const database = new Sqlite(joinPath(server.dataDir, 'charrette.db'))
		database.exec("CREATE TRIGGER refuse BEFORE INSERT ON log BEGIN SELECT RAISE(ABORT, 'no'); END")
		const correction = { type: 'participant.change', participant: ana.participant.id, city: 'Dakar' }
		expect((await facilitator.send(correction)).status).toBe(503)
		database.exec('DROP TRIGGER refuse')
		database.close()
		await until('it is corrected', async () => (await facilitator.send(correction)).status === 200)
		expect([await cardsOn(ana), await cardsOn(moved)]).toEqual([['own, Dakar, Ana'], ['later, Dakar, Ana']])
	})

	it('[PEOPLE3] changes the city on the person’s own cards, not on their cards for another city', async () => {
		await writeCard(ana, 'own', 'Bogotá')
		await writeCard(ana, 'typed', 'Wuhan')
		await change({ city: 'Dakar' })
		expect(await cardsOn(ana)).toEqual(['own, Dakar, Ana', 'typed, Wuhan, Ana'])
	})

	it('[PEOPLE3] changes the city on the person’s private cards, before and after a restart', async () => {
		const { body } = await facilitator.send({ type: 'phase.add', phase: phaseOf('write', { isPrivate: true }) })
		await facilitator.run({ type: 'phase.goto', phase: body.made })
		await writeCard(ana, 'own', 'Bogotá', privateRoom(ana.board.id, ana.participant.id))
		await change({ city: 'Wuhan' })
		await server.restart()
		await change({ city: 'Dakar' })
		await facilitator.run({ type: 'private.reveal', names: true })
		expect(await cardsOn(ana)).toEqual(['own, Dakar, Ana'])
	})

	it('[PEOPLE3] a participant corrects their own name, and nobody else’s', async () => {
		const path = `/api/workshops/${ana.workshop.id}/name`
		const rename = (token: string, name: string) => call<Participant>(server.url, path, { token, body: { name } })
		expect((await rename(ana.token, 'Anna')).body).toMatchObject({ id: ana.participant.id, name: 'Anna' })
		expect(named(await facilitator.state())).toEqual(['Anna, Bogotá'])
		expect((await rename(facilitator.opened.token, 'Li')).status).toBe(403)
		expect((await rename(ana.token, '\u200b')).status).toBe(400)
		await facilitator.run({ type: 'participant.remove', participant: ana.participant.id })
		expect((await rename(ana.token, 'Li')).status).toBe(403)
	})

	it.each([
		[{ type: 'participant.change', participant: 'nobody', name: 'Li' }, 404],
		[{ type: 'participant.change', participant: 'nobody', name: '' }, 400],
		[{ type: 'participant.merge', participant: 'nobody', into: 'somebody' }, 404],
		[{ type: 'participant.merge', participant: 'nobody', into: 'nobody' }, 400],
		[{ type: 'workshop.change', title: ' ' }, 400],
		[{ type: 'workshop.change', locales: [] }, 400],
		[{ type: 'workshop.change', locales: ['tlh'] }, 400],
	])('rejects %j', async (command, status) => {
		expect((await facilitator.send(command)).status).toBe(status)
	})

	it('only facilitators send the commands', async () => {
		const path = `/api/workshops/${ana.workshop.id}/commands`
		for (const type of ['participant.change', 'participant.merge', 'workshop.change']) {
			const body = { type, participant: ana.participant.id, into: 'li', title: 'Mine' }
			expect((await call(server.url, path, { token: ana.token, body })).status).toBe(403)
		}
	})
})

describe('merging a duplicate participant', () => {
	let duplicate: JoinResult
	beforeEach(async () => {
		duplicate = await join(server.url, facilitator.opened.joinCode, 'Anna', 'Wuhan')
	})
	const merge = () =>
		facilitator.send({ type: 'participant.merge', participant: duplicate.participant.id, into: ana.participant.id })

	it('[PEOPLE4] leaves one person, with the cards and devices of both', async () => {
		await writeCard(ana, 'first', 'Bogotá')
		await writeCard(duplicate, 'second', 'Wuhan')
		expect((await merge()).status).toBe(200)
		expect(named(await facilitator.state())).toEqual(['Ana, Bogotá'])
		const all = new Set([...(await cardsOn(ana)), ...(await cardsOn(duplicate))])
		expect([...all].sort()).toEqual(['first, Bogotá, Ana', 'second, Bogotá, Ana'])
		expect((await viewOf(duplicate)).body.participant?.id).toBe(ana.participant.id)
		expect((await merge()).status).toBe(200)
	})

	it('[PEOPLE4] closes the sockets of the duplicate, which reconnect as the person', async () => {
		const room = `${server.syncUrl}/${boardRoom(duplicate.board.id)}`
		const socket = await openRaw(room, duplicate.token)
		await merge()
		await until('it is closed', () => socket.closed() === CLOSE.noAccess)
		const again = await openRaw(room, duplicate.token)
		await until('it is in the room', () => again.frames.length > 0)
		expect(again.closed()).toBeNull()
		again.socket.terminate()
	})

	it('[PEOPLE4] waits until private cards are revealed', async () => {
		const { made } = (await facilitator.send({ type: 'phase.add', phase: phaseOf('write', { isPrivate: true }) })).body
		await facilitator.run({ type: 'phase.goto', phase: made })
		await writeCard(duplicate, 'own', 'Wuhan', privateRoom(duplicate.board.id, duplicate.participant.id))
		const { status, body } = await merge()
		expect([status, body.error?.reason]).toEqual([409, 'held_in_private'])
		expect((await facilitator.state()).participants).toHaveLength(2)
	})

	it('[PEOPLE4] gives the duplicate’s seat and host role in another session to the person', async () => {
		const { made } = (await facilitator.send({ type: 'session.add', groups: 2 })).body
		const before = await facilitator.state()
		await facilitator.run({
			type: 'group.host',
			group: duplicate.participant.group,
			participant: duplicate.participant.id,
		})
		await facilitator.run({ type: 'session.goto', session: made })
		await merge()
		const { sessions } = await facilitator.state()
		const first = sessions.find(({ id }) => id === before.session)
		expect(first?.groups.flatMap(({ seats = [] }) => seats)).toEqual([ana.participant.id])
		expect(first?.groups.flatMap(({ host }) => host ?? [])).toEqual([ana.participant.id])
	})

	it('[PEOPLE4] counts equal reactions of both once', async () => {
		const scene = await openVotingSceneOfTwo(server)
		await scene.scene.edit(scene.ana.board.id, cards(['a', 'b']))
		const { token } = scene.scene.opened
		const reactions = `/api/boards/${scene.ana.board.id}/reactions`
		const react = (person: JoinResult, card: string) =>
			call(server.url, reactions, { token: person.token, body: { card, emoji: '👍', isOn: true } })
		for (const person of [scene.ana, scene.ben]) expect((await react(person, 'shape:a')).status).toBe(200)
		await react(scene.ben, 'shape:b')
		const command = {
			type: 'participant.merge',
			participant: scene.ben.participant.id,
			into: scene.ana.participant.id,
		}
		await call(server.url, `/api/workshops/${scene.ana.workshop.id}/commands`, { token, body: command })
		const { body } = await call<BoardContent>(server.url, `/api/boards/${scene.ana.board.id}/content`, { token })
		expect(body.cards.map(({ text, reactions }) => [text, reactions?.map(({ count }) => count)]).sort()).toEqual([
			['Text a', [1]],
			['Text b', [1]],
		])
	})

	it('[PEOPLE4] gives the duplicate’s dots in an open vote to the person', async () => {
		const { scene, ana: one, ben } = await openVotingSceneOfTwo(server)
		await scene.edit(scene.plenary, cards(['a']))
		const round = await scene.open({ budget: 2, perCard: 2 })
		await scene.vote(ben, { round, card: 'shape:a', count: 2 })
		const command = { type: 'participant.merge', participant: ben.participant.id, into: one.participant.id }
		const path = `/api/workshops/${one.workshop.id}/commands`
		expect((await call(server.url, path, { token: scene.opened.token, body: command })).status).toBe(200)
		expect((await scene.ballotOf(one, round)).body).toMatchObject({ dots: [{ card: 'shape:a', count: 2 }], left: 0 })
	})
})

describe('changing a workshop', () => {
	const change = (more: object) => facilitator.run({ type: 'workshop.change', ...more })

	it('[CORRECT1] changes title, cities and languages, each separately', async () => {
		expect((await change({ title: 'Green roofs' })).title).toBe('Green roofs')
		const { title, cities } = await change({ cities: ['Seoul', { name: 'Paris', country: 'FR' }, 'seoul'] })
		expect([title, cities]).toEqual(['Green roofs', [{ name: 'Seoul' }, { name: 'Paris', country: 'FR' }]])
		const { locales, locale } = await change({ locales: ['fr', 'es', 'fr'] })
		expect([locales, locale]).toEqual([['fr', 'es'], 'fr'])
		const preview = await call(server.url, '/api/join/preview', { body: { code: facilitator.opened.joinCode } })
		expect(preview.body).toMatchObject({ title: 'Green roofs', locales: ['fr', 'es'], cities: ['Seoul', 'Paris'] })
	})
})
