import type { JoinResult } from '@charrette/shared'
import {
	boardRoom,
	buildCard,
	FRAME,
	type InactiveParticipants,
	putRecord,
	recordsOf,
	workshopRoom,
} from '@charrette/shared'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { call, phaseOf } from './support/call.ts'
import type { RawClient } from './support/rawClient.ts'
import { jsonFramesIn, openRaw } from './support/rawClient.ts'
import type { TestServer } from './support/startServer.ts'
import { startServer } from './support/startServer.ts'
import { joinedAsStock } from './support/stockClient.ts'
import { until } from './support/until.ts'
import type { VotingScene } from './support/votingScene.ts'
import { cards, openVotingSceneOfTwo } from './support/votingScene.ts'

let server: TestServer
let hall: VotingScene
let ana: JoinResult
let ben: JoinResult
beforeAll(async () => {
	server = await startServer()
})
afterAll(() => server.stop())
beforeEach(async () => {
	;({ hall, ana, ben } = await openVotingSceneOfTwo(server))
})

/** Somebody in the workshop's room, once they have been told its state. */
async function enter(token: string): Promise<RawClient> {
	const client = await openRaw(`${server.syncUrl}/${workshopRoom(hall.opened.workshop.id)}`, token)
	await until('the state is told', () => client.frames.some((frame) => frame[0] === FRAME.state))
	return client
}

const hintsTo = (client: RawClient) => jsonFramesIn<object>(client, FRAME.hint)

it('[HINT1] reminds one person on all their devices, and nobody else', async () => {
	const [one, other, bens, desk] = await Promise.all([ana, ana, ben, hall.opened].map(({ token }) => enter(token)))
	const { status } = await hall.send({ type: 'participant.nudge', participant: ana.participant.id })
	expect(status).toBe(200)
	await hall.run({ type: 'message.send', text: 'after it' })
	for (const client of [one, other, bens, desk])
		await until('all is told', () => client?.frames.some((frame) => Buffer.from(frame).includes('after it')) === true)
	expect([one, other, bens, desk].map((client) => client && hintsTo(client))).toEqual([
		[{ type: 'nudge' }],
		[{ type: 'nudge' }],
		[],
		[],
	])
})

it('[HINT1] says so when the person is away, or is nobody, and is for facilitators alone', async () => {
	const command = { type: 'participant.nudge', participant: ana.participant.id }
	expect((await hall.send(command)).body.error?.code).toBe('not_now')
	expect((await hall.send({ ...command, participant: 'nobody' })).body.error?.code).toBe('not_found')
	const path = `/api/workshops/${hall.opened.workshop.id}/commands`
	expect((await call(server.url, path, { token: ben.token, body: command })).body.error.code).toBe('not_allowed')
})

it('[HINT1] tells facilitators that somebody has voted, and nothing of what for', async () => {
	await hall.edit(hall.plenary, cards(['a']))
	const [desk, bens] = await Promise.all([enter(hall.opened.token), enter(ben.token)])
	const round = await hall.open()
	await hall.vote(ana, { round, card: 'shape:a', count: 1 })
	await until('the desk is told', () => hintsTo(desk).length > 0)
	expect(hintsTo(desk)).toEqual([{ type: 'ballots', round }])
	expect(hintsTo(bens)).toEqual([])
})

it('[HINT2] knows who has no card yet, also while names are hidden, and tells facilitators alone', async () => {
	const path = `/api/workshops/${hall.opened.workshop.id}/quiet`
	const client = await joinedAsStock(server.syncUrl, boardRoom(ana.board.id), ana.token)
	const before = client.acked()
	const card = buildCard('c', { x: 0, y: 0, index: 'a1' as never }, { text: 'mine' }, ana.participant.id)
	putRecord(recordsOf(client.doc), card)
	await until('it is saved', () => client.acked() > before)
	await hall.run({ type: 'anonymity.set', isAnonymous: true })
	const { body } = await call<InactiveParticipants>(server.url, path, { token: hall.opened.token })
	expect(body).toEqual({ quiet: [ben.participant.id] })
	expect((await call(server.url, path, { token: ana.token })).status).toBe(403)
})

it('[HINT2] [ROOM3] does not say of anybody who writes in private whether they have', async () => {
	const path = `/api/workshops/${hall.opened.workshop.id}/quiet`
	const quiet = async () =>
		(await call<InactiveParticipants>(server.url, path, { token: hall.opened.token })).body.quiet
	expect(await quiet()).toHaveLength(2)
	const { body } = await hall.send({ type: 'phase.add', phase: phaseOf('write', { isPrivate: true }) })
	await hall.run({ type: 'phase.goto', phase: body.made })
	expect(await quiet()).toEqual([])
	await hall.run({ type: 'private.reveal', names: true })
	expect(await quiet()).toHaveLength(2)
})
