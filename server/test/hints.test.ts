import type { JoinResult } from '@charrette/shared'
import {
	boardRoom,
	buildCard,
	FRAME,
	type InactiveParticipants,
	putRecord,
	recordsOf,
	type TokenGrant,
	workshopRoom,
} from '@charrette/shared'
import { expect, it } from 'vitest'
import { call, phaseOf, secretOf } from './support/call.ts'
import type { RawClient } from './support/rawClient.ts'
import { jsonFramesIn, openRaw } from './support/rawClient.ts'
import type { TestServer } from './support/startServer.ts'
import { joinedAsStock } from './support/stockClient.ts'
import { until } from './support/until.ts'
import type { VotingScene } from './support/votingScene.ts'
import { cards, withVotingScenes } from './support/votingScene.ts'

let server: TestServer
let scene: VotingScene
let ana: JoinResult
let ben: JoinResult
withVotingScenes((on) => {
	;({ server, scene, ana, ben } = on)
})

/** Connects a client in the workshop's room, and waits for the state. */
async function enter(token: string): Promise<RawClient> {
	const client = await openRaw(`${server.syncUrl}/${workshopRoom(scene.opened.workshop.id)}`, token)
	await until('the state arrives', () => client.frames.some((frame) => frame[0] === FRAME.state))
	return client
}

const hintsTo = (client: RawClient) => jsonFramesIn<object>(client, FRAME.hint)

it('[HINT1] reminds one participant only, on all their devices', async () => {
	const [one, other, bens, facilitator] = await Promise.all(
		[ana, ana, ben, scene.opened].map(({ token }) => enter(token)),
	)
	const { status } = await scene.send({ type: 'participant.nudge', participant: ana.participant.id })
	expect(status).toBe(200)
	await scene.run({ type: 'message.send', text: 'after it' })
	for (const client of [one, other, bens, facilitator])
		await until(
			'all hints have arrived',
			() => client?.frames.some((frame) => Buffer.from(frame).includes('after it')) === true,
		)
	expect([one, other, bens, facilitator].map((client) => client && hintsTo(client))).toEqual([
		[{ type: 'nudge' }],
		[{ type: 'nudge' }],
		[],
		[],
	])
})

it('[HINT1] reminds several participants at once: those who are online', async () => {
	const participants = [ana.participant.id, ben.participant.id]
	const command = { type: 'people.nudge', participants }
	expect((await scene.send(command)).body.error?.code).toBe('not_now')
	const [anas, facilitator] = await Promise.all([enter(ana.token), enter(scene.opened.token)])
	expect((await scene.send(command)).status).toBe(200)
	await until('the reminder arrives', () => hintsTo(anas).length > 0)
	expect(hintsTo(anas)).toEqual([{ type: 'nudge' }])
	expect(hintsTo(facilitator)).toEqual([])
	const { status } = await scene.send({ ...command, participants: [...participants, 'nobody'] })
	expect(status).toBe(404)
	expect(hintsTo(anas)).toHaveLength(1)
})

it('[HINT1] rejects an offline or unknown participant, and is for facilitators only', async () => {
	const command = { type: 'participant.nudge', participant: ana.participant.id }
	expect((await scene.send(command)).body.error?.code).toBe('not_now')
	expect((await scene.send({ ...command, participant: 'nobody' })).body.error?.code).toBe('not_found')
	const path = `/api/workshops/${scene.opened.workshop.id}/commands`
	expect((await call(server.url, path, { token: ben.token, body: command })).body.error.code).toBe('not_allowed')
})

it('[HINT1] notifies facilitators of a new ballot, without its content', async () => {
	await scene.edit(scene.plenary, cards(['a']))
	const [facilitator, bens] = await Promise.all([enter(scene.opened.token), enter(ben.token)])
	const round = await scene.open()
	await scene.vote(ana, { round, card: 'shape:a', count: 1 })
	await until('the hint arrives', () => hintsTo(facilitator).length > 0)
	expect(hintsTo(facilitator)).toEqual([{ type: 'ballots', round }])
	expect(hintsTo(bens)).toEqual([])
})

it('[HINT2] lists participants without cards, also in an anonymous workshop, for facilitators only', async () => {
	const path = `/api/workshops/${scene.opened.workshop.id}/quiet`
	const client = await joinedAsStock(server.syncUrl, boardRoom(ana.board.id), ana.token)
	const before = client.acked()
	const card = buildCard('c', { x: 0, y: 0, index: 'a1' as never }, { text: 'mine' }, ana.participant.id)
	putRecord(recordsOf(client.doc), card)
	await until('the card is saved', () => client.acked() > before)
	await scene.run({ type: 'anonymity.set', isAnonymous: true })
	const { body } = await call<InactiveParticipants>(server.url, path, { token: scene.opened.token })
	expect(body).toEqual({ quiet: [ben.participant.id] })
	expect((await call(server.url, path, { token: ana.token })).status).toBe(403)
})

it('[HINT2] [ROOM3] does not list participants who are writing privately', async () => {
	const path = `/api/workshops/${scene.opened.workshop.id}/quiet`
	const quiet = async () =>
		(await call<InactiveParticipants>(server.url, path, { token: scene.opened.token })).body.quiet
	expect(await quiet()).toHaveLength(2)
	const { body } = await scene.send({ type: 'phase.add', phase: phaseOf('write', { isPrivate: true }) })
	await scene.run({ type: 'phase.goto', phase: body.made })
	expect(await quiet()).toEqual([])
	await scene.run({ type: 'private.reveal', names: true })
	expect(await quiet()).toHaveLength(2)
})

it('[HINT1] steps through the scene of every projector, and says if there is none', async () => {
	const command = { type: 'projector.step', by: 1 }
	expect((await scene.send(command)).body.error?.reason).toBe('no_projector')
	const secret = secretOf(scene.opened.links.projector)
	const { token } = (await call<TokenGrant>(server.url, '/api/token', { body: { secret } })).body
	const [projector, facilitator] = await Promise.all([enter(token), enter(scene.opened.token)])
	await scene.run(command)
	await scene.run({ ...command, by: -1 })
	await until('both hints have arrived', () => hintsTo(projector).length === 2)
	expect([hintsTo(projector), hintsTo(facilitator)]).toEqual([[{ type: 'next' }, { type: 'previous' }], []])
})
