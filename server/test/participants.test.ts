import type { ErrorBody, Invitation, JoinResult, Workshop, WorkshopView } from '@charrette/shared'
import { boardRoom, buildCard, CLOSE, FRAME, privateRoom, putRecord, recordsOf, workshopRoom } from '@charrette/shared'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { FacilitatorClient } from './support/call.ts'
import { call, join, openAsFacilitator, openWithAna, phaseOf } from './support/call.ts'
import type { RawClient } from './support/rawClient.ts'
import { jsonFramesIn, openRaw } from './support/rawClient.ts'
import type { TestServer } from './support/startServer.ts'
import { startServer } from './support/startServer.ts'
import { joinedAsStock } from './support/stockClient.ts'
import { until } from './support/until.ts'

let server: TestServer
let facilitator: FacilitatorClient
let ana: JoinResult
beforeAll(async () => {
	server = await startServer({}, { cityNamesMs: 60_000 })
})
afterAll(() => server.stop())
beforeEach(async () => {
	;({ facilitator, ana } = await openWithAna(server.url))
})

const remove = (more: object = {}) =>
	facilitator.run({ type: 'participant.remove', participant: ana.participant.id, ...more })
const readmit = () => facilitator.run({ type: 'participant.readmit', participant: ana.participant.id })
const view = () => call<WorkshopView & ErrorBody>(server.url, `/api/workshops/${ana.workshop.id}`, { token: ana.token })
const tryToJoin = (name: string, city = 'Bogotá') =>
	call(server.url, '/api/join', { body: { code: facilitator.opened.joinCode, name, city } })
const enter = (room: string, token: string) => joinedAsStock(server.syncUrl, room, token)

/** Returns the newest state that a socket received. */
const stateIn = (client: RawClient) => jsonFramesIn<Workshop>(client, FRAME.state).at(-1)

it('[PEOPLE5] a city counts as one in whichever script it is typed; the join page knows its names', async () => {
	await facilitator.run({ type: 'workshop.change', cities: ['Guangzhou', 'Bogotá'] })
	const preview = await call<Invitation>(server.url, '/api/join/preview', {
		body: { code: facilitator.opened.joinCode },
	})
	expect(preview.body.cityNames?.['Guangzhou']).toEqual(expect.arrayContaining(['广州', 'canton']))
	const cities = []
	for (const city of ['广州', 'Guang zhou', '武汉', 'Wuhan', 'Bogota', 'Nowhere'])
		cities.push((await join(server.url, facilitator.opened.joinCode, 'Li', city)).participant.city)
	expect(cities).toEqual(['Guangzhou', 'Guangzhou', '武汉', '武汉', 'Bogotá', 'Nowhere'])
	await facilitator.run({ type: 'participant.change', participant: ana.participant.id, city: 'Canton' })
	expect((await view()).body.participant?.city).toBe('Guangzhou')
})

describe('a removed participant', () => {
	it('[PEOPLE1] [P10] loses all sockets at once, and cannot connect again', async () => {
		const rooms = [
			boardRoom(ana.board.id),
			privateRoom(ana.board.id, ana.participant.id),
			workshopRoom(ana.workshop.id),
		]
		const sockets = await Promise.all(rooms.map((room) => openRaw(`${server.syncUrl}/${room}`, ana.token)))
		await until('all are connected', () => sockets.every(({ frames }) => frames.length > 0))
		await remove()
		await until('all are closed', () => sockets.every((socket) => socket.closed() === CLOSE.noAccess))
		const again = await openRaw(`${server.syncUrl}/${boardRoom(ana.board.id)}`, ana.token)
		await until('the new socket is closed', () => again.closed() === CLOSE.noAccess)
		expect([(await view()).status, (await view()).body.error.code]).toEqual([403, 'removed'])
	})

	it('[PEOPLE1] cannot join again under the same name and city, in any spelling; others of that city can', async () => {
		await remove()
		const { status, body } = await tryToJoin('ANA')
		expect([status, body.error.code]).toEqual([403, 'removed'])
		for (const disguised of ['A\u200bna', 'Ana\u2060', 'Ａｎａ', 'A\u00adna'])
			expect((await tryToJoin(disguised, 'Bogotá\u200b')).body.error.code).toBe('removed')
		expect((await tryToJoin('\u200b\u3164')).body.error.code).toBe('invalid_input')
		expect(body.error.message).toContain('Ask them')
		expect([(await tryToJoin('Ana', 'Wuhan')).status, (await tryToJoin('Li')).status]).toEqual([201, 201])
	})

	it('[PEOPLE1] cannot join from the same browser under another name, until readmitted', async () => {
		const [li, other] = [await join(server.url, facilitator.opened.joinCode, 'Li'), await openAsFacilitator(server.url)]
		await remove()
		const joinFrom = async (earlier: string, code = facilitator.opened.joinCode) =>
			(await call(server.url, '/api/join', { body: { code, name: 'Zoé', city: 'Dakar', earlier } })).status
		expect(await joinFrom(ana.token)).toBe(403)
		expect(await joinFrom(li.token)).toBe(201)
		expect(await joinFrom('nobody has this')).toBe(201)
		expect(await joinFrom(ana.token, other.opened.joinCode)).toBe(201)
		await readmit()
		expect(await joinFrom(ana.token)).toBe(201)
		await remove({ mayReturn: true })
		expect(await joinFrom(ana.token)).toBe(201)
	})

	it('[PEOPLE1] can join as a new participant if the facilitator allows it', async () => {
		await remove({ mayReturn: true })
		expect((await tryToJoin('Ana')).status).toBe(201)
		const { participants, removed } = await facilitator.state()
		expect(participants.map((person) => person.id)).not.toContain(ana.participant.id)
		expect(removed.map((person) => person.id)).toEqual([ana.participant.id])
	})

	it('[PEOPLE2] keeps group, token and private cards when readmitted', async () => {
		const phase = phaseOf('write', { isPrivate: true })
		const { made } = (await facilitator.send({ type: 'phase.add', phase })).body
		await facilitator.run({ type: 'phase.goto', phase: made })
		const room = privateRoom(ana.board.id, ana.participant.id)
		const before = await enter(room, ana.token)
		putRecord(recordsOf(before.doc), buildCard('own', { x: 0, y: 0, index: 'a1' as never }, { text: '我的' }))
		await until('the card is saved', () => before.acked() >= 2)
		before.leave()
		await remove()
		await server.restart()
		expect((await readmit()).removed).toEqual([])
		expect((await view()).body).toMatchObject({ participant: ana.participant, board: { id: ana.board.id } })
		const after = await enter(room, ana.token)
		expect([...recordsOf(after.doc).keys()]).toEqual(['shape:own'])
		after.leave()
	})

	it('[PEOPLE2] is listed as removed for facilitators only', async () => {
		const li = await join(server.url, facilitator.opened.joinCode, 'Li')
		const room = `${server.syncUrl}/${workshopRoom(ana.workshop.id)}`
		const [facilitators, lis] = await Promise.all([openRaw(room, facilitator.opened.token), openRaw(room, li.token)])
		await remove()
		const late = await openRaw(room, li.token)
		const all = [facilitators, lis, late]
		await until('all have the new state', () => all.every((one) => stateIn(one)?.participants.length === 1))
		expect(all.map((one) => stateIn(one)?.removed.map(({ name }) => name))).toEqual([['Ana'], [], []])
		const path = `/api/workshops/${ana.workshop.id}`
		const seen = await call<WorkshopView>(server.url, path, { token: li.token })
		expect(seen.body.workshop.removed).toEqual([])
		expect((await join(server.url, facilitator.opened.joinCode, 'Zoé')).workshop.removed).toEqual([])
		for (const { socket } of all) socket.terminate()
	})

	it.each(['participant.remove', 'participant.readmit'])('%s rejects an unknown participant', async (type) => {
		const { status, body } = await facilitator.send({ type, participant: 'nobody' })
		expect([status, body.error?.code]).toEqual([404, 'not_found'])
	})
})
